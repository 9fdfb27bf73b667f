import {
  type Estate,
  type EstateAccount,
  hopsOf,
  type PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  assumableRoles,
  type ExistingThing,
  type HopCheck,
  type HopPrincipal,
  type HopTarget,
  listLinks,
  parseArn,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** Something that a pipeline's links hang on, to be read in its account. */
export interface NamedThing {
  type:
    | 'role'
    | 'key'
    | 'bucket'
    | 'project'
    | 'connection'
    | 'share'
    | 'deployment group'
    | 'stack'
    | 'thing'
    | 'access entry';
  /** The account it is looked for in. */
  account: string;
  /** The Region it is looked for in; any of the partition where it has none. */
  region: string;
  /** Its ARN, that of what is shared; the name of a bucket or stack. */
  id: string;
  /** What the definition says of a `thing`. */
  thing?: ExistingThing;
  /** The role that an `access entry` of a cluster is for. */
  roleArn?: string;
}

/** Equal for what is the same thing. */
export function keyOf({
  type,
  account,
  region,
  id,
  roleArn,
}: NamedThing): string {
  return [
    type,
    account,
    id,
    ...(type === 'stack' ? [region] : []),
    ...(roleArn ? [roleArn] : []),
  ].join(' ');
}

/**
 * Everything that a pipeline's links name, as far as the estate shows: a build
 * role comes to light when its project was read.
 */
export function namedThings(options: {
  definition: PipelineDefinition;
  pipelineArn: string;
  estate: Estate;
}): NamedThing[] {
  const { definition, pipelineArn, estate } = options;
  const home = parseArn(pipelineArn)!;
  const things = new Map<string, NamedThing>();
  const add = (thing: NamedThing) => things.set(keyOf(thing), thing);
  const addByArn = (
    type: Exclude<NamedThing['type'], 'bucket' | 'stack' | 'thing'>,
    arn: string,
  ) => {
    const { account = '', region = '' } = parseArn(arn) ?? {};
    add({ type, id: arn, account, region: region || home.region });
  };
  const accounts = Object.values(estate.accounts);
  const bucketOwner = (name: string) =>
    accounts.find(account => account.buckets[name]);

  const links = listLinks(definition, {
    pipelineArn,
    resources: {
      project: arn => {
        addByArn('project', arn);
        return find(accounts, account => account.projects?.[arn]);
      },
      deploymentGroup: arn => {
        addByArn('deployment group', arn);
        return find(accounts, account => account.deploymentGroups?.[arn]);
      },
      functionRole: arn =>
        find(accounts, account => account.functions?.[arn])?.roleArn,
      assumableRoles: arn => {
        const role = find(accounts, account => account.roles[arn]);
        return role && assumableRoles(role);
      },
      bucketOwner: name => bucketOwner(name)?.id,
      bucketKey: name => {
        const keyArn = bucketOwner(name)?.buckets[name].encryption?.keyArn;
        return keyArn?.endsWith(':alias/aws/s3') ? undefined : keyArn;
      },
      stackArn: ({ account, region, name }) => {
        if (name !== '*') {
          add({ type: 'stack', id: name, account, region });
        }
        return undefined;
      },
    },
  });

  const addTarget = (target: HopTarget | HopPrincipal) => {
    if (target.type === 'role' || target.type === 'key') {
      addByArn(target.type, target.arn);
    } else if (target.type === 'bucket' && target.name !== '*') {
      const { name: id, account, region } = target;
      add({ type: 'bucket', id, account, region });
    }
  };
  const addThing = (thing: ExistingThing) => {
    const { type, id, account, region } = thing;
    if (type === 'object') {
      const owner = bucketOwner(thing.bucket!);
      if (owner) {
        const found = owner.buckets[thing.bucket!].region;
        add({ type: 'thing', id, account: owner.id, region: found, thing });
      }
    } else if (type === 'bucket' || type === 'deployment group') {
      add({ type, id, account, region });
    } else {
      add({ type: 'thing', id, account, region, thing });
    }
  };
  /** One of another account is asked for where it is used. */
  const addConnection = (id: string) => {
    const { account = '', region = home.region } = parseArn(id) ?? {};
    add({
      type: account === home.account ? 'connection' : 'share',
      id,
      account: home.account,
      region,
    });
  };
  const addChecked = (check: HopCheck) => {
    switch (check.rule) {
      case 'connection':
        addConnection(check.connectionArn);
        break;
      case 'exists':
        addThing(check.thing);
        break;
      case 'cluster-access': {
        const { clusterArn: id, roleArn } = check;
        const { account = '', region = '' } = parseArn(id) ?? {};
        add({ type: 'access entry', id, account, region, roleArn });
        break;
      }
      default:
    }
  };
  for (const hop of hopsOf(links)) {
    if (hop.type === 'check') {
      addChecked(hop.check);
    } else {
      addTarget(hop.principal);
      addTarget(hop.target);
    }
  }
  return [...things.values()];
}

function find<T>(
  accounts: EstateAccount[],
  look: (account: EstateAccount) => T | undefined,
): T | undefined {
  for (const account of accounts) {
    const found = look(account);
    if (found) {
      return found;
    }
  }
  return undefined;
}
