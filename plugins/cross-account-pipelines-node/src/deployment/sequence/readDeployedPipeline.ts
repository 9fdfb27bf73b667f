import { InputError, NotFoundError } from '@backstage/errors';
import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  describePlace,
  parsePipelineArn,
  type parseTemplate,
  pipelineNames,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients, AwsPurpose } from '../../aws';
import {
  digestOfTemplates,
  type PipelineRecord,
  type PipelineTemplates,
  readPipelineRecord,
  readTemplateFolder,
  type RenderedPipeline,
  renderPipeline,
} from '../../rendering';
import { CloudFormationStack } from '../stack/CloudFormationStack';

/**
 * A pipeline that the suite has made, as its own stack tells.
 *
 * @public
 */
export interface DeployedPipeline {
  record: PipelineRecord;
  /** Rendered again from the record: which stacks there are, and where. */
  rendered: RenderedPipeline;
  /** Whether it was rendered with the very templates that made the pipeline. */
  hasSameTemplates: boolean;
}

interface ReadRecordOptions {
  clients: AwsClients;
  pipelineArn: string;
  /** Default `deploy`. */
  purpose?: AwsPurpose;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
  signal?: AbortSignal;
}

/**
 * Reads what made a pipeline from the pipeline's own stack.
 *
 * @param options - `templates` to render it with. Default: the suite's own
 * @throws InputError when the ARN is none
 * @throws NotFoundError when there is no such stack, or it says nothing of that
 *
 * @public
 */
export async function readDeployedPipeline(
  options: ReadRecordOptions & { templates?: PipelineTemplates },
): Promise<DeployedPipeline> {
  const record = await readDeployedRecord(options);
  const templates = options.templates ?? (await readTemplateFolder());
  return {
    record,
    hasSameTemplates:
      record.templates.digest === digestOfTemplates(templates, record.spec),
    rendered: renderPipeline({
      spec: parsePipelineSpec(record.spec),
      templates,
      former: record.former,
    }),
  };
}

/**
 * The same without rendering anything.
 *
 * @throws InputError when the ARN is none
 * @throws NotFoundError when there is no such stack, or it says nothing of that
 */
export async function readDeployedRecord(
  options: ReadRecordOptions & { parse?: typeof parseTemplate },
): Promise<PipelineRecord> {
  const { clients, pipelineArn, purpose = 'deploy' } = options;
  const { onBehalfOf, signal } = options;
  const home = parsePipelineArn(pipelineArn);
  if (!home) {
    throw new InputError(
      `${JSON.stringify(
        pipelineArn,
      )} is not the ARN of a pipeline; expected arn:aws:codepipeline:<Region>:<account>:<name>`,
    );
  }
  const { account, region } = home;
  const stackName = pipelineNames(home).pipelineStack;
  const stack = new CloudFormationStack({
    clients: await clients.forAccount({ account, region, purpose, onBehalfOf }),
    stackName,
    signal,
  });
  const place = describePlace(stack.place);
  if (!(await stack.describe())) {
    throw new NotFoundError(
      `There is no ${place}, which holds the pipeline where this suite has made it`,
    );
  }
  const record = readPipelineRecord(
    (await stack.template()) ?? '',
    options.parse,
  );
  if (!record) {
    throw new NotFoundError(
      `The ${place} does not say what made the pipeline. Deploy it once more with this version of the suite; then it does`,
    );
  }
  return record;
}
