import {
  bucketRequests,
  keyRequests,
  type ArtifactUse,
} from './artifactRequests';
import { HopCollector } from './HopCollector';
import { accountOf, parseArn, shortName } from './parseArn';
import type {
  ActionDefinition,
  ArtifactStore,
  PipelineDefinition,
} from './PipelineDefinition';
import type { HopRequest, PipelineLinks, RolePurpose } from './PipelineLinks';
import type { PipelineResources } from './PipelineResources';
import { cloudFormationActionModes } from './providers/cloudFormationNeeds';
import { awsProviders } from './providers/awsProviders';
import type {
  ActionPlace,
  PassedRole,
  ProviderNeeds,
  ProviderWorker,
} from './providers/ProviderNeeds';

/**
 * Thrown for an ARN that is not a pipeline's.
 *
 * @public
 */
export class InvalidPipelineArnError extends Error {
  override name = 'InvalidPipelineArnError';
}

/**
 * @public
 */
export interface ListLinksOptions {
  pipelineArn: string;
  /** What the definition names but does not describe. */
  resources?: PipelineResources;
}

/**
 * Every account and Region that a pipeline reaches and every hop that it needs
 * there, from any definition, whoever wrote it. In the definition's order.
 *
 * @throws InvalidPipelineArnError for an ARN that is not a pipeline's
 *
 * @public
 */
export function listLinks(
  definition: PipelineDefinition,
  options: ListLinksOptions,
): PipelineLinks {
  return new LinkListing(definition, options).list();
}

const awsManagedKey = 'alias/aws/s3';
const none: ReadonlySet<string> = new Set();

/** An action on its way through the listing. */
interface ListedAction extends ActionPlace {
  /** `Stage/Action`. */
  path: string;
  needs: ProviderNeeds | undefined;
  purpose: RolePurpose;
  hops: HopCollector;
  isForeign: boolean;
}

class LinkListing {
  readonly #partition: string;
  readonly #account: string;
  readonly #region: string;
  readonly #own = new HopCollector('');
  readonly #links = new Map<
    string,
    { account: string; region: string; hops: HopCollector }
  >();
  readonly #unseen = new Set<string>();
  /** Artifact to the place that makes it, and to the accounts that take it. */
  readonly #producers = new Map<string, { path: string; account: string }>();
  readonly #consumers = new Map<string, Set<string>>();
  /** Requests of one role's kind of use are the same in every link. */
  readonly #requests = new Map<string, HopRequest[]>();
  readonly #resources: PipelineResources;

  constructor(
    private readonly definition: PipelineDefinition,
    private readonly options: ListLinksOptions,
  ) {
    const arn = parseArn(options.pipelineArn);
    if (arn?.service !== 'codepipeline' || !arn.region || !arn.account) {
      throw new InvalidPipelineArnError(
        `"${options.pipelineArn}" is not the ARN of a pipeline.`,
      );
    }
    this.#partition = arn.partition;
    this.#account = arn.account;
    this.#region = arn.region;
    this.#resources = options.resources ?? {};
  }

