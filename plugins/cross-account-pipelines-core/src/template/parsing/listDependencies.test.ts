import { listDependencies } from './listDependencies';
import { parseTemplate } from './parseTemplate';

function dependenciesOf(resource: string): string[] {
  const { body } = parseTemplate({
    text: `Resources:\n  A:\n    Type: X\n${resource}`,
    file: 'test.yaml',
  });
  return listDependencies(body.Resources.A);
}

describe('listDependencies', () => {
  it('finds every way to name another resource, once', () => {
    expect(
      dependenciesOf(`
    DependsOn: [Last, First]
    Properties:
      A: !Ref Bucket
      B: !GetAtt Key.Arn
      C: !Sub '\${Bucket}/\${Role.Arn}/\${!Literal}/\${AWS::Region}'
      D: !Sub ['\${Own}-\${Topic}', {Own: !Ref Queue}]
      E: [{ F: !If [Cond, !Ref Yes, !Ref AWS::NoValue] }]
`),
    ).toEqual([
      'Last',
      'First',
      'Bucket',
      'Key',
      'Role',
      'Topic',
      'Queue',
      'Yes',
    ]);
  });

  it('finds none where there are none', () => {
    expect(dependenciesOf('    Properties: {A: b}')).toEqual([]);
  });
});
