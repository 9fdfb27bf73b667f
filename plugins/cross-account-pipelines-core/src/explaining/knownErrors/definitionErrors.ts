import type { KnownError } from './KnownError';

/**
 * The pipeline definition itself, as CodePipeline or a tool refuses it.
 */
export const definitionErrors: KnownError[] = [
  {
    pattern:
      /(?:doesn't|does not) have (?:the |sufficient )?permissions? (?:required |needed )?to access the (?:AWS CodeCommit|CodeCommit|Amazon ECR|ECR|Amazon Elastic Container Registry) (?:image )?repository(?: named)? ?['"]?(?<repository>[^\s'"]{1,100})|Could not access the CodeCommit repository ['"]?(?<resource>[^\s'"]{1,100})/i,
    page: 'codepipeline/latest/userguide/troubleshooting',
    meanings: [
      {
        hop: 'H2',
        cause: 'source-access',
        sentence:
          'The role of the source action may not read the repository {repository|}.',
        readNext: [
          'the CodeCommit or ECR actions in the identity policies of the role of the source action',
        ],
        change:
          'Allow that role on the repository codecommit:GetBranch, GetCommit, UploadArchive, GetUploadArchiveStatus and CancelUploadArchive, or ecr:DescribeImages for an image.',
        side: 'caller',
      },
      {
        hop: 'H8',
        cause: 'source-in-other-region',
        sentence:
          'If the repository stands in another Region, this is not a matter of permission: a source action always works in the Region of its pipeline.',
        readNext: [
          'the Region of the repository and the Region of the pipeline',
        ],
        change:
          'Create the pipeline in the Region of its source and deploy into other Regions from there.',
        side: 'definition',
      },
    ],
  },
  {
    pattern:
      /must have an explicitly set (?<resource>account|region|environment)/i,
    meanings: [
      {
        hop: 'H8',
        cause: 'environment-not-set',
        sentence:
          'The pipeline was rendered without a fixed {resource|account}, which actions in other accounts or Regions need.',
        readNext: ['the account and Region that the pipeline is rendered for'],
        change: 'Set account and Region of the pipeline before rendering.',
        side: 'definition',
        phase: 'definition',
      },
    ],
  },
  {
    pattern:
      /cannot pass an artifact from one account to another|neither account is the pipeline account/i,
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
    meanings: [
      {
        hop: 'H8',
        cause: 'artifact-between-targets',
        sentence:
          'An artifact made in one target account is used in another. Artifacts only pass between the pipeline account and one target.',
        readNext: ['inputArtifacts and roleArn of the actions'],
        change: 'Make the artifact in the pipeline account.',
        side: 'definition',
      },
    ],
  },
  {
    pattern: /InternalError.{0,60}JobFailed|JobFailed.{0,60}InternalError/i,
    page: 'codepipeline/latest/userguide/troubleshooting',
    meanings: [
      {
        hop: 'H8',
        cause: 'bucket-in-other-region',
        sentence:
          'CodePipeline gives this when the artifact bucket is of another Region than the pipeline.',
        readNext: ['the Region of each artifact bucket (s3:GetBucketLocation)'],
        change:
          'Use a bucket of the Region of the pipeline, and one per further Region.',
        side: 'definition',
      },
      {
        hop: 'H6',
        cause: 'key-access-behind-bucket',
        sentence: 'Or when the role that acts may not use the artifact key.',
        readNext: ['the key policy of the artifact key'],
        change: 'Allow the role the key, on both sides.',
      },
      {
        hop: 'service',
        cause: 'service-fault',
        sentence: 'Or it is a fault at AWS that passes.',
        readNext: ['the AWS Health Dashboard'],
        change: 'Retry the stage.',
        severity: 'passing',
      },
    ],
  },
  {
    pattern:
      /artifact ?stores?.{0,120}\bregion\b|\bregion\b.{0,80}(?:artifact ?store|artifact bucket)|cross-?region.{0,80}(?:not supported|support stack|bucket)/i,
    unless: /Replication of artifact|replicating/i,
    page: 'codepipeline/latest/userguide/actions-create-cross-region',
    meanings: [
      {
        hop: 'H8',
        cause: 'artifact-store-region',
        sentence:
          'The pipeline lacks an artifact store for a Region in which an action works, or has a store in a wrong one.',
        readNext: ['artifactStores and the region of each action'],
        change:
          'Give every Region in which an action works an artifact store with a bucket and a key of that Region.',
        side: 'definition',
      },
    ],
  },
  {
    pattern:
      /Requires capabilities ?: ?\[(?<resource>[A-Z_, ]{1,100})\]|InsufficientCapabilities/i,
    page: 'codepipeline/latest/userguide/action-reference-CloudFormation',
    meanings: [
      {
        hop: 'H8',
        cause: 'capabilities-missing',
        sentence:
          'The template creates what has to be acknowledged: {resource|CAPABILITY_IAM or CAPABILITY_NAMED_IAM}.',
        readNext: [
          'Capabilities in the configuration of the CloudFormation action',
        ],
        change:
          'Add {resource|the capability} to Capabilities of the action or of the deployment.',
        side: 'definition',
      },
    ],
  },
  {
    pattern:
      /Invalid(?:Stage|Action|Blocker)DeclarationException|InvalidStructureException|ActionTypeNotFound|Action configuration for action.{0,120}(?:unknown|missing|invalid)|(?:Pipeline|stage) has only \d|is not the output of|artifact .{0,80}(?:not (?:found|declared|produced)|unknown)/i,
    unless: /AssumeRole/i,
    page: 'codepipeline/latest/userguide/reference-pipeline-structure',
    meanings: [
      {
        hop: 'H8',
        cause: 'definition-invalid',
        sentence: 'CodePipeline refused the pipeline definition itself.',
        readNext: ['the stage or action that the message names'],
        change: 'Correct the definition and write the pipeline again.',
        side: 'definition',
        phase: 'definition',
      },
    ],
  },
  {
    pattern:
      /(?:No (?:deployment group|application) found|no branch named|DeploymentGroupDoesNotExist|ApplicationDoesNotExist|(?:Project|Function) (?:cannot be|not) found|ClusterNotFound|ServiceNotFound|Pipeline(?:NotFoundException| .{0,80}does not (?:exist|have an? action)))/i,
    meanings: [
      {
        hop: 'H8',
        cause: 'named-resource-missing',
        sentence:
          'The action names something that does not exist in the account and Region where it works.',
        readNext: [
          'the configuration, roleArn and region of the action: they decide in which account and Region it looks',
        ],
        change:
          'Create it there, or correct name, role or Region of the action.',
        side: 'definition',
      },
    ],
  },
];
