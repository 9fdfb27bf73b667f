import type { DocumentReference, Evidence } from '../report';
import {
  accountOf,
  shortName,
  type CheckHop,
  type HopCheck,
  type PipelineLinks,
} from '../pipeline';
import type { AssessmentScope } from './AssessmentScope';
import {
  boundaryOf,
  documentAt,
  policyOf,
} from './documents/documentReference';
import type { EstateView } from './EstateView';
import { readAt } from './evidence';
import { judgeUnforeseen, type Judgement } from './Judgement';

type Check<R extends HopCheck['rule']> = Extract<HopCheck, { rule: R }>;

const healthy: Judgement = { health: 'healthy', evidence: [] };

function definitionEvidence(
  { view, links }: AssessmentScope,
  text?: unknown,
): Evidence {
  return {
    document: documentAt('pipeline definition', links.pipelineArn),
    account: links.account,
    ...(text === undefined ? {} : { text: JSON.stringify(text, null, 2) }),
    ...readAt(view),
  };
}

/** The pipeline definition has to change. */
function wrongDefinition(
  scope: AssessmentScope,
  reason: string,
  text?: unknown,
): Judgement {
  return {
    health: 'broken',
    reason,
    side: 'definition',
    account: scope.links.account,
    evidence: [definitionEvidence(scope, text)],
    fault: { type: 'check' },
  };
}

function unknown(reason: string, document: DocumentReference): Judgement {
  const { account } = document;
  return {
    health: 'unknown',
    reason,
    account,
    evidence: [{ document, account }],
  };
}

/** A thing in an account has to change. */
function wrongThing(
  { view }: AssessmentScope,
  thing: { document: DocumentReference; reason: string; text?: unknown },
): Judgement {
  const { document, reason, text } = thing;
  const { account } = document;
  return {
    health: 'broken',
    reason,
    side: 'resource',
    account,
    resource: { account, allows: 'no', document },
    evidence: [
      {
        document,
        account,
        ...(text === undefined ? {} : { text: JSON.stringify(text, null, 2) }),
        ...readAt(view),
      },
    ],
    fault: { type: 'check' },
  };
}

