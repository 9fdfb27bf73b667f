import type { HopKind, Side } from '../report';
import type { ErrorNames, ErrorSubject, Explanation } from './Explanation';
import type {
  AuthorizationFailure,
  BlamedPolicy,
} from './parseAuthorizationFailures';
import { readArn, readCaller, wholeAccount, withoutAbsent } from './errorNames';
import type { Caller, CallerKind } from './errorNames';
import { fillSentence } from './fillSentence';
import { gateOf } from './hopGates';

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
    /^(?:codedeploy:(?:CreateDeployment|Get|RegisterApplicationRevision|BatchGet|ContinueDeployment)|codebuild:(?:StartBuild|StopBuild|BatchGet|RetryBuild)|cloudformation:|ecs:(?:RegisterTaskDefinition|UpdateService|CreateTaskSet|Describe|TagResource|ListTasks)|lambda:(?:Invoke|ListFunctions|UpdateAlias|PublishVersion)|states:|elasticbeanstalk:|servicecatalog:|appconfig:|devicefarm:|opsworks:|inspector)/i,
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

type Place = HopKind | ErrorSubject;
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

interface Wording {
  cause: string;
  /** What it means where AWS does not say which policy it was. */
  meaning: string;
  change: string;
  readNext: string[];
}

const callerWording: Wording = {
  cause: 'caller-policy-lacks-allow',
  meaning:
    "The caller's own policies may not allow {action|this} on exactly this resource, path and name included.",
  change:
    'Allow {action|the action} on {resource|the resource} in an identity policy of {who|the caller}.',
  readNext: [
    'the identity policies of {who|the caller}',
    'its permissions boundary',
  ],
};

