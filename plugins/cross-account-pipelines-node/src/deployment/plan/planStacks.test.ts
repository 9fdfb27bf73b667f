import type { Stack } from '@aws-sdk/client-cloudformation';
import type { ManifestStack } from 'backstage-plugin-cross-account-pipelines-core';
import { placeKey } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeployedStack } from '../stack/DeployedStack';
import { planStacks } from './planStacks';
import type { StackPlan } from './StackPlan';

const tools = '111111111111';
const dev = '012345678901';
const region = 'eu-west-1';

const foundationText = `
Parameters: { Readers: { Type: CommaDelimitedList, Default: '${dev}' } }
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - Sid: Read
            Effect: Allow
            Principal: { AWS: !Ref Readers }
            Action: kms:Decrypt
            Resource: '*'
Outputs:
  KeyArn: { Value: !GetAtt Key.Arn }
`;
const targetText = `
Parameters: { KeyArn: { Type: String } }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      AssumeRolePolicyDocument: { Statement: [] }
      Policies:
        - PolicyName: Artifacts
          PolicyDocument:
            Statement: [{ Effect: Allow, Action: kms:Decrypt, Resource: !Ref KeyArn }]
`;
const keyArn = `arn:aws:kms:${region}:${tools}:key/1234`;

const foundation: ManifestStack = {
  phase: 'foundation',
  account: tools,
  region,
  stackName: 'orders-foundation',
  template: 'foundation.yaml',
};
const target: ManifestStack = {
  phase: 'target',
  account: dev,
  region,
  stackName: 'orders-target',
  template: 'target.yaml',
  parameters: { KeyArn: { fromStack: foundation, output: 'KeyArn' } },
};
const templates = {
  'foundation.yaml': foundationText,
  'target.yaml': targetText,
};

const deployedFoundation: DeployedStack = {
  ...placeOf(foundation),
  template: foundationText,
  stack: stackOf({
    Parameters: [{ ParameterKey: 'Readers', ParameterValue: dev }],
    Outputs: [{ OutputKey: 'KeyArn', OutputValue: keyArn }],
  }),
};
const deployedTarget: DeployedStack = {
  ...placeOf(target),
  template: targetText,
  stack: stackOf({
    Parameters: [{ ParameterKey: 'KeyArn', ParameterValue: keyArn }],
  }),
};

function placeOf(stack: ManifestStack) {
  return { account: stack.account, region, stackName: stack.stackName };
}

function stackOf(own: Partial<Stack>): Stack {
  return {
    StackName: 'x',
    CreationTime: new Date(0),
    StackStatus: 'CREATE_COMPLETE',
    ...own,
  };
}

function plan(
  options: {
    stacks?: ManifestStack[];
    deployed?: DeployedStack[];
    templates?: Record<string, string>;
  } = {},
) {
  const {
    // Plans come in the order of the phases.
    stacks = [target, foundation],
    deployed = [deployedFoundation, deployedTarget],
  } = options;
  const known = new Map(deployed.map(each => [placeKey(each), each]));
  for (const each of stacks) {
    if (!known.has(placeKey(each))) {
      known.set(placeKey(each), placeOf(each));
    }
  }
  return planStacks({
    manifest: { version: 1, stacks },
    templates: { ...templates, ...options.templates },
    deployed: known,
  });
}

/** The template with one text in the place of another. */
function edited(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}

const wider = (plans: StackPlan[]) =>
  plans.flatMap(({ stackName, changes }) =>
    changes.flatMap(({ logicalId, widened }) =>
      widened.map(({ sentence }) => `${stackName} ${logicalId} ${sentence}`),
    ),
  );

