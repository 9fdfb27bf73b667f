import { CompiledPolicy } from './CompiledPolicy';
import { compilePolicy } from './compilePolicy';
import { evaluateAccess } from '../decision/evaluateAccess';

const request = {
  principal: 'arn:aws:iam::111111111111:role/Pipeline',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::artifacts/a.zip',
  resourceAccount: '111111111111',
  context: {},
};

const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const document = { Version: '2012-10-17', Statement: [statement] };

describe('compilePolicy', () => {
  it('reads a document as it is, also where it was changed', () => {
    const changing = { ...document };
    expect(compilePolicy(changing).problems).toEqual([]);
    changing.Version = '2011-11-11';
    expect(compilePolicy(changing).problems).toHaveLength(1);
  });

  it('takes frozen documents', () => {
    const frozen = Object.freeze({ ...document });
    expect(compilePolicy(frozen).problems).toEqual([]);
  });

  it('keeps the problems that checkPolicy tells', () => {
    expect(compilePolicy('no document').problems).toHaveLength(1);
  });

  it.each([
    ['by itself', compilePolicy(document), 'identity policy 1'],
    [
      'under a name',
      { name: 'Read', document: compilePolicy(document) },
      'Read',
    ],
  ])('makes what can be given to a decision %s', (_how, source, policy) => {
    expect(source).not.toBe(document);
    expect(
      evaluateAccess({ request, identityPolicies: [source] }),
    ).toMatchObject({ decision: 'Allowed', statement: { policy, index: 0 } });
  });

  it('makes policies by which they can be told from documents', () => {
    expect(compilePolicy(document)).toBeInstanceOf(CompiledPolicy);
  });
});
