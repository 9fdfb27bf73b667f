import type { Cause } from './Cause';

const STRUCTURE = 'codepipeline/latest/userguide/reference-pipeline-structure';
const REGIONS = 'codepipeline/latest/userguide/actions-create-cross-region';

const definition = {
  hop: 'H8',
  side: 'definition',
  phase: 'definition',
} as const;

/** The pipeline definition, as CodePipeline or a tool refuses it. */
export const definitionCauses = {
  'environment-not-set': {
    ...definition,
    sentence:
      'The pipeline was rendered without a fixed {item|account}, which actions in other accounts or Regions need.',
    readNext: ['the account and Region that the pipeline is rendered for'],
    change: 'Set account and Region of the pipeline before rendering.',
    page: 'cdk/v2/guide/environments',
  },
  'artifact-between-targets': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'An artifact made in one target account is used in another. Artifacts only pass between the pipeline account and one target.',
    readNext: ['inputArtifacts and roleArn of the actions'],
    change: 'Make the artifact in the pipeline account.',
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  'pipeline-bucket-in-other-region': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'CodePipeline gives this when the artifact bucket is of another Region than the pipeline.',
    readNext: ['the Region of each artifact bucket (s3:GetBucketLocation)'],
    change:
      'Use a bucket of the Region of the pipeline, and one per further Region.',
    page: 'codepipeline/latest/userguide/troubleshooting',
  },
  'artifact-store-region': {
    ...definition,
    sentence:
      'The pipeline lacks an artifact store for a Region in which an action works, or has a store in a wrong one.',
    readNext: ['artifactStores and the region of each action'],
    change:
      'Give every Region in which an action works an artifact store with a bucket and a key of that Region.',
    page: REGIONS,
  },
  'region-without-codepipeline': {
    ...definition,
    sentence:
      'CodePipeline does not work in {region|that Region} (or not in this partition), so no artifact store may be there and no action may name it.',
    readNext: ['the Regions that CodePipeline is offered in'],
    change:
      'Take the artifact store of {region|that Region} out. What is to be deployed there has to be deployed from a supported Region, by a build or by a stack set.',
    page: 'general/latest/gr/codepipeline',
  },
  'capabilities-missing': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'The template creates what has to be acknowledged: {item|CAPABILITY_IAM or CAPABILITY_NAMED_IAM}.',
    readNext: [
      'Capabilities in the configuration of the CloudFormation action',
    ],
    change:
      'Add {item|the capability} to Capabilities of the action or of the deployment.',
    page: 'codepipeline/latest/userguide/action-reference-CloudFormation',
  },
  'definition-invalid': {
    ...definition,
    sentence:
      'CodePipeline refused the pipeline definition itself. AWS says: “{said|InvalidStructureException}”.',
    readNext: ['the stage or action that the message names'],
    change:
      'Correct what AWS names in the definition and write the pipeline again.',
    page: STRUCTURE,
  },
  'artifact-not-declared': {
    ...definition,
    sentence:
      'An action is given an artifact that no action before it makes, or two actions make one of the same name.',
    readNext: ['inputArtifacts and outputArtifacts of the actions, in order'],
    change:
      'Let an earlier action make the artifact, and make each name only once.',
    page: STRUCTURE,
  },
  'action-configuration-invalid': {
    ...definition,
    sentence:
      'The configuration of an action has a value that CodePipeline does not take, or lacks one. AWS says: “{said|the configuration is invalid}”.',
    readNext: [
      'configuration of that action, against the reference of its provider',
    ],
    change: 'Correct the key or value that AWS names.',
    page: 'codepipeline/latest/userguide/action-reference',
  },
  'needs-pipeline-type-v2': {
    ...definition,
    sentence:
      'The definition uses what only pipelines of type V2 have: triggers, variables, conditions, or a newer action.',
    readNext: ['pipelineType of the definition'],
    change: 'Set pipelineType to V2.',
    page: 'codepipeline/latest/userguide/pipeline-types',
  },
  'named-resource-missing': {
    hop: 'H11',
    side: 'definition',
    sentence:
      'The action names something that does not exist in the account and Region where it works[[: {resource}]].',
    readNext: [
      'the configuration, roleArn and region of the action: they decide in which account and Region it looks',
    ],
    change: 'Create it there, or correct name, role or Region of the action.',
    page: 'codepipeline/latest/userguide/troubleshooting',
  },
  'pipeline-missing': {
    hop: 'H11',
    side: 'definition',
    sentence:
      'There is no pipeline of that name in the account and Region that were asked.',
    readNext: ['account and Region of the credentials that asked'],
    change:
      'Ask in the account and Region of the pipeline, or correct its name.',
    page: 'codepipeline/latest/APIReference/API_GetPipeline',
  },
  'execution-superseded': {
    hop: 'H8',
    severity: 'harmless',
    sentence:
      'The execution was overtaken by a newer one, was stopped, or waits for the stage that it wants to enter.',
    readNext: ['executionMode of the pipeline and the executions after it'],
    change:
      'Nothing, unless every execution has to end: then use the mode QUEUED.',
    page: 'codepipeline/latest/userguide/concepts-how-it-works',
  },
} satisfies Record<string, Cause>;