  list(): PipelineLinks {
    const { definition } = this;
    this.#followArtifacts();
    this.#listService();
    for (const stage of definition.stages) {
      for (const action of stage.actions) {
        this.#listAction(stage.name, action);
      }
    }
    return {
      pipelineArn: this.options.pipelineArn,
      name: definition.name,
      partition: this.#partition,
      account: this.#account,
      region: this.#region,
      hops: this.#own.hops(),
      links: [...this.#links.values()].map(({ account, region, hops }) => ({
        account,
        region,
        hops: hops.hops(),
      })),
      unseen: [...this.#unseen],
    };
  }

  #followArtifacts(): void {
    for (const stage of this.definition.stages) {
      for (const action of stage.actions) {
        const account = accountOf(action.roleArn) ?? this.#account;
        for (const { name } of action.outputArtifacts ?? []) {
          this.#producers.set(name, {
            path: `${stage.name}/${action.name}`,
            account,
          });
        }
        for (const { name } of action.inputArtifacts ?? []) {
          const accounts = this.#consumers.get(name) ?? new Set();
          this.#consumers.set(name, accounts.add(account));
        }
      }
    }
  }

  #storeOf(region: string): ArtifactStore | undefined {
    const { artifactStores, artifactStore } = this.definition;
    return (
      artifactStores?.[region] ??
      (region === this.#region ? artifactStore : undefined)
    );
  }

  /** As an ARN of the pipeline account, whichever way it was given. */
  #keyArnOf(store: ArtifactStore, region: string): string | undefined {
    const id = store.encryptionKey?.id;
    if (!id || id.startsWith('arn:')) {
      return id;
    }
    const resource = id.startsWith('alias/') ? id : `key/${id}`;
    return `arn:${this.#partition}:kms:${region}:${this.#account}:${resource}`;
  }

  #linkTo(account: string, region: string): HopCollector {
    if (account === this.#account) {
      return this.#own;
    }
    const id = `${account}/${region}`;
    let link = this.#links.get(id);
    if (!link) {
      link = { account, region, hops: new HopCollector(`${id}/`) };
      this.#links.set(id, link);
    }
    return link.hops;
  }

  #listService(): void {
    const { roleArn, name, artifactStores = {} } = this.definition;
    this.#own.access(
      {
        kind: 'H0',
        gate: 'enter',
        sentence: `CodePipeline may assume ${shortName(roleArn)}`,
        principal: {
          type: 'service',
          name: 'codepipeline.amazonaws.com',
          sourceAccount: this.#account,
          sourceArn: this.options.pipelineArn,
        },
        target: { type: 'role', arn: roleArn, purpose: 'service role' },
        requests: [
          { action: 'sts:AssumeRole', resource: roleArn, need: 'required' },
        ],
      },
      shortName(roleArn),
    );
    this.#checkAccountId(this.#own, roleArn, `the service role of ${name}`);
    const artifacts = new Set(this.#producers.keys());
    const regions = new Set([this.#region, ...Object.keys(artifactStores)]);
    for (const region of regions) {
      this.#listArtifacts(this.#own, {
        kinds: ['H5', 'H6'],
        roleArn,
        region,
        use: { purpose: 'service role', reads: artifacts, writes: artifacts },
      });
      this.#checkStore(this.#own, region, { foreign: false });
    }
  }

  #listAction(stage: string, action: ActionDefinition): void {
    const { category, owner, provider } = action.actionTypeId;
    const configuration = action.configuration ?? {};
    const needs =
      owner === 'AWS'
        ? awsProviders[`${category}/${provider}`]
        : { page: '', artifacts: { writes: category === 'Source' } };
    const place: ActionPlace = {
      action,
      configuration,
      partition: this.#partition,
      account: accountOf(action.roleArn) ?? this.#account,
      region: action.region ?? this.#region,
      roleArn: action.roleArn ?? this.definition.roleArn,
      pipelineAccount: this.#account,
      resources: this.#resources,
    };
    const reached = this.#reachedAccount(place);
    const listed: ListedAction = {
      ...place,
      path: `${stage}/${action.name}`,
      needs,
      purpose:
        place.roleArn === this.definition.roleArn
          ? 'service role'
          : 'action role',
      hops: this.#linkTo(reached, place.region),
      isForeign: place.account !== this.#account,
    };
    this.#listEntrance(listed);
    this.#listOwnArtifacts(listed);
    this.#listCalls(listed);
    for (const passed of needs?.passes?.(place) ?? []) {
      this.#listPassedRole(listed, passed);
    }
    for (const worker of needs?.workers?.(place) ?? []) {
      this.#listWorker(listed, worker);
    }
    const unseen = needs?.unseen?.(place);
    if (unseen) {
      this.#unseen.add(unseen);
    }
    this.#listReached(listed);
    this.#listChecks(listed);
  }

  /** Without an action role only a bucket can be in another account. */
  #reachedAccount(place: ActionPlace): string {
    const { S3Bucket, BucketName } = place.configuration;
    const bucket = S3Bucket ?? BucketName;
    const isS3 = place.action.actionTypeId.provider === 'S3';
    if (place.action.roleArn || !isS3 || !bucket) {
      return place.account;
    }
    return this.#resources.bucketOwner?.(bucket) ?? place.account;
  }

  #listEntrance({
    action,
    roleArn,
    hops,
    path,
    purpose,
    account,
  }: ListedAction) {
    if (!action.roleArn || purpose === 'service role') {
      return;
    }
    const serviceRole = this.definition.roleArn;
    hops.access(
      {
        kind: 'H1',
        gate: 'enter',
        sentence: `${shortName(serviceRole)} may assume ${shortName(
          roleArn,
        )} in ${account}`,
        principal: { type: 'role', arn: serviceRole, purpose: 'service role' },
        target: { type: 'role', arn: roleArn, purpose },
        requests: [
          { action: 'sts:AssumeRole', resource: roleArn, need: 'required' },
        ],
      },
      shortName(roleArn),
      path,
    );
    this.#checkAccountId(hops, roleArn, `the role of action ${path}`, path);
  }

  #listOwnArtifacts(listed: ListedAction): void {
    const { action, needs, roleArn, region, hops, path, purpose } = listed;
    const { isForeign } = listed;
    const reads = names(needs?.artifacts?.reads && action.inputArtifacts);
    const writes = names(needs?.artifacts?.writes && action.outputArtifacts);
    if (purpose !== 'service role') {
      this.#listArtifacts(hops, {
        kinds: ['H5', 'H6'],
        roleArn,
        region,
        path,
        use: {
          purpose,
          reads,
          writes,
          lists: needs?.artifacts?.lists,
          setsAcl: isForeign && needs?.artifacts?.setsAclAcrossAccounts,
        },
      });
    }
    if (action.inputArtifacts?.length || action.outputArtifacts?.length) {
      this.#checkStore(hops, region, { foreign: isForeign, path });
    }
  }

  #listArtifacts(
    hops: HopCollector,
    options: {
      kinds: ['H5' | 'H7' | 'H10', 'H6' | 'H7' | 'H10'];
      roleArn: string;
      region: string;
      use: ArtifactUse;
      path?: string;
      optional?: boolean;
    },
  ): void {
    const { kinds, roleArn, region, use, path, optional } = options;
    const store = this.#storeOf(region);
    if (!store || use.reads.size + use.writes.size === 0) {
      return;
    }
    const keyArn = this.#keyArnOf(store, region);
    const place = {
      pipeline: this.definition.name,
      partition: this.#partition,
      region,
      bucket: store.location,
      keyArn,
    };
    const principal = {
      type: 'role',
      arn: roleArn,
      purpose: use.purpose,
    } as const;
    const common = { principal, optional };
    const role = shortName(roleArn);
    const does = describeUse(use);
    const about = `${role}:${region}`;
    hops.access(
      {
        kind: kinds[0],
        gate: 'artifacts',
        sentence: `${role} may ${does} artifacts in bucket ${store.location}`,
        target: {
          type: 'bucket',
          name: store.location,
          arn: `arn:${this.#partition}:s3:::${store.location}`,
          account: this.#account,
          region,
          purpose: 'artifact bucket',
        },
        requests: this.#remembered(['bucket', region, use], () =>
          bucketRequests(place, use),
        ),
        ...common,
      },
      kinds[0] === kinds[1] ? `${about}:bucket` : about,
      path,
    );
    const isForeign = accountOf(roleArn) !== this.#account;
    if (!keyArn && !isForeign) {
      return;
    }
    const usedKey =
      keyArn ??
      `arn:${this.#partition}:kms:${region}:${this.#account}:${awsManagedKey}`;
    hops.access(
      {
        kind: kinds[1],
        gate: 'key',
        sentence: `${role} may use key ${shortName(
          usedKey,
        )} to ${does} artifacts`,
        target: { type: 'key', arn: usedKey },
        requests: this.#remembered(['key', region, use], () =>
          keyRequests({ ...place, keyArn: usedKey }, use),
        ),
        ...common,
      },
      kinds[0] === kinds[1] ? `${about}:key` : about,
      path,
    );
  }

  #remembered(
    [what, region, use]: ['bucket' | 'key', string, ArtifactUse],
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
    let requests = this.#requests.get(id);
    if (!requests) {
      requests = make();
      this.#requests.set(id, requests);
    }
    return requests;
  }

  #checkStore(
    hops: HopCollector,
    region: string,
    { foreign, path }: { foreign: boolean; path?: string },
  ): void {
    const store = this.#storeOf(region);
    hops.check(
      {
        kind: 'H8',
        gate: 'artifacts',
        sentence: `The pipeline has an artifact bucket in ${region}`,
        check: { rule: 'artifact-store', region, store },
      },
      region,
      path,
    );
    if (store && (foreign || store.encryptionKey)) {
      hops.check(
        {
          kind: 'H8',
          gate: 'key',
          sentence: foreign
            ? `The key of the artifacts in ${region} can be used by other accounts`
            : `The key of the artifacts in ${region} is in their Region`,
          check: { rule: 'artifact-key', region, store, foreign },
        },
        region,
        path,
      );
    }
  }

  #listCalls({ needs, hops, path, roleArn, purpose, ...place }: ListedAction) {
    for (const call of needs?.calls?.({ ...place, roleArn }) ?? []) {
      const about =
        call.target.type === 'resource' || call.target.type === 'bucket'
          ? call.target.name
          : shortName(call.target.arn);
      hops.access(
        {
          kind: call.kind ?? 'H2',
          gate: call.gate ?? 'deploy',
          sentence: `${shortName(roleArn)} ${call.sentence}`,
          principal: { type: 'role', arn: roleArn, purpose },
          target: call.target,
          requests: call.requests,
        },
        `${shortName(roleArn)}:${place.region}:${about}`,
        path,
      );
    }
  }

  #listPassedRole(listed: ListedAction, passed: PassedRole): void {
    const { hops, path, roleArn, purpose, account, region, action } = listed;
    const { service, serviceName } = passed;
    const target = {
      type: 'role',
      arn: passed.roleArn,
      purpose: passed.purpose,
    } as const;
    const role = shortName(passed.roleArn);
    hops.access(
      {
        kind: 'H3',
        gate: 'deploy',
        sentence: `${shortName(roleArn)} may pass ${role} to ${serviceName}`,
        principal: { type: 'role', arn: roleArn, purpose },
        target,
        requests: [
          {
            action: 'iam:PassRole',
            resource: passed.roleArn,
            context: { 'iam:PassedToService': service },
            unknownContextKeys: ['iam:AssociatedResourceArn'],
            need: 'required',
          },
        ],
      },
      `${shortName(roleArn)}:${role}`,
      path,
    );
    this.#listServiceRole(hops, passed, account, path);
    hops.check(
      {
        kind: 'H8',
        gate: 'deploy',
        sentence: `${role} lives in the account of ${shortName(roleArn)}`,
        check: {
          rule: 'passed-role-account',
          roleArn,
          passedRoleArn: passed.roleArn,
        },
      },
      `${shortName(roleArn)}:${role}`,
      path,
    );
    this.#checkAccountId(
      hops,
      passed.roleArn,
      `RoleArn in the configuration of action ${path}`,
      path,
    );
    if (passed.readsArtifacts !== 'no') {
      this.#listArtifacts(hops, {
        kinds: ['H7', 'H7'],
        roleArn: passed.roleArn,
        region,
        path,
        use: {
          purpose: passed.purpose,
          reads: names(action.inputArtifacts),
          writes: none,
        },
        optional: passed.readsArtifacts === 'maybe',
      });
    }
  }

  #listServiceRole(
    hops: HopCollector,
    role: Pick<
      PassedRole,
      'roleArn' | 'purpose' | 'service' | 'serviceName'
    > & {
      sourceArn?: string;
    },
    sourceAccount: string,
    path: string,
  ): void {
    hops.access(
      {
        kind: 'H4',
        gate: 'deploy',
        sentence: `${role.serviceName} may assume ${shortName(role.roleArn)}`,
        principal: {
          type: 'service',
          name: role.service,
          sourceAccount,
          sourceArn: role.sourceArn,
        },
        target: { type: 'role', arn: role.roleArn, purpose: role.purpose },
        requests: [
          {
            action: 'sts:AssumeRole',
            resource: role.roleArn,
            need: 'required',
          },
        ],
      },
      shortName(role.roleArn),
      path,
    );
  }

  #listWorker(listed: ListedAction, worker: ProviderWorker): void {
    const { hops, path, region, action, account } = listed;
    const isProject = worker.what === 'project';
    if (!worker.roles) {
      hops.check(
        {
          kind: isProject ? 'H5' : 'H10',
          gate: 'artifacts',
          sentence: `The ${worker.what} ${shortName(
            worker.arn,
          )} may read the artifacts`,
          check: { rule: 'worker-known', what: worker.what, arn: worker.arn },
        },
        shortName(worker.arn),
        path,
      );
      return;
    }
    for (const role of worker.roles) {
      this.#listArtifacts(hops, {
        kinds: isProject ? ['H5', 'H6'] : ['H10', 'H10'],
        roleArn: role.roleArn,
        region,
        path,
        use: {
          purpose: role.purpose,
          reads: names(role.reads && action.inputArtifacts),
          writes: names(role.writes && action.outputArtifacts),
        },
      });
      if (isProject) {
        this.#listServiceRole(
          hops,
          { ...role, sourceArn: worker.arn },
          account,
          path,
        );
      }
    }
    this.#checkProjectKey(listed, worker);
  }

  #checkProjectKey(
    { hops, path, region, action, account, isForeign }: ListedAction,
    { arn, encryption }: ProviderWorker,
  ): void {
    const store = this.#storeOf(region);
    const keyArn = store && this.#keyArnOf(store, region);
    const outputs = action.outputArtifacts ?? [];
    if (!encryption || !keyArn || outputs.length === 0) {
      return;
    }
    const readers = outputs.flatMap(({ name }) => [
      ...(this.#consumers.get(name) ?? []),
    ]);
    hops.check(
      {
        kind: 'H6',
        gate: 'key',
        sentence: `Project ${shortName(arn)} encrypts with the artifact key`,
        check: {
          rule: 'project-key',
          projectArn: arn,
          keyArn,
          foreign: isForeign || readers.some(reader => reader !== account),
        },
      },
      shortName(arn),
      path,
    );
  }

  #listReached({ needs, path, ...place }: ListedAction): void {
    for (const reached of needs?.reaches?.(place) ?? []) {
      const hops = this.#linkTo(reached.account, reached.region);
      const { administrationRoleArn, executionRoleArn } = reached;
      hops.access(
        {
          kind: 'H4',
          gate: 'deploy',
          sentence: `${shortName(administrationRoleArn)} may assume ${shortName(
            executionRoleArn,
          )} in ${reached.account}`,
          principal: {
            type: 'role',
            arn: administrationRoleArn,
            purpose: 'StackSet administration role',
          },
          target: {
            type: 'role',
            arn: executionRoleArn,
            purpose: 'StackSet execution role',
          },
          requests: [
            {
              action: 'sts:AssumeRole',
              resource: executionRoleArn,
              need: 'required',
            },
          ],
        },
        `${shortName(administrationRoleArn)}:${shortName(executionRoleArn)}`,
        path,
      );
    }
  }

  #listChecks(listed: ListedAction): void {
    this.#checkProvider(listed);
    this.#checkArtifactOrigin(listed);
    this.#checkConnection(listed);
    this.#checkOwnership(listed);
  }

  #checkProvider({
    action,
    needs,
    hops,
    path,
    region,
    configuration,
  }: ListedAction) {
    const { category, owner, provider } = action.actionTypeId;
    const isWorkerBased = owner !== 'AWS';
    if (region !== this.#region && (category === 'Source' || isWorkerBased)) {
      hops.check(
        {
          kind: 'H8',
          gate: 'enter',
          sentence: `Action ${path} works in the pipeline's own Region`,
          check: { rule: 'action-region', region, category },
        },
        path,
        path,
      );
    }
    if (isWorkerBased && action.roleArn) {
      hops.check(
        {
          kind: 'H8',
          gate: 'enter',
          sentence: `${provider} can work in another account`,
          check: {
            rule: 'provider-account',
            provider,
            roleArn: action.roleArn,
          },
        },
        path,
        path,
      );
    }
    const mode = configuration.ActionMode ?? '';
    const isUnknownMode =
      provider === 'CloudFormation' &&
      !cloudFormationActionModes.includes(mode);
    if (!needs || isUnknownMode) {
      hops.check(
        {
          kind: 'H2',
          gate: 'deploy',
          sentence: `Action ${path} may call ${provider}`,
          check: {
            rule: 'provider-known',
            provider: needs
              ? `${provider} with the action mode "${mode}"`
              : `${category} by ${provider}`,
          },
        },
        path,
        path,
      );
    }
  }

  #checkArtifactOrigin({
    action,
    hops,
    path,
    isForeign,
    account,
  }: ListedAction) {
    if (!isForeign || !action.inputArtifacts?.length) {
      return;
    }
    const foreign = action.inputArtifacts.flatMap(({ name }) => {
      const producer = this.#producers.get(name);
      return producer &&
        producer.account !== this.#account &&
        producer.account !== account
        ? [
            {
              artifact: name,
              producer: producer.path,
              account: producer.account,
            },
          ]
        : [];
    });
    hops.check(
      {
        kind: 'H8',
        gate: 'artifacts',
        sentence: `Artifacts for ${account} come from the pipeline account or from ${account} itself`,
        check: { rule: 'artifact-origin', foreign },
      },
      account,
      path,
    );
  }

  #checkConnection({ needs, hops, path, ...place }: ListedAction): void {
    const connectionArn = needs?.connection?.(place);
    if (!connectionArn) {
      return;
    }
    hops.check(
      {
        kind: 'H8',
        gate: 'enter',
        sentence: `Connection ${shortName(
          connectionArn,
        )} is available to the pipeline`,
        check: { rule: 'connection', connectionArn },
      },
      shortName(connectionArn),
      path,
    );
  }

  #checkOwnership({ needs, hops, path, ...place }: ListedAction): void {
    const written = needs?.writesTo?.(place);
    if (!written) {
      return;
    }
    hops.check(
      {
        kind: 'H9',
        gate: 'deploy',
        sentence: `What ${shortName(place.roleArn)} writes to bucket ${
          written.bucket
        } belongs to the bucket's account`,
        check: {
          rule: 'object-ownership',
          bucket: written.bucket,
          bucketArn: `arn:${this.#partition}:s3:::${written.bucket}`,
          writer: place.roleArn,
          account: place.account,
          cannedAcl: written.cannedAcl,
        },
      },
      `${shortName(place.roleArn)}:${written.bucket}`,
      path,
    );
  }

  #checkAccountId(
    hops: HopCollector,
    arn: string,
    field: string,
    path?: string,
  ): void {
    const account = parseArn(arn)?.account;
    if (account === undefined || /^\d{12}$/.test(account)) {
      return;
    }
    hops.check(
      {
        kind: 'H8',
        gate: 'enter',
        sentence: `The account id in ${field} has twelve digits`,
        check: { rule: 'account-id', arn, field },
      },
      arn,
      path,
    );
  }
}

function names(
  artifacts: Array<{ name: string }> | false | undefined,
): ReadonlySet<string> {
  return artifacts ? new Set(artifacts.map(({ name }) => name)) : none;
}

function describeUse({ reads, writes }: ArtifactUse): string {
  if (reads.size === 0) {
    return 'write';
  }
  return writes.size === 0 ? 'read' : 'read and write';
}
