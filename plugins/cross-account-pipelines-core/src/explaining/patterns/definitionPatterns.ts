import type { Pattern } from './Pattern';

/** The pipeline definition itself, as CodePipeline or a tool refuses it. */
export const definitionPatterns: Pattern[] = [
  {
    says: /explicitly set (?<item>account|region|environment)|(?:cross-(?:environment|account|region) actions?|Pipeline stack).{0,80}concrete (?:account|region|env)/i,
    means: ['environment-not-set'],
  },
  {
    says: /cannot pass an artifact from one account to another|neither account is the pipeline account/i,
    means: ['artifact-between-targets'],
  },
  {
    says: /InternalError.{0,60}JobFailed|JobFailed.{0,60}InternalError/i,
    rank: 'frame',
    means: [
      'pipeline-bucket-in-other-region',
      'key-access-behind-bucket',
      'job-failed-inside',
    ],
  },
  {
    says: /region ["']?(?<region>[a-z]{2,4}(?:-[a-z]{2,10}){1,3}-\d)["']? .{0,60}is not a valid AWS Region|CodePipeline .{0,60}(?:is not (?:available|supported)|not available) in .{0,40}region|region .{0,60}(?:is )?not supported (?:by|for|in) (?:AWS )?CodePipeline/i,
    means: ['region-without-codepipeline'],
  },
  {
    says: /artifact ?stores?.{0,120}\bregion\b|\bregion\b.{0,80}(?:artifact ?store|artifact bucket)|cross-?region.{0,80}(?:not supported|support stack|bucket)/i,
    unless: /Replication of artifact|replicating|No bucket with the name/i,
    means: ['artifact-store-region'],
  },
  {
    says: /Requires capabilities ?: ?\[(?<item>[A-Z_, ]{1,100})\]|InsufficientCapabilities|(?:must|need to|have to) (?:acknowledge|specify|pass).{0,60}CAPABILITY_/i,
    means: ['capabilities-missing'],
  },
  {
    says: /(?:only (?:supported|available|allowed)|not (?:supported|available|allowed)) (?:in|for|with) (?:pipelines? (?:of )?(?:with )?(?:type )?V[12]|V[12](?: type)? pipelines?)|pipeline ?type .{0,30}V[12]\b.{0,60}(?:not|only|support)/i,
    means: ['needs-pipeline-type-v2'],
  },
  {
    says: /is not the output of|input artifact .{0,80}(?:not (?:found|declared|produced)|unknown|does not exist|is not)|artifact .{0,60}(?:is (?:produced|declared|output) (?:by )?(?:more than|twice|multiple)|must be unique)|Artifact .{0,60}(?:missing from|not in) .{0,30}output/i,
    needsAws: true,
    means: ['artifact-not-declared'],
  },
  {
    says: /Value .{0,300}at '?(?:pipeline|stages|action)[\w.]{0,120}configuration.{0,200}(?:length|less than or equal)|action ?configuration .{0,160}(?:length|longer|exceed|at most 1,?000)|ParameterOverrides.{0,80}(?:length|less than|exceed|too (?:long|large))/i,
    means: ['action-configuration-too-long'],
  },
  {
    says: /Invalid action configuration|Action configuration for action.{0,120}(?:unknown|missing|invalid|contains)|InvalidActionDeclaration.{0,120}configuration|(?:missing required|unknown) configuration (?:key|parameter|propert)/i,
    rank: 'frame',
    means: ['action-configuration-invalid'],
  },
  {
    says: /\bat '(?:pipeline|stages?)\b[\w.]{0,160}' failed to satisfy|Invalid(?:Stage|Action|Blocker|Structure|Approval)\w{0,30}(?:DeclarationException|StructureException|Exception)|InvalidStructureException|ActionTypeNotFound|(?:Pipeline|stage) has only \d|ActionType \(.{0,160}is not available|artifact .{0,80}(?:not (?:found|declared|produced)|unknown)/i,
    unless: /AssumeRole|is not a valid AWS Region/i,
    rank: 'frame',
    means: ['definition-invalid'],
  },
  {
    says: /Project (?:cannot be|not|could not be) found|No project (?:was )?found with (?:the )?name|(?:build )?project ["']?\S{1,150}["']? (?:does not exist|not found)/i,
    needsAws: true,
    means: ['build-project-missing'],
  },
  {
    says: /PipelineNotFoundException|Pipeline(?: .{0,80}| )does not (?:exist|have an? action)|pipeline .{0,80}(?:not found|could not be found)/i,
    needsAws: true,
    means: ['pipeline-missing'],
  },
  {
    says: /Deployment(?:Group|Config)DoesNotExistException|No Deployment Group found for name/i,
    means: ['named-resource-missing'],
  },
  {
    says: /No (?:deployment group|application) found|no branch named|(?:DeploymentGroup|Application|DeploymentConfig)DoesNotExist|Function (?:cannot be|not) found(?:: ?(?<resource>arn:\S{1,200}))?|(?:Cluster|Service|TaskDefinition|Repository|Secret|Topic|Queue|Table|StateMachine|Product|Environment|ConfigurationProfile)(?:NotFound|DoesNotExist)\w{0,30}|(?:RepositoryDoesNotExist|BranchDoesNotExist)|could not be found.{0,20}(?:cluster|service|function)|Unable to describe task definition|Referenced cluster was inactive|No cluster found for name/i,
    needsAws: true,
    means: ['named-resource-missing'],
  },
  {
    says: /(?:ResourceNotFound(?:Exception|Fault)?|EntityDoesNotExist|EntityNotFound|NonExistentQueue|HandlerErrorCode: NotFound)\b|NoSuchEntity|(?:provided|specified) \w{3,40} .{0,60}(?:is not found|was not found|does not exist|could not be found)|event bus \S{1,200} does not exist/i,
    needsAws: true,
    rank: 'frame',
    means: ['named-resource-missing'],
  },
  {
    says: /(?:execution|stage) .{0,60}(?:was superseded|has been superseded)|Superseded by|execution was stopped by/i,
    needsAws: true,
    means: ['execution-superseded'],
  },
];