/** What to say of a hop by the side that may refuse. */
const WORDINGS: Partial<Record<Place, Partial<Record<Side, Wording>>>> = {
  H0: {
    resource: {
      cause: 'service-role-trust',
      meaning:
        'The service role may not exist, or its trust policy may not name codepipeline.amazonaws.com or may test another account or pipeline.',
      change:
        'Let the trust policy of {resource|the service role} name codepipeline.amazonaws.com, with aws:SourceAccount and aws:SourceArn of this pipeline if it tests them.',
      readNext: ['the trust policy of {resource|the service role}'],
    },
  },
  H1: {
    resource: {
      cause: 'trust-refuses-caller',
      meaning:
        'The role may not exist yet, its trust policy may not name the caller or its account, or may set a condition the caller does not meet (tags, organization, principal ARN, external id).',
      change:
        'Create {resource|the role} before the pipeline and let its trust policy name {who|the caller} or its account. A trust that requires sts:ExternalId can never be met by CodePipeline.',
      readNext: [
        'whether {resource|the role} exists, with its path',
        'its trust policy and the conditions in it',
      ],
    },
    caller: callerWording,
  },
  H3: {
    caller: {
      cause: 'pass-role-lacks-allow',
      meaning:
        'Its policies may not allow iam:PassRole on this role, or may demand another iam:PassedToService.',
      change:
        'Allow iam:PassRole on {resource|the deploy role} in an identity policy of {who|the caller}, with iam:PassedToService equal to the service it is for (cloudformation.amazonaws.com for a CloudFormation action).',
      readNext: [
        'the identity policies of {who|the caller}',
        'the RoleArn in the configuration of the action',
      ],
    },
  },
  H4: {
    resource: {
      cause: 'role-trust-lacks-service',
      meaning:
        'The role may not exist, may not trust the service that is to work with it, or may be too young.',
      change:
        'Let the trust policy of {resource|the role} name the service that assumes it.',
      readNext: ['the trust policy of {resource|the role}'],
    },
  },
  H5: {
    resource: {
      cause: 'bucket-policy-lacks-allow',
      meaning:
        'The bucket policy may not name the caller or its account for this action, or only on the other kind of ARN (bucket for listing, bucket/* for objects), or may deny it.',
      change:
        'Let the bucket policy of {bucket|the artifact bucket} allow {action|the action} for {who|the caller}.',
      readNext: [
        'the bucket policy of {bucket|the artifact bucket}',
        'its Deny statements on encryption and transport',
      ],
    },
    caller: callerWording,
  },
  H6: {
    resource: {
      cause: 'key-policy-lacks-allow',
      meaning:
        'The key policy may not name the caller or its account for this action.',
      change:
        'Let the key policy of {resource|the artifact key} allow {action|the action} for {who|the caller} or its account.',
      readNext: [
        'the key policy of {resource|the artifact key}',
        'the state and the Region of the key',
      ],
    },
    caller: callerWording,
  },
  H7: {
    caller: {
      ...callerWording,
      cause: 'deploy-role-reads-artifact',
      meaning:
        'CloudFormation reads nested templates and Lambda code with the deploy role, which may lack the bucket or the key.',
    },
    resource: {
      cause: 'deploy-role-reads-artifact',
      meaning:
        'CloudFormation reads nested templates and Lambda code with the deploy role, which the bucket or key policy may not name.',
      change:
        'Let the bucket policy and the key policy name {who|the deploy role} or its account.',
      readNext: ['the bucket policy', 'the key policy of the artifact key'],
    },
  },
  H8: {
    caller: {
      cause: 'source-in-other-region',
      meaning:
        'If the repository stands in another Region than the one in this ARN, it is not a matter of permission: a source action always works in the Region of its pipeline.',
      change:
        'Create the pipeline in the Region of its source and deploy into other Regions from there.',
      readNext: ['the Region of the source and the Region of the pipeline'],
    },
    resource: {
      cause: 'key-in-other-region',
      meaning:
        'If the key stands in another Region than the bucket, or is named by an alias or a bare id, it is not found from here.',
      change:
        'Give the artifact store a key of its own Region, named by its key ARN.',
      readNext: [
        'the encryption key of the artifact store in the pipeline definition',
      ],
    },
  },
  H9: {
    resource: {
      cause: 'destination-bucket-policy',
      meaning:
        'If this is the bucket that is deployed to, its policy may not admit the caller, or the caller may be of another account than the bucket.',
      change:
        'Give the S3 deploy action a role of the account that owns {bucket|the bucket}, and allow it there.',
      readNext: [
        'the role of the S3 deploy action',
        'which account owns {bucket|the bucket}',
      ],
    },
    caller: {
      ...callerWording,
      cause: 'destination-bucket-caller',
      meaning:
        "If this is the bucket that is deployed to, the action role's policies may not allow it.",
    },
  },
  H10: {
    caller: {
      ...callerWording,
      cause: 'instance-reads-revision',
      meaning:
        'The instance reads the revision with its own role, which may lack the bucket or the key.',
    },
    resource: {
      cause: 'instance-reads-revision',
      meaning:
        'The instance reads the revision with its own role, which the bucket or key policy may not name.',
      change:
        'Let the bucket policy and the key policy name {who|the instance role} or its account.',
      readNext: ['the bucket policy', 'the key policy of the artifact key'],
    },
  },
  connection: {
    caller: {
      cause: 'use-connection-lacks-allow',
      meaning: 'Its policies may allow only one of the two prefixes.',
      change:
        'Allow UseConnection on {resource|the connection} under both prefixes, codestar-connections and codeconnections, in an identity policy of {who|the service role}.',
      readNext: [
        'the identity policies of {who|the service role}',
        'any condition on the repository in them',
      ],
    },
  },
  event: {
    resource: {
      cause: 'event-bus-policy',
      meaning: 'The policy of the event bus may not admit the source account.',
      change:
        'Let the policy of the event bus allow events:PutEvents for the source account.',
      readNext: ['the policy of the event bus', 'the targets of the rule'],
    },
    caller: {
      ...callerWording,
      cause: 'event-role-lacks-allow',
    },
  },
  workload: {
    resource: {
      cause: 'image-pull-refused',
      meaning: 'The repository policy may not name the account that pulls.',
      change:
        'Let the repository policy allow ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and ecr:BatchCheckLayerAvailability for the account that pulls.',
      readNext: ['the policy of the repository'],
    },
    caller: callerWording,
  },
};

/** Hops on which a policy of the resource takes part. */
const WITH_RESOURCE_POLICY: Place[] = [
  'H1',
  'H5',
  'H6',
  'H7',
  'H9',
  'H10',
  'event',
  'workload',
];

const GUARDRAILS: Partial<
  Record<BlamedPolicy, { cause: string; called: string; of: Side }>
