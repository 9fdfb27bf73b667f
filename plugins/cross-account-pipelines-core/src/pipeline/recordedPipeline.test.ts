import { join } from 'node:path';
import { asData, readRecorded } from '../fixtures/readRecorded';
import {
  exampleAction,
  exampleConfigurations,
} from '../providers/exampleActions';
import { listLinks } from './listing/listLinks';
import { pipelineSpecJsonSchema } from './spec/pipelineSpecJsonSchema';
import { accountOf, shortName } from './vocabulary/parseArn';
import type { PipelineDefinition } from './vocabulary/PipelineDefinition';
import type { PipelineResources } from './vocabulary/PipelineResources';

const recorded = (name: string) => join(__dirname, 'fixtures', `${name}.json`);

const tools = '111111111111';
const regions = ['eu-west-1', 'us-east-1'];

/** A pipeline with an action of every kind, here and in a target account. */
function everyKind(
  own: boolean,
  kinds = Object.keys(exampleConfigurations).filter(
    kind => !kind.startsWith('Rule/'),
  ),
): PipelineDefinition {
  const actionOf = (kind: string) => {
    const { action, configuration, roleArn } = exampleAction(kind);
    return {
      ...action,
      name: kind.replace('/', '-'),
      configuration,
      ...(!own && { roleArn }),
    };
  };
  const isSource = (kind: string) => kind.startsWith('Source/');
  return {
    name: 'orders',
    pipelineType: 'V2',
    roleArn: `arn:aws:iam::${tools}:role/service`,
    artifactStores: Object.fromEntries(
      regions.map(region => [
        region,
        {
          type: 'S3',
          location: `artifacts-${region}`,
          encryptionKey: {
            id: `arn:aws:kms:${region}:${tools}:key/${region}`,
            type: 'KMS',
          },
        },
      ]),
    ),
    stages: [
      { name: 'Source', actions: kinds.filter(isSource).map(actionOf) },
      {
        name: 'Rest',
        actions: kinds
          .filter(kind => !isSource(kind))
          .map(kind => ({ ...actionOf(kind), region: regions[1] })),
      },
    ],
  };
}

it.each([
  ['Own', true],
  ['Foreign', false],
])('is recorded which hops actions of %s accounts need', (name, own) => {
  const links = listLinks(everyKind(own), {
    pipelineArn: `arn:aws:codepipeline:${regions[0]}:${tools}:orders`,
  });
  expect(asData(links)).toEqual(
    readRecorded(recorded(`recordedLinks${name}`), links),
  );
});

/** Of everything that a definition names, what AWS would tell. */
const resources: PipelineResources = {
  project: arn => ({
    serviceRole: `arn:aws:iam::${accountOf(arn)}:role/builds/${shortName(arn)}`,
    encryptionKey: `arn:aws:kms:${regions[1]}:${accountOf(arn)}:key/of-project`,
  }),
  deploymentGroup: arn => ({
    serviceRole: `arn:aws:iam::${accountOf(arn)}:role/code-deploy`,
    deploymentConfig: 'Slowly',
    instanceRoleArns: [`arn:aws:iam::${accountOf(arn)}:role/instances`],
  }),
  functionRole: arn =>
    `arn:aws:iam::${accountOf(arn)}:role/functions/${shortName(arn)}`,
  assumableRoles: roleArn =>
    roleArn.includes(':role/builds/') || roleArn.includes(':role/functions/')
      ? {
          roleArns: ['arn:aws:iam::333333333333:role/entered'],
          patterns: ['arn:aws:iam::444444444444:role/team-*'],
          anywhere: roleArn.includes(':role/functions/'),
        }
      : undefined,
  doubtfulPolicies: roleArn => [
    {
      arn: `arn:aws:iam::${accountOf(roleArn)}:policy/of-all`,
      isBoundary: true,
    },
    {
      arn: `arn:aws:iam::${accountOf(roleArn)}:policy/${shortName(roleArn)}`,
      isBoundary: false,
    },
  ],
  bucketOwner: name => (name.startsWith('artifacts') ? tools : '222222222222'),
  bucketKey: name =>
    name.startsWith('artifacts')
      ? undefined
      : `arn:aws:kms:${regions[1]}:222222222222:key/of-bucket`,
  usesBucketKey: name => name.includes(regions[1]),
  stackArn: ({ account, region, name }) =>
    `arn:aws:cloudformation:${region}:${account}:stack/${name}/1`,
};

