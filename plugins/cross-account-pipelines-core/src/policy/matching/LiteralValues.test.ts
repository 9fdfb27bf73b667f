import { conditionOperators } from '../document/conditionOperators';
import { LiteralValues } from './LiteralValues';
import { FALSE, TRUE, UNKNOWN } from './Truth';

const role = 'arn:aws:iam::111111111111:role/Deploy';

function compile(operator: string, text: string, verbatim = false) {
  return conditionOperators.get(operator)?.compile([{ text, verbatim }]);
}

describe('LiteralValues', () => {
  it('matches each of its values and nothing else', () => {
    const values = new LiteralValues(role);
    values.addAll(new LiteralValues('Admin'));
    expect(
      [role, 'Admin', 'admin', '', `${role}s`].map(each =>
        values.matches(each),
      ),
    ).toEqual([TRUE, TRUE, FALSE, FALSE, FALSE]);
  });

  it('cannot tell of a text that begins like one of them', () => {
    const values = new LiteralValues('AROA1:deploy');
    values.addAll(new LiteralValues('AROA2:deploy'));
    expect(values.matchesBeginning('AROA2:')).toBe(UNKNOWN);
    expect(values.matchesBeginning('AROA3:')).toBe(FALSE);
  });

  it.each(['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike'])(
    'is what %s makes of a text without wildcards',
    operator => {
      expect(compile(operator, role)).toBeInstanceOf(LiteralValues);
    },
  );

  it('takes the wildcards that a policy variable stands for as they are', () => {
    expect(compile('StringLike', 'a*', true)).toBeInstanceOf(LiteralValues);
    expect(compile('StringLike', 'a*')?.matches('ab')).toBe(TRUE);
  });

  it.each(['arn:aws:iam::*:role/Deploy', 'arn:aws:iam::1?1:role/x', 'Deploy'])(
    'is not what ArnLike makes of %s',
    pattern => {
      expect(compile('ArnLike', pattern)).not.toBeInstanceOf(LiteralValues);
    },
  );
});
