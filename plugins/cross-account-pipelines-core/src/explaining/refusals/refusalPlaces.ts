import type { Place } from '../causes/Cause';
import type { Caller, CallerKind } from '../reading/errorNames';
import type { Refusal } from './parseRefusals';

type Area =
  | 'assume'
  | 'pass-role'
  | 'objects'
  | 'key'
  | 'provider'
  | 'source'
  | 'image'
  | 'connection'
  | 'event'
  | 'administration'
  | 'other';

/** What an action is for; the first that fits. */
const AREAS: Array<[Area, RegExp]> = [
  ['assume', /^sts:(?:AssumeRole|TagSession|SetSourceIdentity)/i],
  ['pass-role', /^iam:PassRole$/i],
  [
    'objects',
    /^s3:(?:(?:Get|Put|Head|Delete|Restore|Copy|Replicate)Object|List(?:Bucket|Objects|Multipart|AllMyBuckets)|Abort|GetBucket(?:Location|Versioning|Acl)|HeadBucket|Get\*|Put\*|List\*|\*)/i,
  ],
  [
    'key',
    /^kms:(?:Decrypt|Encrypt|ReEncrypt|GenerateDataKey|GenerateMac|DescribeKey|CreateGrant|\*)/i,
  ],
  [
    'provider',
    /^(?:codedeploy:(?:CreateDeployment|Get|RegisterApplicationRevision|BatchGet|ContinueDeployment)|codebuild:(?:StartBuild|StopBuild|BatchGet|RetryBuild)|cloudformation:|ecs:(?:RegisterTaskDefinition|UpdateService|CreateTaskSet|Describe|TagResource|ListTasks)|lambda:(?:Invoke|ListFunctions|UpdateAlias|PublishVersion)|states:|elasticbeanstalk:|servicecatalog:|appconfig:|devicefarm:|opsworks:|inspector|eks:DescribeCluster)/i,
  ],
  ['source', /^(?:codecommit:|ecr:(?:DescribeImages|ListImages))/i],
  [
    'image',
    /^ecr:(?:BatchGetImage|GetDownloadUrlForLayer|BatchCheckLayerAvailability|GetAuthorizationToken)/i,
  ],
  ['connection', /^(?:codestar-connections|codeconnections):/i],
  ['event', /^(?:events:|codepipeline:StartPipelineExecution$)/i],
  [
    'administration',
    /^(?:iam|s3|kms|codepipeline|codebuild|codedeploy|organizations|ssm):/i,
  ],
  ['other', /./],
];

type PlacesByCaller = Partial<Record<CallerKind, Place[]>> & {
  otherwise: Place[];
};

/** Which hops an action belongs to, most likely first, by who calls. */
const PLACES: Record<Area, PlacesByCaller> = {
  assume: {
    service: ['H4'],
    stack: ['deploy-role'],
    user: ['H1', 'set-up'],
    person: ['H1', 'set-up'],
    otherwise: ['H1'],
  },
  'pass-role': {
    user: ['H3', 'set-up'],
    person: ['set-up', 'H3'],
    otherwise: ['H3'],
  },
  objects: {
    stack: ['H7', 'H5'],
    instance: ['H10'],
    build: ['H5'],
    otherwise: ['H5', 'H2', 'H9'],
  },
  key: {
    stack: ['H6', 'H7'],
    instance: ['H10', 'H6'],
    otherwise: ['H6'],
  },
  provider: {
    stack: ['deploy-role'],
    build: ['build-role', 'H2'],
    user: ['set-up', 'H2'],
    person: ['set-up'],
    otherwise: ['H2'],
  },
  source: { otherwise: ['H2', 'H8'] },
  image: { build: ['build-role', 'workload'], otherwise: ['workload'] },
  connection: { otherwise: ['connection'] },
  event: { otherwise: ['event'] },
  administration: {
    stack: ['set-up', 'deploy-role'],
    build: ['build-role', 'set-up'],
    otherwise: ['set-up'],
  },
  other: {
    stack: ['deploy-role'],
    build: ['build-role'],
    instance: ['workload'],
    user: ['set-up'],
    person: ['set-up'],
    otherwise: ['H2', 'deploy-role', 'set-up'],
  },
};

/** The hops that a refused call can belong to, most likely first. */
export function refusalPlaces(refusal: Refusal, caller: Caller): Place[] {
  const area = areaOf(refusal.action);
  // A role may be called after the service.
  const isArn = refusal.principal?.startsWith('arn:');
  if (area === 'assume' && !isArn && /^codepipeline/i.test(caller.name)) {
    return ['H0'];
  }
  if (refusal.blamed === 'public-access-block') {
    return area === 'objects' ? ['H9', 'set-up'] : ['set-up'];
  }
  const places = PLACES[area][caller.kind] ?? PLACES[area].otherwise;
  if (refusal.mayBeElsewhere && area === 'key') {
    return [...places, 'H8'];
  }
  // Only what is written may be meant for another bucket than that of artifacts.
  const writes = /:(?:Put|Delete|\*)/i.test(refusal.action);
  return area === 'objects' && !writes
    ? places.filter(place => place !== 'H2' && place !== 'H9')
    : places;
}

function areaOf(action: string): Area {
  return AREAS.find(([, pattern]) => pattern.test(action))?.[0] ?? 'other';
}
