import {
  quote,
  say,
  type DocumentReference,
  type Evidence,
  type Words,
} from '../report';
import {
  accountOf,
  parseArn,
  shortName,
  toKeyArn,
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
  reason: Words,
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

function unknown(reason: Words, document: DocumentReference): Judgement {
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
  thing: { document: DocumentReference; reason: Words; text?: unknown },
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
      return wrongDefinition(scope, say('reason.no-store', { region }));
    }
    const found = scope.view.bucket(store.location, scope.links.account);
    if (found.state === 'found' && found.value.region !== region) {
      return wrongDefinition(
        scope,
        say('reason.store-elsewhere', {
          region,
          bucket: store.location,
          other: found.value.region,
        }),
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
          say('reason.action-passes-across', {
            caller: shortName(roleArn),
            callerAccount: account ?? '',
            role: shortName(passedRoleArn),
            account: other ?? '',
          }),
          { roleArn, configuration: { RoleArn: passedRoleArn } },
        );
  },

  'artifact-origin': ({ foreign }, scope) => {
    const [first] = foreign;
    return first
      ? wrongDefinition(scope, say('reason.artifact-origin', first), foreign)
      : healthy;
  },

  'provider-account': ({ provider, roleArn }, scope) =>
    accountOf(roleArn) === scope.links.account
      ? healthy
      : wrongDefinition(scope, say('reason.not-of-aws', { provider }), {
          roleArn,
        }),

  'action-region': ({ region, category }, scope) =>
    wrongDefinition(
      scope,
      category === 'Source'
        ? say('reason.source-region', { region })
        : say('reason.custom-region', { region }),
      { region },
    ),

  'account-id': ({ arn, field }, scope) =>
    wrongDefinition(
      scope,
      say('reason.account-id', {
        account: accountOf(arn) ?? '',
        place: field,
      }),
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
        reason: say('reason.connection-missing', {
          connection: connectionArn,
        }),
      });
    }
    if (
      scope.view.estate.origin === 'predicted' &&
      found.value.status === 'PENDING'
    ) {
      return {
        health: 'pending',
        reason: say('reason.connection-planned', {
          connection: shortName(connectionArn),
        }),
        account: owner,
        evidence: [{ document, account: owner }],
      };
    }
    return found.value.status === 'AVAILABLE'
      ? healthy
      : wrongThing(scope, {
          document,
          reason: say('reason.connection-state', {
            connection: shortName(connectionArn),
            state: found.value.status,
          }),
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
    const same = isSameKey(used, keyArn, account, scope);
    if (same === true || !foreign) {
      return healthy;
    }
    if (same) {
      return unknown(same, documentAt('project', projectArn));
    }
    return {
      ...wrongThing(scope, {
        document: documentAt('project', projectArn),
        reason: say('reason.project-key', {
          project: shortName(projectArn),
          key: used,
        }),
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
      reason:
        what === 'project'
          ? say('reason.no-project', { name: shortName(arn) })
          : say('reason.no-group', { name: shortName(arn) }),
    });
  },

  'object-ownership': (check, scope) => judgeOwnership(check, scope),

  exists: ({ thing }, scope) => {
    const found = scope.view.existence(thing);
    const { account } = found;
    if (found.state === 'found') {
      return healthy;
    }
    const document: DocumentReference =
      thing.type === 'deployment group'
        ? documentAt('deployment group', thing.id)
        : {
            type: 'thing',
            account,
            name: thing.name,
            ...(thing.id.startsWith('arn:') && { arn: thing.id }),
          };
    if (found.state === 'unread') {
      return unknown(found.reason, document);
    }
    const { type, id, name, region } = thing;
    const judged = wrongThing(scope, {
      document,
      reason: say('reason.no-thing', { thing: name, account, region }),
    });
    return type === 'bucket'
      ? {
          ...judged,
          fault: { type: 'bucket missing', name: id, account, region },
        }
      : judged;
  },

  'bucket-versioned': (check, scope) => judgeVersions(check, scope),

  'policy-exists': (check, scope) => judgePolicy(check, scope),

  'cluster-access': (check, scope) => judgeClusterAccess(check, scope),

  'may-enter': ({ what, whatPhrases, pattern }, scope) =>
    unknown(
      say('reason.may-enter', {
        what: { text: what, phrases: whatPhrases },
        pattern,
      }),
      documentAt('pipeline definition', scope.links.pipelineArn),
    ),

  'name-free': (check, scope) => judgeName(check, scope),

  definition: ({ problem }, scope) => wrongDefinition(scope, quote(problem)),

  'provider-known': ({ provider }, scope) =>
    unknown(
      say('reason.provider-unknown', { provider }),
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
      say('reason.connection-old-prefix', { connection: name, owner, prefix }),
      definition,
    );
  }
  const share = view.share(connectionArn, links.account);
  switch (share.state) {
    case 'missing':
      return wrongDefinition(
        scope,
        say('reason.connection-not-shared', {
          connection: name,
          owner,
          account: links.account,
        }),
        definition,
      );
    case 'unread':
      return unknown(share.reason, documentAt('connection', connectionArn));
    default:
      return undefined;
  }
}