> = {
  SCP: {
    cause: 'service-control-policy',
    called: 'service control policy',
    of: 'caller',
  },
  RCP: {
    cause: 'resource-control-policy',
    called: 'resource control policy',
    of: 'resource',
  },
  boundary: {
    cause: 'permissions-boundary',
    called: 'permissions boundary',
    of: 'caller',
  },
  session: {
    cause: 'session-policy',
    called: 'session policy',
    of: 'caller',
  },
  endpoint: {
    cause: 'endpoint-policy',
    called: 'VPC endpoint policy',
    of: 'caller',
  },
};

const PAGE = 'IAM/latest/UserGuide/troubleshoot_access-denied';

/**
 * Says which hops an authorization message can come from, most likely first.
 * Where AWS names the policy that refused there is one side; where it does not,
 * each side that could have is one explanation.
 */
export function explainAuthorizationFailure(
  failure: AuthorizationFailure,
): Explanation[] {
  const caller = readCaller(failure.principal ?? 'the caller');
  const names = namesOf(failure, caller);
  const guardrail = failure.blamed && GUARDRAILS[failure.blamed];
  if (guardrail) {
    return [explainGuardrail({ failure, caller, names, guardrail })];
  }
  const sides = placesOf(failure, caller).flatMap(hop =>
    sidesOf(failure, hop, names).map(side =>
      explainSide({ failure, caller, names, hop, side }),
    ),
  );
  // A Deny that AWS does not place can be a guardrail's as well.
  return failure.explicit && !failure.blamed
    ? [...sides, explainUnplacedDeny(caller, names)]
    : sides;
}

function explainUnplacedDeny(caller: Caller, names: ErrorNames): Explanation {
  return {
    hop: 'guardrail',
    cause: 'deny-of-guardrail',
    sentence: `${refusal(
      names,
      caller,
    )} A Deny statement says so; if none is in the policies of role and resource, it is in a service control policy or a permissions boundary.`,
    readNext: [
      'the service control policies of the account and of every unit above it',
      `the permissions boundary of ${caller.description}`,
    ],
    change: `Ask whoever keeps the guardrails to exempt ${caller.description} from the Deny.`,
    side: 'caller',
    account: wholeAccount(names.principalAccount),
    severity: 'broken',
    names,
    page: PAGE,
  };
}

function placesOf(failure: AuthorizationFailure, caller: Caller): Place[] {
  const area = areaOf(failure.action);
  if (area === 'assume' && /^CodePipeline|^codepipeline\./.test(caller.name)) {
    return ['H0'];
  }
  if (failure.blamed === 'public-access-block') {
    return area === 'objects' ? ['H9', 'set-up'] : ['set-up'];
  }
  const places = PLACES[area][caller.kind] ?? PLACES[area].otherwise;
  if (failure.mayBeElsewhere && area === 'key') {
    return [...places, 'H8'];
  }
  // Only what is written may be meant for another bucket than that of artifacts.
  const writes = /:(?:Put|Delete|\*)/i.test(failure.action);
  return area === 'objects' && !writes
    ? places.filter(place => place !== 'H2' && place !== 'H9')
    : places;
}

function areaOf(action: string): Area {
  return AREAS.find(([, pattern]) => pattern.test(action))?.[0] ?? 'other';
}

function sidesOf(
  failure: AuthorizationFailure,
  hop: Place,
  { principalAccount, resourceAccount }: ErrorNames,
): Side[] {
  const wordings = WORDINGS[hop];
  if (hop === 'H8') {
    return failure.mayBeElsewhere ? ['resource'] : ['caller'];
  }
  if (wordings && !wordings.caller) {
    return ['resource'];
  }
  if (failure.blamed === 'identity') {
    return ['caller'];
  }
  if (failure.blamed === 'resource' || failure.blamed === 'trust') {
    return wordings?.resource ? ['resource'] : ['caller'];
  }
  if (!WITH_RESOURCE_POLICY.includes(hop)) {
    return ['caller'];
  }
  // In one account, policies of resources mostly leave it to the caller's.
  const isOneAccount =
    principalAccount !== undefined && principalAccount === resourceAccount;
  return isOneAccount ? ['caller', 'resource'] : ['resource', 'caller'];
}

