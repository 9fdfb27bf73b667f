import {
  accountOf,
  parseArn,
  shortName,
  toKeyArn,
  type ActionDefinition,
  type ArtifactStore,
  type PipelineDefinition,
} from '../../pipeline';
import { say, type Words } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import { documentAt } from '../documents/documentReference';
import type { EstateView } from '../EstateView';
import type { Edit } from './Edit';
import type { Mending } from './Mending';

/** The pipeline definition with something changed. */
function definitionEdit(
  { view, links }: Mending,
  summary: Words,
  change: (definition: PipelineDefinition) => PipelineDefinition,
): Edit | undefined {
  const pipeline = view.account(links.account)?.pipelines[links.pipelineArn];
  return (
    pipeline && {
      document: documentAt('pipeline definition', links.pipelineArn),
      after: change(pipeline.definition),
      summary,
    }
  );
}

function withActions(
  definition: PipelineDefinition,
  change: (action: ActionDefinition, path: string) => ActionDefinition,
): PipelineDefinition {
  return {
    ...definition,
    stages: definition.stages.map(stage => ({
      ...stage,
      actions: stage.actions.map(action =>
        change(action, `${stage.name}/${action.name}`),
      ),
    })),
  };
}

function withStore(
  definition: PipelineDefinition,
  options: { region: string; home: string; store: ArtifactStore },
): PipelineDefinition {
  const { region, home, store } = options;
  const { artifactStore, artifactStores, ...rest } = definition;
  if (region === home && !artifactStores) {
    return { ...rest, artifactStore: store };
  }
  return {
    ...rest,
    artifactStores: {
      ...(artifactStore ? { [home]: artifactStore } : {}),
      ...artifactStores,
      [region]: store,
    },
  };
}

/** A key of the pipeline account that other accounts can be let use. */
function customerKey(
  view: EstateView,
  account: string,
  region: string,
  preferred?: string,
): string | undefined {
  const keys = Object.values(view.account(account)?.keys ?? {}).filter(
    key => key.manager === 'CUSTOMER' && key.arn.split(':')[3] === region,
  );
  return (keys.find(({ arn }) => arn === preferred) ?? keys[0])?.arn;
}

/** The key that a name stands for, by its own ARN: other accounts know no alias. */
export function keyArnOf(
  view: EstateView,
  named: string | undefined,
): string | undefined {
  if (!named?.startsWith('arn:')) {
    return undefined;
  }
  const found = view.key(named);
  if (found.state === 'found') {
    return found.value.arn;
  }
  return named.includes(':alias/') ? undefined : named;
}

/** The artifact store of a Region. */
export function storeOf(
  { view, links }: AssessmentScope,
  region: string,
): ArtifactStore | undefined {
  const pipeline = view.account(links.account)?.pipelines[links.pipelineArn];
  const { artifactStores, artifactStore } = pipeline?.definition ?? {};
  return artifactStores?.[region] ?? artifactStore;
}

/**
 * The artifact store names a customer managed key of its Region by ARN.
 */
export function mendStoreKey(
  mending: Mending,
  region: string,
): Edit | undefined {
  const { view, links } = mending;
  const { account, partition } = links;
  const store = storeOf(mending, region);
  if (!store) {
    return undefined;
  }
  const bucket = view.bucket(store.location, account);
  const encryptedWith =
    bucket.state === 'found'
      ? keyArnOf(view, bucket.value.encryption?.keyArn)
      : undefined;
  const named = keyNamedBy(store, mending, region);
  const keyArn = named ?? customerKey(view, account, region, encryptedWith);
  const id =
    keyArn ?? `arn:${partition}:kms:${region}:${account}:key/ID-OF-A-NEW-KEY`;
  return definitionEdit(
    mending,
    keyArn
      ? say('remedy.key-arn', { region, key: keyArn })
      : say('remedy.new-key', { account, region }),
    each =>
      withStore(each, {
        region,
        home: links.region,
        store: { ...store, encryptionKey: { id, type: 'KMS' } },
      }),
  );
}

