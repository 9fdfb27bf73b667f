import { InputError } from '@backstage/errors';
import {
  type ConfiguredAccount,
  type PipelineReport,
  type PipelineSpec,
  PipelineSpecError,
  type StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  attachDefinition,
  AttachmentError,
  type AttachmentRequest,
  attachmentSpec,
  attachmentStatements,
  detachDefinition,
  movedActions,
  parsePipelineArn,
  partitionOf,
  pipelineNames,
  shortName,
  storesOf,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../../aws';
import { collectEstate } from '../../collection';
import type { StackRules } from '../../config';
import {
  type PipelineTemplates,
  readTemplateFolder,
  renderAttachment,
  type RenderedAttachment,
  toLogicalId,
} from '../../rendering';
import { requireOwnStacks } from '../ownership/requireOwnStacks';
import { planStacks } from '../plan/planStacks';
import type { StackPlan } from '../plan/StackPlan';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { addedStages } from './addedStages';
import type { AttachmentChange } from './AttachmentChange';
import {
  attachmentFile,
  attachmentManifest,
  withMadeKey,
} from './attachmentManifest';
import type { AttachmentRecord } from './AttachmentRecord';
import { attachmentTemplate } from './attachmentTemplate';
import { keyUsers } from './artifactUsers';
import { type ChosenKey, chooseKey } from './chooseKey';
import { estateAfter } from './estateAfter';
import { findAttachment } from './findAttachment';
import { ForeignDocuments } from './ForeignDocuments';
import { judgeAttachment } from './judgeAttachment';
import { planChanges } from './planChanges';

/**
 * @public
 */
export interface PlanAttachmentOptions {
  clients: AwsClients;
  pipelineArn: string;
  request: AttachmentRequest;
  /** To render target stacks with. Default: the suite's own. */
  templates?: PipelineTemplates;
  /** The configured ones: without them any account will do. */
  accounts?: ConfiguredAccount[];
  /** Which stacks pipelines may deploy. Default: what is not reserved. */
  stackRules?: StackRules;
  /** Names of stacks without an owner that somebody asked to take over. */
  adopt?: string[];
  onBehalfOf?: string;
  signal?: AbortSignal;
}

/**
 * What attaching a pipeline would do.
 *
 * @public
 */
export interface AttachmentPlan {
  pipelineArn: string;
  /** What stacks and roles are named after. */
  name: string;
  /** The stack that lets the pipeline out, and one for each target. */
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
  stacks: StackPlan[];
  /** The key that artifacts are encrypted with. */
  key: { arn: string; isNew: boolean };
  /** The pipeline's own. */
  serviceRoleArn: string;
  /** What is written beside the stacks, in this order, the definition last. */
  changes: AttachmentChange[];
  /** The version of the definition that was read. */
  version?: number;
  /** Why it cannot be done, in sentences. */
  refusals: string[];
  /** What cannot be found out, in sentences without a full stop. */
  unknown: string[];
  /** What it means, in sentences. */
  notes: string[];
  /** The pipeline as it would be afterwards. */
  report: PipelineReport;
  /** What goes into the stack. */
  record: AttachmentRecord;
  spec: PipelineSpec;
}

/**
 * Reads a pipeline that exists, whoever made it, and says what lets its actions
 * work in other accounts. Nothing is written.
 *
 * @throws InputError when what is asked cannot be done to this pipeline
 * @throws NotFoundError when there is no such pipeline
 * @throws ConflictError when a stack of ours has the name of another's
 *
 * @public
 */
export async function planAttachment(
  options: PlanAttachmentOptions,
): Promise<AttachmentPlan> {
  try {
    return await plan(options);
  } catch (error) {
    if (
      error instanceof AttachmentError ||
      error instanceof PipelineSpecError
    ) {
      throw new InputError(
        `Pipeline ${
          options.pipelineArn
        } cannot be attached as asked; nothing was changed:\n- ${error.message
          .split('\n')
          .join('\n- ')}`,
      );
    }
    throw error;
  }
}

async function plan(options: PlanAttachmentOptions): Promise<AttachmentPlan> {
  const { clients, pipelineArn, onBehalfOf, signal } = options;
  const home = parsePipelineArn(pipelineArn);
  if (!home) {
    throw new InputError(`'${pipelineArn}' is not the ARN of a pipeline`);
  }
  const { account, region } = home;
  const { id: partition } = partitionOf(region);
  const documents = new ForeignDocuments(options);
  const observed = await collectEstate({
    clients,
    pipelineArn,
    onBehalfOf,
    signal,
  });
  const own = observed.accounts[account];
  const { definition: current } = own.pipelines[pipelineArn];
  const found = await findAttachment(options);
  const known = found?.record;
  const definition = known
    ? detachDefinition({ current, ...known.definition })
    : current;
  const request = joined(known?.request ?? {}, options.request);
  const key = chooseKey({
    definition,
    keys: Object.values(own.keys),
    account,
    region,
    made: found?.keyArn,
  });
  const spec = attachmentSpec({
    request,
    definition,
    home,
    keys: { [region]: key.arn },
    accounts: options.accounts,
  });
  const rendered = renderAttachment({
    spec,
    templates: options.templates ?? (await readTemplateFolder()),
  });
  const { name } = spec;
  const statements = statementsOf(rendered, name, home);
  const after = attachDefinition({
    definition,
    moved: movedActions(request, definition, home),
    rolesIn: rendered.rolesIn,
    changeSet: rendered.changeSet,
    stages: addedStages(request, rendered, definition, account),
    keys: { [region]: key.arn },
  });

  const bucketArn = `arn:${partition}:s3:::${
    storesOf(definition, region)[region].location
  }`;
  const { changes, policies, projects } = await planChanges({
    documents,
    pipelineArn,
    observed,
    known,
    key,
    bucketArn,
    statements,
    after,
  });

  const literal = attachmentManifest({ rendered, spec });
  const kept: AttachmentRecord = {
    version: 1,
    pipelineArn,
    request,
    keyArn: key.stand,
    definition: { before: definition, attached: after },
    policies,
    projects,
    stacks: literal.stacks.slice(1).map(({ stackName, ...place }) => ({
      account: place.account,
      region: place.region,
      stackName,
    })),
  };
  // The same from run to run, whether the key is there or not.
  const record: AttachmentRecord = JSON.parse(
    JSON.stringify(kept).replaceAll(key.arn, key.stand),
  );
  const policy = {
    users: keyUsers(after, observed, pipelineArn, key.arn),
    statements: statements.key,
  };
  const attachment = attachmentTemplate({
    pipelineName: home.name,
    policyName: pipelineNames({ name, account }).attachmentStack,
    partition,
    account,
    serviceRoleName: shortName(definition.roleArn),
    actionRoles: rendered.actionRoles,
    key: key.isNew ? policy : undefined,
    record,
  });
  const manifest = key.isNew ? withMadeKey(literal, key.arn) : literal;
  const templates = { ...rendered.files, [attachmentFile]: attachment };
  const deployed = await readDeployedStacks({
    manifest,
    clients,
    onBehalfOf,
    signal,
  });
  requireOwnStacks({
    manifest,
    deployed,
    refusal: 'Not all stacks are those of the pipeline; nothing was changed',
  });

  const judged = await judgeAttachment({
    ...options,
    observed,
    estate: estateAfter({
      observed,
      manifest: literal,
      templates,
      pipelineArn,
      definition: after,
      key,
      changes,
      policy,
      actionRoles: rendered.actionRoles,
    }),
    manifest,
    changes,
    serviceRoleArn: definition.roleArn,
    actionRoles: rendered.actionRoles,
    attachment,
  });
  return {
    pipelineArn,
    name,
    manifest,
    templates,
    stacks: await planStacks({ manifest, templates, deployed }),
    key: { arn: key.arn, isNew: key.isNew },
    serviceRoleArn: definition.roleArn,
    version: current.version,
    notes: notesOf({ key, bucketArn, region, projects }),
    record,
    spec,
    ...judged,
  };
}

/** What was asked before goes on being asked. */
function joined(
  known: AttachmentRequest,
  wanted: AttachmentRequest,
): AttachmentRequest {
  const actions = [...(known.actions ?? []), ...(wanted.actions ?? [])];
  const stages = [...(known.stages ?? []), ...(wanted.stages ?? [])];
  return {
    ...known,
    ...wanted,
    actions: distinct(actions),
    // Of two stages of one name, the last one is asked.
    stages: [...new Map(stages.map(each => [each.name, each])).values()],
  };
}

function distinct<T>(values: T[]): T[] {
  return [
    ...new Map(values.map(value => [JSON.stringify(value), value])).values(),
  ];
}

function statementsOf(
  rendered: RenderedAttachment,
  name: string,
  home: { name: string; region: string },
) {
  const { readers, writers, testRoles, bucket } = rendered.stores.find(
    ({ region }) => region === home.region,
  )!;
  return attachmentStatements({
    sid: `CrossAccountPipeline${toLogicalId(name)}`,
    pipelineName: home.name,
    region: home.region,
    bucket,
    readers,
    writers,
    testRoles,
  });
}

function notesOf(options: {
  key: ChosenKey;
  bucketArn: string;
  region: string;
  projects: AttachmentRecord['projects'];
}): string[] {
  const { key, bucketArn, region, projects } = options;
  const bucket = shortName(bucketArn);
  return [
    ...(key.isNew
      ? [
          'Artifacts get a new customer managed key: runs that are under way keep what they have, and the next one uses the key.',
        ]
      : []),
    ...(bucket.startsWith(`codepipeline-${region}-`)
      ? [
          `Bucket ${bucket} is the one that the console gives every pipeline of the account: other accounts get at the artifacts of this pipeline only.`,
        ]
      : []),
    ...projects.map(
      ({ arn }) =>
        `Project ${shortName(
          arn,
        )} encrypts what it makes with the pipeline's key from now on, for whatever else it builds, too.`,
    ),
  ];
}
