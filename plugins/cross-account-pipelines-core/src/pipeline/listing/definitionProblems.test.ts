import type {
  ActionDefinition,
  PipelineDefinition,
} from '../vocabulary/PipelineDefinition';
import { definitionProblems } from './definitionProblems';

function action(
  kind: string,
  more: Partial<ActionDefinition> = {},
): ActionDefinition {
  const [category, provider] = kind.split('/');
  return {
    name: provider,
    actionTypeId: { category, owner: 'AWS', provider, version: '1' },
    ...more,
  };
}

const source = () =>
  action('Source/S3', {
    configuration: { S3Bucket: 'sources', S3ObjectKey: 'a.zip' },
    outputArtifacts: [{ name: 'Source' }],
  });

const deploy = () =>
  action('Deploy/CloudFormation', {
    configuration: {
      ActionMode: 'CREATE_UPDATE',
      StackName: 'app',
      TemplatePath: 'Source::t.yaml',
    },
    inputArtifacts: [{ name: 'Source' }],
  });

function pipeline(
  change: (definition: PipelineDefinition) => void = () => undefined,
): PipelineDefinition {
  const definition: PipelineDefinition = {
    name: 'app',
    roleArn: 'arn:aws:iam::111111111111:role/service',
    stages: [
      { name: 'Source', actions: [source()] },
      { name: 'Deploy', actions: [deploy()] },
    ],
  };
  change(definition);
  return definition;
}

const rule = (provider: string) => ({
  name: provider,
  ruleTypeId: { category: 'Rule', owner: 'AWS', provider },
  configuration: {},
});