/** What an alias or a bare id stands for in the pipeline account. */
function keyNamedBy(
  { encryptionKey }: ArtifactStore,
  { view, links }: Mending,
  region: string,
): string | undefined {
  const id = encryptionKey?.id;
  if (!id || id.endsWith('alias/aws/s3')) {
    return undefined;
  }
  const { partition, account } = links;
  const isAlias = id.includes('alias/');
  if (id.startsWith('arn:') && !isAlias) {
    return undefined;
  }
  const name = isAlias ? id.slice(id.indexOf('alias/')) : id;
  // An ARN's own account first.
  const arns = [id, name].map(each =>
    toKeyArn(each, { partition, region, account }),
  );
  for (const arn of arns) {
    const found = view.key(arn);
    if (found.state === 'found') {
      return found.value.arn;
    }
  }
  return isAlias ? undefined : arns[0];
}

/** Every Region with actions has a bucket of that Region. */
export function mendStore(mending: Mending, region: string): Edit | undefined {
  const { view, links } = mending;
  const buckets = Object.values(view.account(links.account)?.buckets ?? {});
  const pipeline = view.account(links.account)?.pipelines[links.pipelineArn];
  const home = pipeline?.definition.artifactStore?.location;
  const known = buckets.find(
    bucket => bucket.region === region && bucket.encryption?.keyArn,
  );
  const location = known?.name ?? `${home ?? links.name}-${region}`;
  const keyArn =
    keyArnOf(view, known?.encryption?.keyArn) ??
    customerKey(view, links.account, region);
  const store: ArtifactStore = {
    type: 'S3',
    location,
    ...(keyArn ? { encryptionKey: { id: keyArn, type: 'KMS' } } : {}),
  };
  return definitionEdit(
    mending,
    known
      ? say('remedy.name-store', { bucket: location, region })
      : say('remedy.deploy-foundation', { account: links.account, region }),
    each => withStore(each, { region, home: links.region, store }),
  );
}

/** The action passes a role of the account that it works in. */
export function mendPassedRole(
  mending: Mending,
  { roleArn, passedRoleArn }: { roleArn: string; passedRoleArn: string },
): Edit | undefined {
  const account = accountOf(roleArn) ?? '';
  const { view, links } = mending;
  const roles = Object.values(view.account(account)?.roles ?? {});
  const trusted = roles.find(role =>
    JSON.stringify(role.trustPolicy ?? '').includes(
      'cloudformation.amazonaws.com',
    ),
  );
  const resource = parseArn(passedRoleArn)?.resource;
  const local =
    trusted?.arn ?? `arn:${links.partition}:iam::${account}:${resource}`;
  return definitionEdit(
    mending,
    say('remedy.pass-local', {
      account,
      role: shortName(local),
      other: accountOf(passedRoleArn) ?? '',
    }),
    each =>
      withActions(each, action =>
        action.roleArn === roleArn &&
        action.configuration?.RoleArn === passedRoleArn
          ? {
              ...action,
              configuration: { ...action.configuration, RoleArn: local },
            }
          : action,
      ),
  );
}

function readsFromElsewhere(
  action: ActionDefinition,
  pipelineAccount: string,
): boolean {
  const account = accountOf(action.roleArn);
  return account !== undefined && account !== pipelineAccount;
}

/**
 * What another account makes passes through the pipeline account: as what an
 * action there already makes of it, or as what its maker makes there.
 */
export function mendArtifactOrigin(
  mending: Mending,
  foreign: Array<{ artifact: string; producer: string; account: string }>,
): Edit | undefined {
  const { links, view } = mending;
  const pipeline = view.account(links.account)?.pipelines[links.pipelineArn];
  const actions = pipeline?.definition.stages.flatMap(stage => stage.actions);
  const replacements = new Map<string, string>();
  for (const { artifact } of foreign) {
    const passing = actions?.find(
      action =>
        !readsFromElsewhere(action, links.account) &&
        action.inputArtifacts?.some(({ name }) => name === artifact) &&
        action.outputArtifacts?.length,
    );
    if (passing) {
      replacements.set(artifact, passing.outputArtifacts![0].name);
    }
  }
  return replacements.size === foreign.length
    ? takeInstead(mending, replacements)
    : makeAtHome(
        mending,
        foreign.map(({ producer }) => producer),
      );
}