/** H11. `codepipeline/latest/userguide/action-reference-S3` */
function judgeVersions(
  { bucket, account }: Check<'bucket-versioned'>,
  scope: AssessmentScope,
): Judgement {
  const { view, links } = scope;
  const found = view.bucket(bucket, account);
  const document = documentAt(
    'bucket',
    `arn:${links.partition}:s3:::${bucket}`,
    found.account,
  );
  // Whether it is there at all is a hop of its own.
  if (found.state === 'missing') {
    return healthy;
  }
  if (found.state === 'unread') {
    return unknown(found.reason, document);
  }
  const { versioned, versioningUnreadable, source } = found.value;
  if (versioned === false) {
    return wrongThing(scope, {
      document,
      reason: say('reason.not-versioned', { bucket }),
      text: { Versioning: 'Suspended' },
    });
  }
  const isVouchedFor = view.estate.origin === 'predicted' && !source;
  if (versioned || (isVouchedFor && versioningUnreadable === undefined)) {
    return healthy;
  }
  return unknown(
    versioningUnreadable === undefined
      ? say('reason.versioning-unread', { bucket })
      : quote(versioningUnreadable),
    document,
  );
}

/** H12 */
function judgeName(
  { account, what, name, owner, stackName, ...found }: Check<'name-free'>,
  scope: AssessmentScope,
): Judgement {
  if (what === 'stack') {
    return wrongThing(scope, {
      document: { type: 'thing', account, name: `stack ${name}` },
      reason: say('reason.stack-taken', { stack: name, owner: String(owner) }),
    });
  }
  const thing = `${what} ${shortName(name)}`;
  const isDocument = what === 'role' || what === 'pipeline';
  const document: DocumentReference = isDocument
    ? documentAt(what === 'role' ? 'role' : 'pipeline definition', name)
    : { type: 'thing', account, name: thing };
  if (found.unread !== undefined) {
    return unknown(quote(found.unread), document);
  }
  return wrongThing(scope, {
    document,
    reason: found.isForeign
      ? say('reason.bucket-of-other', { bucket: name, account })
      : say('reason.name-taken', { thing, stack: stackName }),
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
      reason: say('reason.policy-of-other', {
        policy: policyArn,
        account: account ?? '',
      }),
    });
  }
  return policy.isMissing
    ? wrongThing(scope, {
        document,
        reason: say('reason.no-policy', { policy: policyArn, account }),
      })
    : unknown(
        say('reason.policy-unread', {
          policy: policyArn,
          why: policy.unreadable ?? 'it was not read',
        }),
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
          say('reason.no-access-entry-planned', {
            role: shortName(roleArn),
            cluster,
          }),
          document,
        )
      : wrongThing(scope, {
          document,
          reason: say('reason.no-cluster', {
            cluster,
            account: document.account,
          }),
        });
  }
  if (found.state === 'unread') {
    return unknown(found.reason, document);
  }
  const { accessEntries, accessEntriesUnreadable } = found.value;
  if (!accessEntries) {
    return unknown(
      accessEntriesUnreadable
        ? quote(accessEntriesUnreadable)
        : say('reason.access-entries-unread', { cluster }),
      document,
    );
  }
  const entry = accessEntries.find(each => each.principalArn === roleArn);
  if (!entry) {
    return wrongThing(scope, {
      document,
      reason: say('reason.no-access-entry', {
        cluster,
        role: shortName(roleArn),
      }),
      text: accessEntries,
    });
  }
  if (entry.policies.length > 0) {
    return healthy;
  }
  return entry.groups.length > 0
    ? unknown(
        say('reason.access-entry-groups', {
          cluster,
          role: shortName(roleArn),
          groups: entry.groups.join(', '),
        }),
        document,
      )
    : wrongThing(scope, {
        document,
        reason: say('reason.empty-access-entry', {
          cluster,
          role: shortName(roleArn),
        }),
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
      ? wrongDefinition(scope, say('reason.no-customer-key', { region }), store)
      : healthy;
  }
  if (foreign && (!id.startsWith('arn:') || id.includes(':alias/'))) {
    const judged = wrongDefinition(scope, ambiguity(region, id), store);
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
        say('reason.key-elsewhere', { region, other: keyRegion }),
        store,
      );
}

/**
 * Why a key that is not named by its ARN is no key, or another, elsewhere.
 *
 * See `codepipeline/latest/APIReference/API_EncryptionKey`.
 */
function ambiguity(region: string, id: string): Words {
  if (id.startsWith('arn:')) {
    return say('reason.key-by-foreign-alias', {
      region,
      key: id,
      account: accountOf(id) ?? '',
    });
  }
  return id.startsWith('alias/')
    ? say('reason.key-by-alias', { region, key: id })
    : say('reason.key-by-id', { region });
}

/** Or why that cannot be told: only who sees an alias knows what it points at. */
function isSameKey(
  used: string,
  keyArn: string,
  account: string,
  { view }: AssessmentScope,
): boolean | Words {
  const { partition, region } = parseArn(keyArn)!;
  const keys = [toKeyArn(used, { partition, region, account }), keyArn];
  const found = keys.map(arn => view.key(arn));
  const [one, other] = found.map((key, index) =>
    key.state === 'found' ? key.value.arn : keys[index],
  );
  const unseen = found.find(
    (key, index) =>
      key.state === 'unread' && /:alias\/(?!aws\/)/.test(keys[index]),
  );
  return one === other || (unseen?.state === 'unread' ? unseen.reason : false);
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
          say('reason.acls-off', { bucket, acl: cannedAcl }),
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
      reason: say('reason.belongs-to-writer', {
        role: shortName(writer),
        account: writerAccount ?? '',
        ownership,
        bucket,
        owner: found.account,
      }),
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
