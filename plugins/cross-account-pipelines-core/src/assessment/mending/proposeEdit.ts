import {
  accountOf,
  parseArn,
  shortName,
  type CheckHop,
  type ExistingThing,
  type HopRequest,
  type PipelineLinks,
  type RolePurpose,
} from '../../pipeline';
import { hopsOf, say, type PhraseId, type Words } from '../../report';
import { closestWord } from '../../policy/closestWord';
import type { BucketDocument } from '../documents/documentKinds';
import { documentAt } from '../documents/documentReference';
import { readDocument } from '../documents/estateDocuments';
import type { Fault } from '../Judgement';
import type { Edit } from './Edit';
import type { GrantPrincipal } from './Grant';
import {
  keyArnOf,
  mendAccountId,
  mendActionRegion,
  mendActionRole,
  mendArtifactOrigin,
  mendCannedAcl,
  mendConnection,
  mendPassedRole,
  mendStore,
  mendStoreKey,
  storeOf,
} from './mendDefinition';
import type { Mending } from './Mending';
import { mendOrder } from './mendOrder';
import { mendPolicies } from './mendPolicies';
import { newStatements } from './newStatements';
import { withStatements } from './PolicyDocument';

/** The service that assumes a role of each kind; the others are assumed by roles. */
const trustedServices: Partial<Record<RolePurpose, string>> = {
  'service role': 'codepipeline.amazonaws.com',
  'deploy role': 'cloudformation.amazonaws.com',
  'build role': 'codebuild.amazonaws.com',
  'instance role': 'ec2.amazonaws.com',
  'deployment role': 'codedeploy.amazonaws.com',
  'StackSet administration role': 'cloudformation.amazonaws.com',
};

const purposes = {
  'service role': 'purpose.service-role',
  'action role': 'purpose.action-role',
  'deploy role': 'purpose.deploy-role',
  'build role': 'purpose.build-role',
  'instance role': 'purpose.instance-role',
  'deployment role': 'purpose.deployment-role',
  'StackSet administration role': 'purpose.administration-role',
  'StackSet execution role': 'purpose.execution-role',
  'entered role': 'purpose.entered-role',
  'deployer role': 'purpose.deployer-role',
} as const satisfies Record<RolePurpose, PhraseId>;

/**
 * The next thing to change so that a hop comes to work; nothing where no change
 * to a document helps.
 */
export function proposeEdit(mending: Mending): Edit | undefined {
  const { hop, judgement } = mending;
  const { fault } = judgement;
  if (!fault) {
    return undefined;
  }
  switch (fault.type) {
    case 'role missing':
      return createRole(mending, fault);
    case 'bucket missing':
      return createBucket(mending, fault);
    case 'account id':
      return mendAccountId(mending, fault.arn);
    case 'key missing':
      if (fault.arn.includes(':alias/')) {
        return mendStoreKey(mending, fault.arn.split(':')[3]);
      }
      return {
        document: documentAt('key', fault.arn),
        after: { KeyState: 'Enabled' },
        summary: say('remedy.create-key', {
          account: judgement.account ?? '',
          key: fault.arn,
        }),
      };
    case 'key state':
      return {
        document: documentAt('key', fault.arn),
        after: { KeyState: 'Enabled' },
        summary:
          fault.state === 'PendingDeletion'
            ? say('remedy.cancel-deletion', { key: shortName(fault.arn) })
            : say('remedy.enable-key', { key: shortName(fault.arn) }),
      };
    case 'passed across accounts':
      return mendPassedRole(mending, fault);
    case 'unshareable key':
      return mendStoreKey(mending, fault.region);
    case 'denied':
      return hop.type === 'access'
        ? mendPolicies({ ...mending, hop }, fault)
        : undefined;
    default:
      return hop.type === 'check' ? mendCheck(mending, hop) : undefined;
  }
}

function createBucket(
  { links }: Mending,
  { name, account, region }: Extract<Fault, { type: 'bucket missing' }>,
): Edit {
  const isVersioned = hopsOf(links).some(
    hop =>
      hop.type === 'check' &&
      hop.check.rule === 'bucket-versioned' &&
      hop.check.bucket === name,
  );
  return {
    document: documentAt('bucket', bucketArn(links, name), account),
    after: {
      Region: region,
      ObjectOwnership: 'BucketOwnerEnforced',
      ...(isVersioned && { Versioning: 'Enabled' }),
    },
    summary: say(
      isVersioned ? 'remedy.create-versioned-bucket' : 'remedy.create-bucket',
      { bucket: name, account, region },
    ),
  };
}

