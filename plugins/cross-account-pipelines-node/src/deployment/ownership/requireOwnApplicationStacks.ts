import type { Stack } from '@aws-sdk/client-cloudformation';
import { isError, NotAllowedError } from '@backstage/errors';
import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import pLimit from 'p-limit';
import type {
  Estate,
  PipelineDefinition,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type ApplicationStack,
  applicationStacks,
  componentTag,
  describePlace,
  parsePipelineArn,
  samePlace,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../../aws';
import { defaultStackRules, matchesAny, type StackRules } from '../../config';
import { adoptionBy } from './adoptionBy';
import { CloudFormationStack } from '../stack/CloudFormationStack';
import { holdsNothing } from './requireOwnStacks';
import { sameOwner, stackOwner } from './stackOwner';
import { STACKS_AT_A_TIME } from '../stacksAtATime';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';

interface ApplicationStackOptions {
  manifest: StackManifest;
  /** As the manifest's templates make it. */
  estate: Estate;
  clients: AwsClients;
  onBehalfOf?: string;
  concurrency?: number;
  signal?: AbortSignal;
  stackRules?: StackRules;
  /** Names of stacks without an owner that somebody asked to take over. */
  adopt?: string[];
}

/**
 * Looks at every stack that the pipelines of a manifest deploy when they run,
 * where it exists: a pipeline that names another service's stack would own it.
 *
 * A stack is the service's own when its tag names the service, when it was
 * deployed with a role that the manifest makes, or when the pipeline, as it is
 * in AWS, deploys it already.
 *
 * @returns why some could not be looked at, sentences without a full stop
 * @throws NotAllowedError that names each stack that the pipeline may not have
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function requireOwnApplicationStacks(
  options: ApplicationStackOptions,
): Promise<string[]> {
  const { manifest, estate, stackRules = defaultStackRules } = options;
  const owner = ownerOf(manifest);
  const stacks = stacksOf(estate);
  const refused = stacks.flatMap(
    stack => refuseName(stack, manifest, owner, stackRules) ?? [],
  );
  const unknown: string[] = [];
  if (refused.length === 0 && stacks.length > 0) {
    const known = lazily(() => deployedAlready(options));
    const limit = pLimit(options.concurrency ?? STACKS_AT_A_TIME);
    await Promise.all(
      stacks.map(stack =>
        limit(async () => {
          try {
            const conflict = await findConflict(stack, owner, known, options);
            refused.push(...(conflict ? [conflict] : []));
          } catch (error) {
            if (options.signal?.aborted) {
              throw new StoppedWaitingError({ underWay: [] });
            }
            unknown.push(
              `whose ${describePlace(stack)} is, which the pipeline deploys: ${
                isError(error) ? error.message : error
              }`,
            );
          }
        }),
      ),
    );
  }
  if (refused.length > 0) {
    throw new NotAllowedError(
      [
        'The pipeline may not deploy all of its stacks; nothing was changed. Choose another stack name:',
        ...refused.sort(),
      ].join('\n- '),
    );
  }
  return unknown.sort();
}

function ownerOf({ stacks }: StackManifest): string | undefined {
  return stacks.find(({ tags }) => tags?.[componentTag])?.tags![componentTag];
}

function stacksOf(estate: Estate): ApplicationStack[] {
  return Object.values(estate.accounts).flatMap(({ pipelines }) =>
    Object.values(pipelines).flatMap(({ arn, definition }) =>
      applicationStacks(definition, parsePipelineArn(arn)!),
    ),
  );
}

/** What can be said without asking AWS. */
function refuseName(
  stack: ApplicationStack,
  manifest: StackManifest,
  owner: string | undefined,
  { names, reserved }: StackRules,
): string | undefined {
  const { stackName } = stack;
  if (matchesAny(stackName, reserved, { ignoreCase: true })) {
    return `${stackName} is reserved: a stack of that name belongs to the account, not to a service`;
  }
  if (manifest.stacks.some(own => samePlace(own, stack))) {
    return `${describePlace(stack)} holds the pipeline's own roles`;
  }
  if (!names) {
    return undefined;
  }
  const component = owner?.split('/').pop() ?? manifest.pipeline?.name ?? '';
  const own = names.map(name => name.replaceAll('{component}', component));
  return matchesAny(stackName, own)
    ? undefined
    : `${stackName} is not a name for a stack of ${component}; the platform team lets it be ${own.join(
        ' or ',
      )} (crossAccountPipelines.stacks.names)`;
}

async function findConflict(
  place: ApplicationStack,
  owner: string | undefined,
  known: () => Promise<ApplicationStack[]>,
  options: ApplicationStackOptions,
): Promise<string | undefined> {
  const { account, region, stackName } = place;
  const { clients, onBehalfOf, signal, estate } = options;
  const current = await new CloudFormationStack({
    clients: await clients.forAccount({
      account,
      region,
      purpose: 'read',
      onBehalfOf,
    }),
    stackName,
    signal,
  }).describe();
  if (!current || holdsNothing(current)) {
    return undefined;
  }
  const name = describePlace(place);
  if (current.StackName !== undefined && current.StackName !== stackName) {
    return `${name} is an alias of stack ${current.StackName}`;
  }
  const found = stackOwner(current);
  if (found !== undefined) {
    return sameOwner(found, owner)
      ? undefined
      : `${name} belongs to ${found}${
          owner ? `, not to ${owner}` : ''
        } (tag ${componentTag})`;
  }
  if (isMadeWithOwnRole(current, estate)) {
    return undefined;
  }
  if ((await known()).some(stack => samePlace(stack, place))) {
    return undefined;
  }
  const refusal = adoptionBy(options)(place);
  return refusal === undefined
    ? undefined
    : `${name} is there already, ${
        current.RoleARN
          ? `deployed with ${current.RoleARN}`
          : 'deployed by nobody that AWS remembers'
      }, and no tag ${componentTag} says whose it is; ${refusal}`;
}

/** A role that nobody but the manifest makes: those of others are not in it. */
function isMadeWithOwnRole({ RoleARN }: Stack, { accounts }: Estate): boolean {
  return (
    RoleARN !== undefined &&
    Object.values(accounts).some(({ roles }) => Object.hasOwn(roles, RoleARN))
  );
}

/** What the pipelines, as they are in AWS, deploy. */
async function deployedAlready({
  estate,
  clients,
  onBehalfOf,
  signal,
}: ApplicationStackOptions): Promise<ApplicationStack[]> {
  const found = await Promise.all(
    Object.values(estate.accounts)
      .flatMap(({ pipelines }) => Object.keys(pipelines))
      .map(async arn => {
        const home = parsePipelineArn(arn)!;
        const { codePipeline } = await clients.forAccount({
          account: home.account,
          region: home.region,
          purpose: 'read',
          onBehalfOf,
        });
        try {
          const { pipeline } = await codePipeline.send(
            new GetPipelineCommand({ name: home.name }),
            { abortSignal: signal },
          );
          return applicationStacks(pipeline as PipelineDefinition, home);
        } catch (error) {
          if (isError(error) && error.name === 'PipelineNotFoundException') {
            return [];
          }
          throw error;
        }
      }),
  );
  return found.flat();
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
