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
    tags?: Array<{ key?: string; value?: string }>;
    /** Entity ref of the user who asked, for CloudTrail. */
    onBehalfOf?: string;
    signal?: AbortSignal;
  },
): Promise<PipelineReport> {
  const { accounts, signal, tags, ...reading } = options;
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
    const behind = findBehindRules(spec, accounts);
    const healths = behind.map(({ health }) => health);
    return {
      ...report,
      findings: [...report.findings, ...behind],
      health: worstHealth([report.health, ...healths]),
    };
  } catch (error) {
    const rules = unseen('unseen.rules', {
      why: toError(error).message.replace(/\.$/, ''),
    });
    return { ...report, unseen: [...report.unseen, rules] };
  }
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