const judges: {
  [R in HopCheck['rule']]: (
    check: Check<R>,
    scope: AssessmentScope,
  ) => Judgement;
} = {
  'artifact-store': (check, scope) => {
    const { region, store } = check;
    if (!store) {
      return wrongDefinition(
        scope,
        `The pipeline has no artifact store for ${region}, where it has actions.`,
      );
    }
    const found = scope.view.bucket(store.location, scope.links.account);
    if (found.state === 'found' && found.value.region !== region) {
      return wrongDefinition(
        scope,
        `The artifact bucket for ${region}, ${store.location}, is in ${found.value.region}.`,
        store,
      );
    }
    return healthy;
  },

  'artifact-key': (check, scope) => judgeKey(check, scope),

  'passed-role-account': ({ roleArn, passedRoleArn }, scope) => {
    const account = accountOf(roleArn);
    const other = accountOf(passedRoleArn);
    return account === other
      ? healthy
      : wrongDefinition(
          scope,
          `The action works as ${shortName(
            roleArn,
          )} of ${account} and passes ${shortName(
            passedRoleArn,
          )} of ${other}: AWS never lets a role be passed across accounts.`,
          { roleArn, configuration: { RoleArn: passedRoleArn } },
        );
  },

  'artifact-origin': ({ foreign }, scope) => {
    const [first] = foreign;
    return first
      ? wrongDefinition(
          scope,
          `Artifact ${first.artifact} is made in ${first.account} (${first.producer}) and taken elsewhere: an artifact passes between two accounts only if one of them is the pipeline account.`,
          foreign,
        )
      : healthy;
  },

  'provider-account': ({ provider, roleArn }, scope) =>
    accountOf(roleArn) === scope.links.account
      ? healthy
      : wrongDefinition(
          scope,
          `${provider} is no provider of AWS's own: its actions cannot work in another account.`,
          { roleArn },
        ),

  'action-region': ({ region, category }, scope) =>
    wrongDefinition(
      scope,
      `${
        category === 'Source'
          ? 'Source actions'
          : 'Custom and third-party actions'
      } work in the pipeline's own Region only, not in ${region}.`,
      { region },
    ),

  'account-id': ({ arn, field }, scope) =>
    wrongDefinition(
      scope,
      `"${
        accountOf(arn) ?? ''
      }" in ${field} is no account id: it has to have twelve digits, leading zeros included.`,
      arn,
    ),

  connection: ({ connectionArn }, scope) => {
    const user = scope.links.account;
    const owner = accountOf(connectionArn) ?? '';
    const document = documentAt('connection', connectionArn);
    const notLent =
      owner === user ? undefined : judgeShare(connectionArn, scope);
    if (notLent) {
      return notLent;
    }
    const found = scope.view.connection(connectionArn, user);
    if (found.state === 'unread') {
      return unknown(found.reason, document);
    }
    if (found.state === 'missing') {
      return wrongThing(scope, {
        document,
        reason: `Connection ${connectionArn} does not exist.`,
      });
    }
    if (
      scope.view.estate.origin === 'predicted' &&
      found.value.status === 'PENDING'
    ) {
      return {
        health: 'pending',
        reason: `Connection ${shortName(
          connectionArn,
        )} is made by a template: it waits until somebody completes it in the console.`,
        account: owner,
        evidence: [{ document, account: owner }],
      };
    }
    return found.value.status === 'AVAILABLE'
      ? healthy
      : wrongThing(scope, {
          document,
          reason: `Connection ${shortName(connectionArn)} is ${
            found.value.status
          }: somebody has to complete it in the console.`,
          text: { ConnectionStatus: found.value.status },
        });
  },

  'project-key': ({ projectArn, keyArn, foreign }, scope) => {
    const found = scope.view.project(projectArn);
    if (found.state !== 'found') {
      return healthy;
    }
    const used = found.value.encryptionKey ?? 'alias/aws/s3';
    const account = accountOf(projectArn) ?? '';
    if (isSameKey(used, keyArn, account, scope)) {
      return healthy;
    }
    if (!foreign) {
      return healthy;
    }
    return {
      ...wrongThing(scope, {
        document: documentAt('project', projectArn),
        reason: `Project ${shortName(
          projectArn,
        )} encrypts with ${used} instead of the artifact key: other accounts cannot read what it makes.`,
        text: { encryptionKey: found.value.encryptionKey },
      }),
      side: 'caller',
    };
  },

  'worker-known': ({ what, arn }, scope) => {
    const found =
      what === 'project'
        ? scope.view.project(arn)
        : scope.view.instanceRoles(arn);
    if (found.state === 'unread') {
      return unknown(found.reason, documentAt(what, arn));
    }
    return wrongThing(scope, {
      document: documentAt(what, arn),
      reason: `The ${what} ${shortName(arn)} does not exist.`,
    });
  },

  'object-ownership': (check, scope) => judgeOwnership(check, scope),

  exists: ({ thing }, scope) => {
    const found = scope.view.existence(thing);
    const { account } = found;
    const document = { type: 'thing', account, name: thing.name } as const;
    if (found.state === 'found') {
      return healthy;
    }
    if (found.state === 'unread') {
      return unknown(found.reason, document);
    }
    const { type, id, name, region } = thing;
    const judged = wrongThing(scope, {
      document,
      reason: `There is no ${name} in ${account}, ${region}.`,
    });
    return type === 'bucket'
      ? {
          ...judged,
          fault: { type: 'bucket missing', name: id, account, region },
        }
      : judged;
  },

  'policy-exists': (check, scope) => judgePolicy(check, scope),

  'cluster-access': (check, scope) => judgeClusterAccess(check, scope),

  'may-enter': ({ what, pattern }, scope) =>
    unknown(
      `The role of ${what} may assume ${pattern}: which of these roles it assumes, and whether they let it in, cannot be told.`,
      documentAt('pipeline definition', scope.links.pipelineArn),
    ),

  'name-free': (check, scope) => judgeName(check, scope),

  definition: ({ problem }, scope) => wrongDefinition(scope, problem),

  'provider-known': ({ provider }, scope) =>
    unknown(
      `What ${provider} asks for is not known to this suite.`,
      documentAt('pipeline definition', scope.links.pipelineArn),
    ),
};

/**
 * Why the pipeline cannot, or may not, use a connection of another account.
 *
 * See `dtconsole/latest/userguide/connections-share`.
 */
function judgeShare(
  connectionArn: string,
  scope: AssessmentScope,
): Judgement | undefined {
  const { view, links } = scope;
  const [, , prefix, , owner] = connectionArn.split(':');
  const name = shortName(connectionArn);
  const definition = { ConnectionArn: connectionArn };
  if (prefix !== 'codeconnections') {
    return wrongDefinition(
      scope,
      `Connection ${name} belongs to ${owner} and has the prefix ${prefix}: AWS RAM shares connections with the prefix codeconnections only, so that this one works in its own account only.`,
      definition,
    );
  }
  const share = view.share(connectionArn, links.account);
  switch (share.state) {
    case 'missing':
      return wrongDefinition(
        scope,
        `Connection ${name} belongs to ${owner}, and AWS RAM does not share it with ${links.account}: share it there, and accept the share here.`,
        definition,
      );
    case 'unread':
      return unknown(share.reason, documentAt('connection', connectionArn));
    default:
      return undefined;
  }
}