function bucketArn({ partition }: PipelineLinks, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}

/** The state of a bucket, with something else in it. */
function changeBucket(
  { view, links }: Mending,
  { bucket, account }: { bucket: string; account: string },
  change: Partial<BucketDocument>,
  summaryOf: (account: string) => Words,
): Edit | undefined {
  const found = view.bucket(bucket, account);
  if (found.state !== 'found') {
    return undefined;
  }
  const document = documentAt(
    'bucket',
    bucketArn(links, bucket),
    found.account,
  );
  const before = readDocument(view.estate, document) as BucketDocument;
  return {
    document,
    after: { ...before, ...change },
    summary: summaryOf(found.account),
  };
}

function createRole(
  mending: Mending,
  { arn, purpose }: Extract<Fault, { type: 'role missing' }>,
): Edit {
  const account = accountOf(arn) ?? '';
  const request: HopRequest = {
    action: 'sts:AssumeRole',
    resource: arn,
    need: 'required',
  };
  const trust = newStatements({
    requests: [request],
    allRequests: [request],
    principal: trustedPrincipal(mending, arn, purpose),
    namesResources: false,
    context: {},
  });
  return {
    document: documentAt('role', arn),
    after: { AssumeRolePolicyDocument: withStatements(undefined, trust) },
    summary: say('remedy.create-role', {
      purpose: say(purposes[purpose]),
      role: shortName(arn),
      account,
    }),
  };
}

/** Who assumes a role: whoever the hop says, or who does by what it is for. */
function trustedPrincipal(
  { hop, links, view }: Mending,
  arn: string,
  purpose: RolePurpose,
): GrantPrincipal {
  if (
    hop.type === 'access' &&
    hop.target.type === 'role' &&
    hop.target.arn === arn &&
    hop.requests[0].action === 'sts:AssumeRole'
  ) {
    return hop.principal.type === 'service'
      ? hop.principal
      : rolePrincipal(hop.principal.arn);
  }
  const service = trustedServices[purpose];
  if (service) {
    return {
      type: 'service',
      name: service,
      sourceAccount: links.account,
      sourceArn: links.pipelineArn,
    };
  }
  const pipeline = view.account(links.account)?.pipelines[links.pipelineArn];
  return rolePrincipal(pipeline?.definition.roleArn ?? '');
}

function rolePrincipal(arn: string): GrantPrincipal {
  return {
    type: 'role',
    arn,
    account: accountOf(arn) ?? '',
    partition: parseArn(arn)?.partition ?? 'aws',
  };
}

function mendCheck(mending: Mending, hop: CheckHop): Edit | undefined {
  const { check } = hop;
  const { judgement } = mending;
  const isDefinition = judgement.side === 'definition';
  switch (check.rule) {
    case 'artifact-store':
      return mendStore(mending, check.region);
    case 'artifact-key':
      return mendStoreKey(mending, check.region);
    case 'passed-role-account':
      return mendPassedRole(mending, check);
    case 'artifact-origin':
      return mendArtifactOrigin(mending, check.foreign);
    case 'provider-account':
      return mendActionRole(mending, hop.actions[0]);
    case 'action-region':
      return mendActionRegion(mending, hop.actions[0]);
    case 'account-id':
      return mendAccountId(mending, check.arn);
    case 'exists':
      return createThing(check.thing, hop);
    case 'connection':
      return isDefinition || isMissing(check, mending)
        ? mendConnection(mending, check.connectionArn)
        : {
            document: documentAt('connection', check.connectionArn),
            after: { ConnectionStatus: 'AVAILABLE' },
            summary: say('remedy.complete-connection', {
              connection: shortName(check.connectionArn),
            }),
          };
    case 'definition':
      return mendOrder(mending);
    case 'project-key':
    case 'worker-known':
      return mendProject(mending, check, hop);
    case 'object-ownership':
      return isDefinition
        ? mendCannedAcl(mending, check.bucket)
        : changeBucket(
            mending,
            check,
            { ObjectOwnership: 'BucketOwnerEnforced' },
            account =>
              say('remedy.object-ownership', { bucket: check.bucket, account }),
          );
    case 'bucket-versioned':
      return changeBucket(mending, check, { Versioning: 'Enabled' }, account =>
        say('remedy.turn-on-versioning', { bucket: check.bucket, account }),
      );
    default:
      return undefined;
  }
}

