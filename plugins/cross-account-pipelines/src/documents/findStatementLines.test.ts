import { findStatementLines } from './findStatementLines';

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'One', Effect: 'Allow', Action: ['s3:Get*', 's3:List*'] },
    { Sid: 'Two', Effect: 'Deny', Condition: { Bool: { a: 'b' } } },
    { Effect: 'Allow' },
  ],
  Id: 'x',
});

const textOf = (statement: string, text = document) => {
  const found = findStatementLines(text, statement);
  return (
    found &&
    JSON.parse(
      found.lines.slice(found.start, found.end).join('\n').replace(/,$/, ''),
    )
  );
};

describe('findStatementLines', () => {
  it.each([
    ['One', { Sid: 'One', Effect: 'Allow', Action: ['s3:Get*', 's3:List*'] }],
    ['Two', { Sid: 'Two', Effect: 'Deny', Condition: { Bool: { a: 'b' } } }],
    ['#2', { Effect: 'Allow' }],
  ])('finds %s', (statement, expected) => {
    expect(textOf(statement)).toEqual(expected);
  });

  it('finds a statement that stands alone', () => {
    const alone = JSON.stringify({ Statement: { Sid: 'One' } });
    expect(textOf('One', alone)).toEqual({ Sid: 'One' });
  });

  it.each([
    ['Three', document],
    ['#3', document],
    ['#x', document],
    ['One', 'not JSON'],
    ['One', '[]'],
    ['One', '{}'],
    ['#0', '{"Statement":["x"]}'],
  ])('finds nothing for %s in %s', (statement, text) => {
    expect(findStatementLines(text, statement)).toBeUndefined();
  });
});