describe('definitionProblems', () => {
  it('finds none in a definition that CodePipeline takes', () => {
    expect(definitionProblems(pipeline())).toEqual([]);
  });

  it.each<[string, (definition: PipelineDefinition) => void, string]>([
    [
      'one stage',
      each => {
        each.stages.pop();
      },
      'has one stage: CodePipeline takes none with fewer than two',
    ],
    [
      'no stage',
      each => {
        each.stages = [];
      },
      'has no stages',
    ],
    [
      'too many stages',
      each => {
        each.stages.push(
          ...Array.from({ length: 49 }, (_, index) => ({
            name: `S${index}`,
            actions: [{ ...deploy(), name: `D${index}` }],
          })),
        );
      },
      'has 51 stages: CodePipeline takes at most 50',
    ],
    [
      'a stage without actions',
      each => {
        each.stages.push({ name: 'Empty', actions: [] });
      },
      'Stage Empty has no actions',
    ],
    [
      'a source that is not first',
      each => {
        each.stages[1].actions.push({
          ...source(),
          outputArtifacts: [{ name: 'Other' }],
        });
      },
      'Source actions may be in the first stage only',
    ],
    [
      'another action in the first stage',
      each => {
        each.stages[0].actions.push(action('Approval/Manual'));
      },
      'The first stage, Source, may have source actions only',
    ],
    [
      'two stages of a name',
      each => {
        each.stages[1].name = 'Source';
      },
      'Two stages have the name Source',
    ],
    [
      'two actions of a name',
      each => {
        each.stages[1].actions.push(deploy());
      },
      'Two actions of stage Deploy have the name CloudFormation',
    ],
    [
      'an artifact that nobody makes',
      each => {
        each.stages[1].actions[0].inputArtifacts!.push({ name: 'Built' });
      },
      'takes artifact Built, which no action makes',
    ],
    [
      'an artifact that is made later',
      each => {
        each.stages[1].actions.push(
          action('Invoke/Lambda', {
            configuration: { FunctionName: 'f' },
            runOrder: 2,
            outputArtifacts: [{ name: 'Late' }],
          }),
        );
        each.stages[1].actions[0].inputArtifacts!.push({ name: 'Late' });
      },
      'takes artifact Late before Deploy/Lambda makes it',
    ],
    [
      'an artifact that is made twice',
      each => {
        each.stages[1].actions[0].outputArtifacts = [{ name: 'Source' }];
      },
      'Artifact Source is made twice, by Source/S3 and by Deploy/CloudFormation',
    ],
    [
      'a template of no input',
      each => {
        each.stages[1].actions[0].configuration!.TemplatePath = 'Built::t.yaml';
      },
      'TemplatePath of action Deploy/CloudFormation names artifact Built, which is none of its inputs',
    ],
    [
      'a template configuration of no input',
      each => {
        each.stages[1].actions[0].configuration!.TemplateConfiguration =
          'Built::c.json';
      },
      'TemplateConfiguration of action Deploy/CloudFormation names artifact Built',
    ],
    [
      'a setting that is needed',
      each => {
        delete each.stages[1].actions[0].configuration!.StackName;
      },
      'has no StackName, which CloudFormation needs',
    ],
    [
      'a V2 provider in V1',
      each => {
        each.pipelineType = 'V1';
        each.stages[1].actions.push(
          action('Deploy/EKS', { configuration: { ClusterName: 'c' } }),
        );
      },
      'EKS needs a pipeline of type V2',
    ],
    [
      'a V2 execution mode in V1',
      each => {
        each.pipelineType = 'V1';
        each.executionMode = 'QUEUED';
      },
      'The execution mode QUEUED needs a pipeline of type V2',
    ],
    [
      'a condition in V1',
      each => {
        each.pipelineType = 'V1';
        each.stages[1].onFailure = { result: 'ROLLBACK' };
      },
      'A condition of stage Deploy needs a pipeline of type V2',
    ],
    [
      'a rollback on entry',
      each => {
        each.stages[1].beforeEntry = {
          conditions: [{ result: 'ROLLBACK', rules: [rule('VariableCheck')] }],
        };
      },
      'on entry leads to ROLLBACK: it can only lead to FAIL or SKIP',
    ],
    [
      'a skip on success',
      each => {
        each.stages[1].onSuccess = {
          conditions: [{ result: 'SKIP', rules: [rule('VariableCheck')] }],
        };
      },
      'on success leads to SKIP: it can only lead to FAIL or ROLLBACK',
    ],
    [
      'a skip on failure',
      each => {
        each.stages[1].onFailure = {
          conditions: [{ result: 'SKIP', rules: [rule('VariableCheck')] }],
        };
      },
      'on failure leads to SKIP: it can only lead to FAIL or ROLLBACK or RETRY',
    ],
    [
      'a skip by an alarm',
      each => {
        each.stages[1].beforeEntry = {
          conditions: [{ result: 'SKIP', rules: [rule('CloudWatchAlarm')] }],
        };
      },
      'leads to SKIP with a rule of CloudWatchAlarm',
    ],
    [
      'too many rules',
      each => {
        each.stages[1].onSuccess = {
          conditions: [
            {
              result: 'FAIL',
              rules: Array.from({ length: 6 }, () => rule('VariableCheck')),
            },
          ],
        };
      },
      'has 6 rules: CodePipeline takes at most 5',
    ],
  ])('names %s', (_, change, problem) => {
    expect(
      definitionProblems(pipeline(change)).map(each => each.problem),
    ).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  it.each<[string, (definition: PipelineDefinition) => void]>([
    [
      'type V1 with what it can do',
      each => {
        each.pipelineType = 'V1';
      },
    ],
    [
      'type V1 with the usual execution mode',
      each => {
        each.pipelineType = 'V1';
        each.executionMode = 'SUPERSEDED';
      },
    ],
    [
      'type V2 with another execution mode and conditions',
      each => {
        each.pipelineType = 'V2';
        each.executionMode = 'QUEUED';
        each.stages[1].onFailure = { result: 'ROLLBACK' };
      },
    ],
    [
      'an artifact of an earlier stage, whatever the order in it',
      each => {
        each.stages[0].actions[0].runOrder = 5;
      },
    ],
    [
      'an artifact that the stage itself made before',
      each => {
        each.stages[1].actions.push(
          action('Invoke/Lambda', {
            configuration: { FunctionName: 'f' },
            outputArtifacts: [{ name: 'Made' }],
          }),
          action('Invoke/StepFunctions', {
            configuration: { StateMachineArn: 'arn:m' },
            runOrder: 2,
            inputArtifacts: [{ name: 'Made' }],
          }),
        );
      },
    ],
  ])('takes %s', (_, change) => {
    expect(definitionProblems(pipeline(change))).toEqual([]);
  });

  it('does not take what the same step of a stage makes', () => {
    const definition = pipeline(each => {
      each.stages[1].actions.push(
        action('Invoke/Lambda', {
          configuration: { FunctionName: 'f' },
          outputArtifacts: [{ name: 'Made' }],
        }),
      );
      each.stages[1].actions[0].inputArtifacts!.push({ name: 'Made' });
    });
    expect(definitionProblems(definition)).toEqual([
      {
        problem:
          'Action Deploy/CloudFormation takes artifact Made before Deploy/Lambda makes it.',
        path: 'Deploy/CloudFormation',
      },
    ]);
  });

  it.each(['beforeEntry', 'onSuccess', 'onFailure'] as const)(
    'wants type V2 for %s',
    place => {
      const definition = pipeline(each => {
        each.pipelineType = 'V1';
        each.stages[1][place] = {};
      });
      expect(definitionProblems(definition)).toEqual([
        {
          problem:
            'A condition of stage Deploy needs a pipeline of type V2, and this one is of type V1.',
        },
      ]);
    },
  );

  it.each(['LambdaInvoke', 'VariableCheck'])(
    'lets a stage be skipped by %s',
    provider => {
      const definition = pipeline(each => {
        each.stages[1].beforeEntry = {
          conditions: [{ result: 'SKIP', rules: [rule(provider)] }],
        };
      });
      expect(definitionProblems(definition)).toEqual([]);
    },
  );

  it('does not stumble over conditions that are no conditions', () => {
    for (const beforeEntry of [
      null,
      'x',
      { conditions: 'x' },
      { conditions: [null, { rules: 1 }] },
    ]) {
      expect(
        definitionProblems(
          pipeline(each => {
            each.stages[1].beforeEntry = beforeEntry;
          }),
        ),
      ).toEqual([]);
    }
  });
});