function mendProject(
  { view, links }: Mending,
  check: Extract<CheckHop['check'], { rule: 'project-key' | 'worker-known' }>,
  hop: CheckHop,
): Edit | undefined {
  if (check.rule === 'project-key') {
    const found = view.project(check.projectArn);
    const keyArn = keyArnOf(view, check.keyArn);
    return found.state === 'found' && keyArn
      ? {
          document: documentAt('project', check.projectArn),
          after: {
            ServiceRole: found.value.serviceRole,
            EncryptionKey: keyArn,
          },
          summary: say('remedy.project-key', {
            project: shortName(check.projectArn),
            key: keyArn,
          }),
        }
      : undefined;
  }
  return check.what === 'project'
    ? createProject(check.arn, { view, links })
    : createGroup(check.arn, hop);
}

/** One that is not there cannot be completed. */
function isMissing(
  { connectionArn }: Extract<CheckHop['check'], { rule: 'connection' }>,
  { view, links }: Mending,
): boolean {
  return view.connection(connectionArn, links.account).state === 'missing';
}

/** H11. Ids that AWS makes up are not known before. */
function createThing(thing: ExistingThing, { actions }: CheckHop): Edit {
  const { type, id, name, account, region } = thing;
  const [action] = actions;
  switch (type) {
    case 'deployment group':
      return createGroup(id, { actions });
    case 'AppConfig application':
    case 'Service Catalog product':
      return {
        document: { type: 'thing', account, name, arn: id },
        after: { Arn: id },
        summary: say('remedy.create-and-name', {
          type,
          account,
          region,
          action,
        }),
      };
    case 'object':
      return {
        document: { type: 'thing', account, name, arn: id },
        after: { Arn: id },
        summary: say('remedy.upload', {
          key: id.slice(id.indexOf('/') + 1),
          bucket: thing.bucket ?? '',
          account,
          action,
        }),
      };
    default:
      return {
        document: { type: 'thing', account, name, arn: id },
        after: { Arn: id },
        summary: say('remedy.create-thing', {
          thing: name,
          account,
          region,
          action,
        }),
      };
  }
}

function createGroup(
  arn: string,
  { actions: [action] }: Pick<CheckHop, 'actions'>,
): Edit {
  const [application, group] = parseArn(arn)!
    .resource.replace(/^deploymentgroup:/, '')
    .split('/');
  return {
    document: documentAt('deployment group', arn),
    after: { ApplicationName: application, DeploymentGroupName: group },
    summary: say('remedy.create-group', {
      application,
      group,
      account: accountOf(arn) ?? '',
      region: arn.split(':')[3],
      action,
    }),
  };
}

/** With a role that is there for it, and the key of the artifacts. */
function createProject(
  arn: string,
  { view, links }: Pick<Mending, 'view' | 'links'>,
): Edit {
  const account = accountOf(arn) ?? '';
  const region = arn.split(':')[3];
  const name = shortName(arn);
  const roles = Object.values(view.account(account)?.roles ?? {})
    .filter(({ trustPolicy }) =>
      JSON.stringify(trustPolicy ?? '').includes('codebuild.amazonaws.com'),
    )
    .map(role => role.arn);
  const store = storeOf({ view, links }, region);
  const keyArn = keyArnOf(view, store?.encryptionKey?.id);
  return {
    document: documentAt('project', arn),
    after: {
      ServiceRole:
        closestWord(
          `arn:${links.partition}:iam::${account}:role/${name}`,
          roles,
        ) ??
        roles[0] ??
        `arn:${links.partition}:iam::${account}:role/${name}-build`,
      ...(keyArn && { EncryptionKey: keyArn }),
    },
    summary: say('remedy.create-project', { project: name, account }),
  };
}