/** H12 */
function judgeName(
  { account, what, name, owner, stackName }: Check<'name-free'>,
  scope: AssessmentScope,
): Judgement {
  if (what === 'stack') {
    return wrongThing(scope, {
      document: { type: 'thing', account, name: `stack ${name}` },
      reason: `There is a stack ${name} already, which is there for ${owner}: it would be turned into another. Choose another name.`,
    });
  }
  const isDocument = what === 'role' || what === 'pipeline';
  return wrongThing(scope, {
    document: isDocument
      ? documentAt(what === 'role' ? 'role' : 'pipeline definition', name)
      : { type: 'thing', account, name: `${what} ${shortName(name)}` },
    reason: `There is a ${what} ${shortName(
      name,
    )} already, and the stack ${stackName} that would make it is not there: CloudFormation would fail. Remove it, choose another name, or use it as an existing part.`,
  });
}

/** H11 */
function judgePolicy(
  { roleArn, policyArn, isBoundary }: Check<'policy-exists'>,
  scope: AssessmentScope,
): Judgement {
  const found = scope.view.role(roleArn);
  const { policies = [], permissionsBoundary } =
    found.state === 'found' ? found.value : {};
  const policy = isBoundary
    ? permissionsBoundary
    : policies.find(({ arn }) => arn === policyArn);
  if (policy?.arn !== policyArn || policy.document !== undefined) {
    return healthy;
  }
  const document = isBoundary
    ? boundaryOf(roleArn, policy)
    : policyOf(roleArn, policy);
  const account = accountOf(policyArn);
  if (account !== found.account) {
    return wrongThing(scope, {
      document,
      reason: `${policyArn} is a policy of ${account}: a role takes policies of its own account and AWS's only.`,
    });
  }
  return policy.isMissing
    ? wrongThing(scope, {
        document,
        reason: `There is no policy ${policyArn}: AWS refuses a role that names it. Create it in ${account} first, or name another.`,
      })
    : unknown(
        `Whether ${policyArn} exists cannot be told: ${
          policy.unreadable ?? 'it was not read'
        }.`,
        document,
      );
}

/** H14. `eks/latest/userguide/access-entries` */
function judgeClusterAccess(
  { clusterArn, roleArn }: Check<'cluster-access'>,
  scope: AssessmentScope,
): Judgement {
  const cluster = shortName(clusterArn);
  const document = {
    type: 'thing',
    account: accountOf(clusterArn) ?? '',
    name: `access entries of cluster ${cluster}`,
  } as const;
  const found = scope.view.cluster(clusterArn);
  if (found.state === 'missing') {
    const wasAsked = scope.view
      .account(document.account)
      ?.missing.includes(clusterArn);
    return scope.view.estate.origin === 'predicted' && !wasAsked
      ? unknown(
          `No template gives ${shortName(
            roleArn,
          )} an access entry of cluster ${cluster}, and AWS was not asked whether it has one.`,
          document,
        )
      : wrongThing(scope, {
          document,
          reason: `There is no cluster ${cluster} in ${document.account}.`,
        });
  }
  if (found.state === 'unread') {
    return unknown(found.reason, document);
  }
  const { accessEntries, accessEntriesUnreadable } = found.value;
  if (!accessEntries) {
    return unknown(
      accessEntriesUnreadable ??
        `The access entries of cluster ${cluster} were not read.`,
      document,
    );
  }
  const entry = accessEntries.find(each => each.principalArn === roleArn);
  if (!entry) {
    return wrongThing(scope, {
      document,
      reason: `Cluster ${cluster} has no access entry for ${shortName(
        roleArn,
      )}: no IAM policy lets a role into a cluster.`,
      text: accessEntries,
    });
  }
  if (entry.policies.length > 0) {
    return healthy;
  }
  return entry.groups.length > 0
    ? unknown(
        `Cluster ${cluster} knows ${shortName(
          roleArn,
        )} by its groups ${entry.groups.join(
          ', ',
        )}: what they may do is in the cluster.`,
        document,
      )
    : wrongThing(scope, {
        document,
        reason: `The access entry of cluster ${cluster} for ${shortName(
          roleArn,
        )} has no access policy and no groups.`,
        text: entry,
      });
}

