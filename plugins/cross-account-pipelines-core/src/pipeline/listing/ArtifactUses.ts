import { say, type Words } from '../../report';
import { accountOf, shortName } from '../vocabulary/parseArn';
import type { HopRequest, RolePurpose } from '../vocabulary/PipelineLinks';
import {
  bucketRequests,
  keyRequests,
  type ArtifactUse,
  type WithoutKey,
} from './artifactRequests';
import type { HopCollector } from './HopCollector';
import type { ListingScope } from './ListingScope';

/** Which hops a use of artifacts makes, for the bucket and for the key. */
type UseKinds = ['H5', 'H6'] | ['H7', 'H7'] | ['H10', 'H10'];

interface CollectedUse {
  kinds: UseKinds;
  roleArn: string;
  region: string;
  use: ArtifactUse;
  paths: string[];
  optional: boolean;
  withoutKey?: WithoutKey;
}

/**
 * One use of artifacts by one action.
 */
export interface NewUse {
  kinds: UseKinds;
  roleArn: string;
  region: string;
  purpose: RolePurpose;
  reads: Iterable<string>;
  writes: Iterable<string>;
  lists?: boolean;
  setsAcl?: boolean;
  /** Absent for the pipeline itself. */
  path?: string;
  optional?: boolean;
  withoutKey?: WithoutKey;
}

const awsManagedKey = 'alias/aws/s3';

/**
 * Gathers how the roles of one link use artifacts: several actions of a role
 * make one use of it.
 */
export class ArtifactUses {
  readonly #uses = new Map<string, CollectedUse>();

  constructor(
    private readonly scope: ListingScope,
    /** Requests by use; shared by all links, since most ask for the same. */
    private readonly requests: Map<string, HopRequest[]>,
  ) {}

  add(added: NewUse): void {
    const { kinds, roleArn, region, purpose, path, optional = false } = added;
    const [reads, writes] = [[...added.reads], [...added.writes]];
    if (reads.length + writes.length === 0) {
      return;
    }
    const id = `${kinds[0]} ${region} ${roleArn}`;
    const known = this.#uses.get(id);
    const collected: CollectedUse = known ?? {
      kinds,
      roleArn,
      region,
      use: { purpose, reads: new Set(), writes: new Set() },
      paths: [],
      optional,
      withoutKey: added.withoutKey,
    };
    const { use } = collected;
    collected.use = {
      purpose,
      reads: new Set([...use.reads, ...reads]),
      writes: new Set([...use.writes, ...writes]),
      lists: use.lists || added.lists,
      setsAcl: use.setsAcl || added.setsAcl,
    };
    collected.optional &&= optional;
    if (path && !collected.paths.includes(path)) {
      collected.paths.push(path);
    }
    this.#uses.set(id, collected);
  }

  /** Puts the hops of every use where the others are. */
  listInto(hops: HopCollector): void {
    for (const use of this.#uses.values()) {
      this.#list(use, hops);
    }
  }

  #list(
    { kinds, roleArn, region, use, paths, optional, withoutKey }: CollectedUse,
    hops: HopCollector,
  ): void {
    const { scope } = this;
    const store = scope.storeOf(region);
    if (!store) {
      return;
    }
    const keyArn = scope.keyArnOf(store, region);
    const place = {
      pipeline: scope.definition.name,
      partition: scope.partition,
      region,
      bucket: store.location,
      usesBucketKey: scope.resources.usesBucketKey?.(store.location) ?? false,
      keyArn,
    };
    const role = shortName(roleArn);
    const isOneKind = kinds[0] === kinds[1];
    const common = {
      region,
      principal: { type: 'role', arn: roleArn, purpose: use.purpose },
      optional,
    } as const;
    hops.access(
      {
        kind: kinds[0],
        gate: 'artifacts',
        says: describeBucketUse(use, role, store.location),
        target: {
          type: 'bucket',
          name: store.location,
          arn: `arn:${scope.partition}:s3:::${store.location}`,
          account: scope.account,
          region,
          purpose: 'artifact bucket',
        },
        requests: this.#remembered('bucket', region, use, () =>
          bucketRequests(place, use),
        ),
        ...common,
      },
      `${role}:${region}${isOneKind ? ':bucket' : ''}`,
      paths,
    );
    if (!keyArn && accountOf(roleArn) === scope.account) {
      return;
    }
    const usedKey =
      keyArn ??
      `arn:${scope.partition}:kms:${region}:${scope.account}:${awsManagedKey}`;
    hops.access(
      {
        kind: kinds[1],
        gate: 'key',
        says: describeKeyUse(use, role, shortName(usedKey)),
        target: { type: 'key', arn: usedKey },
        requests: this.#remembered('key', region, use, () =>
          keyRequests({ ...place, keyArn: usedKey }, use, withoutKey),
        ),
        ...common,
      },
      `${role}:${region}${isOneKind ? ':key' : ''}`,
      paths,
    );
  }

  #remembered(
    what: 'bucket' | 'key',
    region: string,
    use: ArtifactUse,
    make: () => HopRequest[],
  ): HopRequest[] {
    const id = [
      what,
      region,
      use.purpose,
      [...use.reads],
      [...use.writes],
      use.lists,
      use.setsAcl,
    ].join('|');
    let requests = this.requests.get(id);
    if (!requests) {
      requests = make();
      this.requests.set(id, requests);
    }
    return requests;
  }
}

function describeBucketUse(
  { reads, writes }: ArtifactUse,
  caller: string,
  bucket: string,
): Words {
  if (reads.size === 0) {
    return say('hop.writes-bucket', { caller, bucket });
  }
  return writes.size === 0
    ? say('hop.reads-bucket', { caller, bucket })
    : say('hop.uses-bucket', { caller, bucket });
}

function describeKeyUse(
  { reads, writes }: ArtifactUse,
  caller: string,
  key: string,
): Words {
  if (reads.size === 0) {
    return say('hop.writes-with-key', { caller, key });
  }
  return writes.size === 0
    ? say('hop.reads-with-key', { caller, key })
    : say('hop.works-with-key', { caller, key });
}
