import { ListTagsForResourceCommand } from '@aws-sdk/client-codepipeline';
import { toError } from '@backstage/errors';
import type {
  ConfiguredAccount,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  findBehindRules,
  parsePipelineArn,
  unseen,
  worstHealth,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../../aws';
import { unlessAborted } from '../../aws/unlessAborted';
import type { KnownAccounts, OrganizationAccounts } from '../../collection';
import { isByRule } from '../../rendering';
import { readDeployedRecord } from '../sequence/readDeployedPipeline';

/**
 * Adds to a report which accounts the rules of the pipeline name by now and it
 * does not reach, and the other way round. Only of a pipeline whose tags say that
 * it has rules the stack is read, for they stand there.
 *
 * @param options - `tags` of the pipeline where they were read already
 *
 * @public
 */
export async function judgeRules(
  report: PipelineReport,
  options: {
    clients: AwsClients;
    accounts: ConfiguredAccount[];
    /** The same with what their organization says of them. */
    organization?: Pick<OrganizationAccounts, 'read'>;
    tags?: Array<{ key?: string; value?: string }>;
    /** Entity ref of the user who asked, for CloudTrail. */
    onBehalfOf?: string;
    signal?: AbortSignal;
  },
): Promise<PipelineReport> {
  const { accounts, organization, signal, tags, ...reading } = options;
  const { pipelineArn } = report;
  try {
    const own = tags ?? (await readTags(pipelineArn, options));
    if (!isByRule(own)) {
      return report;
    }
    const { spec } = await readDeployedRecord({
      ...reading,
      pipelineArn,
      signal,
      purpose: 'read',
    });
    const known: KnownAccounts = organization
      ? await unlessAborted(organization.read(), signal)
      : { accounts };
    const behind = findBehindRules(spec, known.accounts);
    const healths = behind.map(({ health }) => health);
    return {
      ...report,
      findings: [...report.findings, ...behind],
      unseen: known.unread
        ? [...report.unseen, unseenRules(known.unread)]
        : report.unseen,
      health: worstHealth([report.health, ...healths]),
    };
  } catch (error) {
    const rules = unseenRules(toError(error).message);
    return { ...report, unseen: [...report.unseen, rules] };
  }
}

function unseenRules(why: string) {
  return unseen('unseen.rules', { why: why.replace(/\.$/, '') });
}

async function readTags(
  pipelineArn: string,
  {
    clients,
    onBehalfOf,
    signal,
  }: Omit<Parameters<typeof judgeRules>[1], 'accounts'>,
) {
  const { account, region } = parsePipelineArn(pipelineArn)!;
  const { codePipeline } = await clients.forAccount({
    account,
    region,
    purpose: 'read',
    onBehalfOf,
  });
  const { tags = [] } = await codePipeline.send(
    new ListTagsForResourceCommand({ resourceArn: pipelineArn }),
    { abortSignal: signal },
  );
  return tags;
}