function takeInstead(
  mending: Mending,
  replacements: Map<string, string>,
): Edit | undefined {
  const { links } = mending;
  const words = [...replacements].map(([from, to]) =>
    say('change.instead', { artifact: to, other: from }),
  );
  return definitionEdit(
    mending,
    say('remedy.take-instead', { changes: words }),
    each =>
      withActions(each, action => {
        if (!readsFromElsewhere(action, links.account)) {
          return action;
        }
        const taken = (action.inputArtifacts ?? []).map(
          ({ name }) => replacements.get(name) ?? name,
        );
        return {
          ...action,
          inputArtifacts: [...new Set(taken)].map(name => ({ name })),
        };
      }),
  );
}

function makeAtHome(mending: Mending, producers: string[]): Edit | undefined {
  return definitionEdit(
    mending,
    say('remedy.make-at-home', { actions: producers.join(', ') }),
    each =>
      withActions(each, (action, path) => {
        if (!producers.includes(path)) {
          return action;
        }
        const { roleArn, ...rest } = action;
        return rest;
      }),
  );
}

/** The action works as the service role, in the pipeline account. */
export function mendActionRole(
  mending: Mending,
  path: string,
): Edit | undefined {
  return definitionEdit(
    mending,
    say('remedy.drop-role', { action: path }),
    each =>
      withActions(each, (action, at) => {
        if (at !== path) {
          return action;
        }
        const { roleArn, ...rest } = action;
        return rest;
      }),
  );
}

/** The action works in the pipeline's Region. */
export function mendActionRegion(
  mending: Mending,
  path: string,
): Edit | undefined {
  return definitionEdit(
    mending,
    say('remedy.drop-region', { action: path }),
    each =>
      withActions(each, (action, at) => {
        if (at !== path) {
          return action;
        }
        const { region, ...rest } = action;
        return rest;
      }),
  );
}

/** Every mention of an ARN gets an account id of twelve digits. */
export function mendAccountId(mending: Mending, arn: string): Edit | undefined {
  const wrong = accountOf(arn) ?? '';
  if (!/^\d{1,11}$/.test(wrong)) {
    return undefined;
  }
  const right = wrong.padStart(12, '0');
  const mended = arn.replace(`:${wrong}:`, `:${right}:`);
  return definitionEdit(
    mending,
    say('remedy.account-text', { account: right }),
    each => JSON.parse(JSON.stringify(each).replaceAll(arn, mended)),
  );
}

/** The connection is one of the pipeline account, or one that is shared with it. */
export function mendConnection(
  mending: Mending,
  connectionArn: string,
): Edit | undefined {
  const { links, view } = mending;
  const own = Object.values(view.account(links.account)?.connections ?? {});
  const available = own.find(({ status }) => status === 'AVAILABLE');
  const owner = accountOf(connectionArn) ?? '';
  const isOwn = owner === links.account;
  const local =
    available?.arn ??
    (isOwn
      ? `arn:${links.partition}:codeconnections:${links.region}:${owner}:connection/ID-OF-A-NEW-CONNECTION`
      : connectionArn.replace(`:${owner}:`, `:${links.account}:`));
  return definitionEdit(
    mending,
    available
      ? say('remedy.use-connection', { connection: available.arn })
      : say(isOwn ? 'remedy.new-connection' : 'remedy.create-connection', {
          account: links.account,
          region: links.region,
          owner,
          connection: shortName(connectionArn),
        }),
    each =>
      withActions(each, action =>
        action.configuration?.ConnectionArn === connectionArn
          ? {
              ...action,
              configuration: { ...action.configuration, ConnectionArn: local },
            }
          : action,
      ),
  );
}

/** The upload leaves ACLs alone, or hands the object over. */
export function mendCannedAcl(
  mending: Mending,
  bucket: string,
): Edit | undefined {
  return definitionEdit(mending, say('remedy.drop-acl', { bucket }), each =>
    withActions(each, action => {
      if (action.configuration?.BucketName !== bucket) {
        return action;
      }
      const { CannedACL, ...configuration } = action.configuration;
      return { ...action, configuration };
    }),
  );
}