describe('planStacks', () => {
  it('finds nothing to do where all is deployed', async () => {
    expect(await plan()).toEqual([
      {
        phase: 'foundation',
        account: tools,
        region,
        stackName: 'orders-foundation',
        template: 'foundation.yaml',
        outcome: 'unchanged',
        changes: [],
        uncertain: [],
      },
      expect.objectContaining({
        stackName: 'orders-target',
        outcome: 'unchanged',
      }),
    ]);
  });

  it.each([
    ['there is none', undefined],
    ['there are change sets only', 'REVIEW_IN_PROGRESS'],
    ['it could not be created', 'ROLLBACK_COMPLETE'],
  ] as const)('creates a stack where %s', async (_, StackStatus) => {
    const deployed = StackStatus && {
      ...placeOf(target),
      stack: stackOf({ StackStatus }),
    };
    const [, created] = await plan({
      deployed: [deployedFoundation, ...(deployed ? [deployed] : [])],
    });
    expect(created).toMatchObject({
      outcome: 'created',
      changes: [{ logicalId: 'Role', change: 'added', widened: [] }],
      uncertain: [],
    });
  });

  it('takes a key that stays for the same, although its stack changes', async () => {
    const plans = await plan({
      stacks: [
        { ...foundation, parameters: { Readers: `${dev},333333333333` } },
        target,
      ],
      templates: { 'target.yaml': `${targetText}# Nothing that matters.\n` },
    });
    expect(plans).toMatchObject([
      {
        outcome: 'updated',
        changes: [
          { logicalId: 'Key', change: 'changed', properties: ['KeyPolicy'] },
        ],
      },
      { outcome: 'updated', changes: [], uncertain: [] },
    ]);
    expect(wider(plans)).toEqual([
      'orders-foundation Key allows 333333333333: kms:Decrypt on *',
    ]);
  });

  it('takes the real id for an output that was foretold under another name', async () => {
    const [, renamed] = await plan({
      templates: {
        'foundation.yaml': edited(foundationText, '  KeyArn:', '  Arn:'),
      },
      stacks: [
        foundation,
        {
          ...target,
          parameters: { KeyArn: { fromStack: foundation, output: 'Arn' } },
        },
      ],
    });
    expect(renamed).toMatchObject({ outcome: 'unchanged', uncertain: [] });
  });

  it('sees that another key comes', async () => {
    const plans = await plan({
      templates: {
        'foundation.yaml': foundationText
          .replace('  Key:', '  NewKey:')
          .replace('Key.Arn', 'NewKey.Arn'),
      },
    });
    expect(
      plans.map(({ changes }) =>
        changes.map(({ logicalId, change }) => `${logicalId} ${change}`),
      ),
    ).toEqual([['NewKey added', 'Key removed'], ['Role changed']]);
    expect(wider(plans)).toContainEqual(
      expect.stringMatching(
        /^orders-target Role allows kms:Decrypt on arn:aws:kms:eu-west-1:111111111111:key\/00000000-/,
      ),
    );
  });

  it('compares each stack with its own parameters', async () => {
    const [updated] = await plan({
      stacks: [{ ...foundation, parameters: { Readers: '333333333333' } }],
      deployed: [deployedFoundation],
    });
    expect(wider([updated])).toEqual([
      'orders-foundation Key allows 333333333333: kms:Decrypt on *',
    ]);
  });

  it.each<[string, Partial<DeployedStack>, string]>([
    [
      'could not be read',
      { stack: undefined, template: undefined, error: new Error('denied') },
      'denied',
    ],
    [
      'gives no template',
      { template: undefined, error: new Error('GetTemplate was denied') },
      'GetTemplate was denied',
    ],
    [
      'is at work',
      { stack: stackOf({ StackStatus: 'UPDATE_IN_PROGRESS' }) },
      'something is being done to it (UPDATE_IN_PROGRESS)',
    ],
    [
      'is stuck',
      { stack: stackOf({ StackStatus: 'DELETE_FAILED' }) },
      'it is DELETE_FAILED: delete it once more, keeping the resources that could not be deleted, and run again',
    ],
    [
      'has a template that cannot be read',
      { template: 'Resources: [' },
      'deployed template of orders-foundation:1',
    ],
  ])('does not guess when a stack %s', async (_, own, reason) => {
    const plans = await plan({
      deployed: [{ ...deployedFoundation, ...own }, deployedTarget],
    });
    expect(plans).toMatchObject([
      {
        outcome: 'unknown',
        reason: expect.stringContaining(reason),
        changes: [],
      },
      {
        outcome: 'unchanged',
        uncertain: [
          `parameter KeyArn takes output KeyArn of stack orders-foundation in account ${tools}, eu-west-1, which is not known`,
        ],
      },
    ]);
  });

  it('takes outputs of stacks that it does not deploy', async () => {
    expect(await plan({ stacks: [target] })).toMatchObject([
      { outcome: 'unchanged', uncertain: [] },
    ]);
    const [missing] = await plan({
      stacks: [target],
      deployed: [
        { ...deployedFoundation, stack: stackOf({ Outputs: [] }) },
        deployedTarget,
      ],
    });
    expect(missing.uncertain).toHaveLength(1);
  });

  it('names what CloudFormation does not show', async () => {
    const secret = edited(
      targetText,
      '{ KeyArn: { Type: String } }',
      '{ KeyArn: { Type: String, NoEcho: true } }',
    );
    const [plans] = await plan({
      stacks: [{ ...target, parameters: { KeyArn: keyArn } }],
      templates: { 'target.yaml': secret },
      deployed: [
        {
          ...deployedTarget,
          template: secret,
          stack: stackOf({
            Parameters: [{ ParameterKey: 'KeyArn', ParameterValue: '****' }],
          }),
        },
      ],
    });
    expect(plans).toMatchObject({
      changes: [],
      uncertain: ['parameter KeyArn is not shown by CloudFormation'],
    });
  });

  it('names what may stand in Parameter Store by now', async () => {
    const [plans] = await plan({
      stacks: [{ ...target, parameters: { KeyArn: '/key' } }],
      deployed: [
        {
          ...deployedTarget,
          stack: stackOf({
            Parameters: [
              {
                ParameterKey: 'KeyArn',
                ParameterValue: '/key',
                ResolvedValue: keyArn,
              },
            ],
          }),
        },
      ],
    });
    expect(plans).toMatchObject({
      changes: [],
      uncertain: [
        'parameter KeyArn is a value of Parameter Store, which may be another one by now',
      ],
    });
  });

  it('resolves imports with what is exported as it is', async () => {
    const importing = edited(targetText, '!Ref KeyArn', '!ImportValue Key');
    const stack: ManifestStack = {
      ...target,
      account: tools,
      parameters: { KeyArn: 'x' },
    };
    const imported = (Outputs: Stack['Outputs']) =>
      plan({
        stacks: [foundation, stack],
        templates: {
          'target.yaml': importing.replace('kms:Decrypt', 'kms:*'),
        },
        deployed: [
          {
            ...deployedFoundation,
            stack: { ...deployedFoundation.stack!, Outputs },
          },
          {
            ...placeOf(stack),
            template: importing,
            stack: stackOf({
              Parameters: [{ ParameterKey: 'KeyArn', ParameterValue: 'x' }],
            }),
          },
        ],
      });
    const known = await imported([
      { OutputKey: 'KeyArn', OutputValue: keyArn, ExportName: 'Key' },
    ]);
    expect(wider(known)).toEqual([
      `orders-target Role allows kms:* on ${keyArn}`,
    ]);
    expect(known[1].uncertain).toEqual([]);
    expect((await imported([]))[1].uncertain).toContainEqual(
      expect.stringMatching(/^target.yaml:\d+:\d+: no stack exports Key$/),
    );
  });

  it('tells tags from resources', async () => {
    const [tagged] = await plan({
      stacks: [{ ...foundation, tags: { team: 'x' } }],
      deployed: [deployedFoundation],
    });
    expect(tagged).toMatchObject({ outcome: 'updated', changes: [] });
  });

  it('lets others have their turn between stacks', async () => {
    let turns = 0;
    let going = true;
    const count = () => {
      turns += 1;
      if (going) {
        setImmediate(count);
      }
    };
    setImmediate(count);
    const stacks = Array.from({ length: 30 }, (_, index) => ({
      ...target,
      stackName: `target-${index}`,
    }));
    await plan({ stacks: [foundation, ...stacks] });
    going = false;
    expect(turns).toBeGreaterThanOrEqual(30);
  });
});