/** Kinds whose hops depend on what is known of the things that they name. */
const kindsOfThings = [
  'Build/CodeBuild',
  'Compute/Commands',
  'Deploy/CloudFormation',
  'Deploy/CodeDeploy',
  'Deploy/S3',
  'Invoke/Lambda',
  'Source/S3',
];

/** What each action makes goes on to one of a third account and to one at home. */
function handedOn(definition: PipelineDefinition): PipelineDefinition {
  const made = definition.stages.flatMap(({ name: stage, actions }) =>
    actions.map((action, index) => ({ stage, action, name: `Of${index}` })),
  );
  const outputs = made.map(({ stage, name }) => ({ name: `${stage}${name}` }));
  const stages = definition.stages.map(stage => ({
    ...stage,
    actions: stage.actions.map((action, index) => ({
      ...action,
      outputArtifacts: [{ name: `${stage.name}Of${index}` }],
    })),
  }));
  const odd = (
    kind: string,
    more: Partial<PipelineDefinition['stages'][0]['actions'][0]>,
  ) => {
    const [category, owner, provider] = kind.split('/');
    return {
      name: `${owner}-${provider}`,
      actionTypeId: { category, owner, provider, version: '1' },
      inputArtifacts: outputs.slice(0, 2),
      ...more,
    };
  };
  return {
    ...definition,
    stages: [
      ...stages,
      {
        name: 'Odd',
        actions: [
          odd('Invoke/AWS/Lambda', {
            inputArtifacts: outputs,
            configuration: { FunctionName: 'take' },
            roleArn: 'arn:aws:iam::555555555555:role/taker',
          }),
          odd('Build/AWS/CodeBuild', {
            configuration: { ProjectName: 'take' },
            outputArtifacts: [{ name: 'Last' }],
          }),
          odd('Build/AWS/CodeBuild', {
            name: 'for-nobody-else',
            configuration: { ProjectName: 'last' },
            inputArtifacts: [{ name: 'Last' }],
            outputArtifacts: [{ name: 'Kept' }],
          }),
          odd('Deploy/AWS/CloudFormationStackSet', {
            configuration: {
              StackSetName: 'baseline',
              DeploymentTargets: 'Accounts=666666666666',
              Regions: 'us-east-1',
            },
          }),
          odd('Test/Custom/Jenkins', {
            roleArn: 'arn:aws:iam::555555555555:role/taker',
            region: 'us-east-1',
          }),
          odd('Source/ThirdParty/GitHub', { outputArtifacts: [] }),
          odd('Deploy/AWS/Unheard', { region: 'ap-south-1' }),
          odd('Deploy/AWS/CloudFormation', {
            name: 'twice',
            configuration: {
              ActionMode: 'CREATE_UPDATE',
              StackName: 'web',
              TemplatePath: `${outputs[0].name}::t.yaml`,
              RoleArn: 'arn:aws:iam::12345678901:role/deploy',
            },
            roleArn: 'arn:aws:iam::12345678901:role/other/action',
          }),
          odd('Deploy/AWS/CloudFormation', {
            name: 'of-another-path',
            configuration: {
              ActionMode: 'CREATE_UPDATE',
              StackName: 'web',
              TemplatePath: `${outputs[0].name}::t.yaml`,
              RoleArn: 'arn:aws:iam::555555555555:role/deploy',
            },
            roleArn: 'arn:aws:iam::555555555555:role/one/action',
          }),
        ],
      },
    ],
  };
}

it('is recorded which hops they need where all that they name is known', () => {
  const links = listLinks(handedOn(everyKind(false, kindsOfThings)), {
    pipelineArn: `arn:aws:codepipeline:${regions[0]}:${tools}:orders`,
    resources,
  });
  expect(asData(links)).toEqual(
    readRecorded(recorded('recordedLinksKnown'), links),
  );
});

it('is recorded what a spec may say', () => {
  expect(asData(pipelineSpecJsonSchema())).toEqual(
    readRecorded(recorded('recordedSpec'), pipelineSpecJsonSchema()),
  );
});