function judgeKey(
  { region, store, foreign, writes }: Check<'artifact-key'>,
  scope: AssessmentScope,
): Judgement {
  const id = store.encryptionKey?.id;
  if (!id || id.endsWith('alias/aws/s3')) {
    return foreign
      ? wrongDefinition(
          scope,
          `The artifact store of ${region} has no customer managed key: no other account can use the AWS managed key aws/s3.`,
          store,
        )
      : healthy;
  }
  if (foreign && (!id.startsWith('arn:') || id.includes(':alias/'))) {
    const judged = wrongDefinition(
      scope,
      `The artifact store of ${region} names its key by ${ambiguity(
        id,
      )}: only the key's ARN means the same key everywhere.`,
      store,
    );
    // To read, S3 goes by the key that an object was written with.
    return writes || id.includes('alias/')
      ? judged
      : { ...judged, health: 'warning' };
  }
  const keyRegion = id.startsWith('arn:') ? id.split(':')[3] : region;
  return keyRegion === region
    ? healthy
    : wrongDefinition(
        scope,
        `The artifact bucket is in ${region}, its key in ${keyRegion}: a key works in its own Region only.`,
        store,
      );
}

/**
 * Why a key that is not named by its ARN is no key, or another, elsewhere.
 *
 * See `codepipeline/latest/APIReference/API_EncryptionKey`.
 */
function ambiguity(id: string): string {
  if (id.startsWith('arn:')) {
    return `the alias "${id}", which CodePipeline recognizes in account ${accountOf(
      id,
    )} alone`;
  }
  return id.startsWith('alias/')
    ? `the alias "${id}", which every account looks up among its own`
    : 'its id alone, which every account looks up among its own keys';
}

function isSameKey(
  used: string,
  keyArn: string,
  account: string,
  { view }: AssessmentScope,
): boolean {
  if (used === keyArn) {
    return true;
  }
  const region = keyArn.split(':')[3];
  const partition = keyArn.split(':')[1];
  const arnOf = (id: string) => {
    if (id.startsWith('arn:')) {
      return id;
    }
    const resource = id.startsWith('alias/') ? id : `key/${id}`;
    return `arn:${partition}:kms:${region}:${account}:${resource}`;
  };
  const resolve = (id: string) => {
    const found = view.key(arnOf(id));
    return found.state === 'found' ? found.value.arn : arnOf(id);
  };
  return resolve(used) === resolve(keyArn);
}

/** H9. `AmazonS3/latest/userguide/about-object-ownership` */
function judgeOwnership(
  { bucket, bucketArn, writer, account, cannedAcl }: Check<'object-ownership'>,
  scope: AssessmentScope,
): Judgement {
  const found = scope.view.bucket(bucket, account);
  const writerAccount = accountOf(writer);
  const isForeign = writerAccount !== found.account;
  if (found.state !== 'found') {
    return found.state === 'unread' && (isForeign || cannedAcl)
      ? unknown(found.reason, documentAt('bucket', bucketArn, found.account))
      : healthy;
  }
  const { ownership = 'BucketOwnerEnforced' } = found.value;
  if (ownership === 'BucketOwnerEnforced') {
    return cannedAcl && cannedAcl !== 'bucket-owner-full-control'
      ? wrongDefinition(
          scope,
          `Bucket ${bucket} has its ACLs turned off (BucketOwnerEnforced): an upload with the ACL "${cannedAcl}" fails with AccessControlListNotSupported.`,
          { CannedACL: cannedAcl },
        )
      : healthy;
  }
  const staysWithWriter =
    ownership === 'ObjectWriter' || cannedAcl !== 'bucket-owner-full-control';
  if (!isForeign || !staysWithWriter) {
    return healthy;
  }
  return {
    ...wrongThing(scope, {
      document: documentAt('bucket', bucketArn, found.account),
      reason: `${shortName(
        writer,
      )} is a role of ${writerAccount}: with the object ownership ${ownership} what it writes to bucket ${bucket} belongs to ${writerAccount}, and ${
        found.account
      } cannot read it.`,
      text: { ObjectOwnership: ownership },
    }),
    health: 'warning',
  };
}

/** What a check looks at. */
function namesOf(check: HopCheck): Array<string | undefined> {
  switch (check.rule) {
    case 'artifact-store':
      return [check.store?.location];
    case 'artifact-key':
      return [check.store.encryptionKey?.id];
    default:
      return Object.values(check).filter(value => typeof value === 'string');
  }
}

/**
 * Decides whether the definition, or what it names, keeps a rule.
 */
export function judgeCheck(options: {
  hop: CheckHop;
  view: EstateView;
  links: PipelineLinks;
}): Judgement {
  const { hop, view, links } = options;
  const unforeseen = judgeUnforeseen(namesOf(hop.check), { links });
  if (unforeseen) {
    return unforeseen;
  }
  const judge = judges[hop.check.rule] as (
    check: HopCheck,
    scope: AssessmentScope,
  ) => Judgement;
  return judge(hop.check, { view, links });
}