function explainSide(options: {
  failure: AuthorizationFailure;
  caller: Caller;
  names: ErrorNames;
  hop: Place;
  side: Side;
}): Explanation {
  const { failure, caller, names, hop, side } = options;
  const wording = WORDINGS[hop]?.[side] ?? callerWording;
  const filling = fillingOf(names, caller);
  const denies = failure.explicit && hop !== 'H8';
  const asked = hop === 'H8' ? wording.meaning : blameOf(failure, wording);
  return {
    hop,
    gate: gateOf(hop),
    cause: denies ? `${side}-policy-denies` : wording.cause,
    sentence: `${refusal(names, caller)} ${fillSentence(asked, filling)}`,
    readNext: [
      ...wording.readNext.map(each => fillSentence(each, filling)),
      'CloudTrail of the account that was called, around that time',
    ],
    change: denies
      ? `Take ${names.action} for ${caller.description} out of the Deny statement that applies, or narrow that statement.`
      : fillSentence(wording.change, filling),
    side: hop === 'H8' ? 'definition' : side,
    account: wholeAccount(
      side === 'caller' ? names.principalAccount : names.resourceAccount,
    ),
    phase: hop === 'set-up' ? 'set-up' : undefined,
    severity: 'broken',
    names,
    page: PAGE,
  };
}

function blameOf(failure: AuthorizationFailure, wording: Wording): string {
  const document = {
    identity: 'identity-based policy of the caller',
    resource: 'policy of the resource',
    trust: 'trust policy of the role',
  }[failure.blamed as string];
  if (failure.explicit && !document) {
    return 'A Deny statement says so.';
  }
  if (!document || failure.mayBeElsewhere) {
    return wording.meaning;
  }
  return failure.explicit
    ? `A Deny statement in the ${document} says so.`
    : `No statement in the ${document} allows it.`;
}

function explainGuardrail(options: {
  failure: AuthorizationFailure;
  caller: Caller;
  names: ErrorNames;
  guardrail: { cause: string; called: string; of: Side };
}): Explanation {
  const { failure, caller, names, guardrail } = options;
  const account =
    guardrail.of === 'caller' ? names.principalAccount : names.resourceAccount;
  const called = failure.policy
    ? `${guardrail.called} ${failure.policy}`
    : guardrail.called;
  const isOfAccount = guardrail.cause.endsWith('control-policy');
  const where =
    isOfAccount && account ? ` that applies to account ${account}` : '';
  const [place] = placesOf(failure, caller);
  return {
    hop: 'guardrail',
    gate: gateOf(place),
    cause: guardrail.cause,
    sentence: `${refusal(names, caller)} ${
      failure.explicit
        ? `A Deny statement in a ${called}${where} says so`
        : `No ${called}${where} allows it`
    }, whatever the policies of role and resource say.`,
    readNext: [
      isOfAccount
        ? `the ${guardrail.called.replace(
            /y$/,
            'ies',
          )} of the account and of every unit above it (organizations:ListPoliciesForTarget)`
        : `the ${guardrail.called} of ${caller.description}`,
    ],
    change: failure.explicit
      ? `Ask whoever keeps the ${guardrail.called} to exempt ${caller.description} from the Deny, or do without ${names.action} here.`
      : `Ask whoever keeps the ${guardrail.called} to allow ${names.action}.`,
    side: guardrail.of,
    account: wholeAccount(account),
    severity: 'broken',
    names,
    page: PAGE,
  };
}

function refusal(names: ErrorNames, caller: Caller): string {
  const on = names.resource ? ` on ${names.resource}` : '';
  const who =
    caller.description.charAt(0).toUpperCase() + caller.description.slice(1);
  return `${who} was refused ${names.action}${on}.`;
}

function namesOf(failure: AuthorizationFailure, caller: Caller): ErrorNames {
  const arn = readArn(failure.resource);
  const object = arn?.service === 's3' ? arn.resource : undefined;
  return withoutAbsent({
    principal: failure.principal,
    principalAccount: caller.account,
    action: failure.action,
    resource: failure.resource,
    resourceAccount: arn?.account || undefined,
    role: /^iam|^sts/.test(arn?.service ?? '') ? failure.resource : undefined,
    bucket: object?.split('/')[0],
    key: arn?.service === 'kms' ? failure.resource : undefined,
    policy: failure.policy,
    region: arn?.region || undefined,
  });
}

function fillingOf(
  names: ErrorNames,
  caller: Caller,
): Record<string, string | undefined> {
  return { ...names, who: caller.description };
}
