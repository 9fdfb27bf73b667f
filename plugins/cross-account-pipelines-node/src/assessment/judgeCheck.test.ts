import { estateFromTemplates } from '../estate';
import { assessPipeline } from './assessPipeline';

/** The verdict about the connection of a pipeline that a template makes. */
function judgeConnection(connection: string) {
  const { estate } = estateFromTemplates({
    manifest: {
      version: 1,
      stacks: [
        {
          phase: 'pipeline',
          account: '111111111111',
          region: 'eu-west-1',
          stackName: 'orders',
          template: 'pipeline.yaml',
        },
      ],
    },
    templates: {
      'pipeline.yaml': `Resources:
  Connection:
    Type: AWS::CodeConnections::Connection
    Properties: {ConnectionName: orders, ProviderType: GitHub}
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: orders
      RoleArn: arn:aws:iam::111111111111:role/service
      Stages:
        - Name: Source
          Actions:
            - Name: Source
              ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: '1'}
              Configuration: {ConnectionArn: ${connection}, FullRepositoryId: o/r, BranchName: main}
`,
    },
  });
  return assessPipeline({
    estate,
    pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
  }).hops.find(({ id }) => id.startsWith('H8:connection'));
}

describe('judgeCheck', () => {
  it('waits for a person where a template makes the connection', () => {
    expect(judgeConnection('!Ref Connection')).toMatchObject({
      health: 'pending',
      reason: expect.stringContaining('somebody completes it in the console'),
    });
  });

  it('does not call a connection missing whose id AWS has chosen', () => {
    expect(
      judgeConnection(
        'arn:aws:codeconnections:eu-west-1:111111111111:connection/1234',
      ),
    ).toMatchObject({
      health: 'unknown',
      reason: expect.stringContaining('since AWS chooses its name'),
    });
  });
});
