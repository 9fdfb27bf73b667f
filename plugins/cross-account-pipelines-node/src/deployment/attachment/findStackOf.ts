import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { ListTagsForResourceCommand } from '@aws-sdk/client-codepipeline';
import { NotFoundError } from '@backstage/errors';
import { type AwsAccountClients, toReadableError } from '../../aws';

/** Something of a pipeline that a stack may have made. */
export interface OwnedThing {
  /** As CloudFormation calls it. */
  resourceType: string;
  physicalId: string;
  tags?: Record<string, string>;
}

/** CloudFormation's own, on what it makes. */
const stackTag = 'aws:cloudformation:stack-name';

/**
 * The stack that made something: what is changed beside it would be taken back by
 * its next update, or make it fail.
 *
 * @param clients - to read with; the stack is looked for in their Region
 * @returns undefined when no stack did
 */
export async function findStackOf(
  { resourceType, physicalId, tags = {} }: OwnedThing,
  clients: AwsAccountClients,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (tags[stackTag]) {
    return tags[stackTag];
  }
  try {
    const { StackResources = [] } = await clients.cloudFormation.send(
      new DescribeStackResourcesCommand({ PhysicalResourceId: physicalId }),
      { abortSignal: signal },
    );
    return StackResources.find(
      ({ ResourceType, PhysicalResourceId }) =>
        ResourceType === resourceType && PhysicalResourceId === physicalId,
    )?.StackName;
  } catch (error) {
    const readable = toReadableError(error, {
      operation: 'cloudformation:DescribeStackResources',
      account: clients.account,
      region: clients.region,
    });
    if (readable instanceof NotFoundError) {
      return undefined;
    }
    throw readable;
  }
}

/** The tags of a pipeline. */
export async function readPipelineTags(
  pipelineArn: string,
  clients: AwsAccountClients,
  signal?: AbortSignal,
): Promise<Record<string, string>> {
  try {
    const { tags = [] } = await clients.codePipeline.send(
      new ListTagsForResourceCommand({ resourceArn: pipelineArn }),
      { abortSignal: signal },
    );
    return Object.fromEntries(tags.map(({ key, value }) => [key!, value!]));
  } catch (error) {
    throw toReadableError(error, {
      operation: 'codepipeline:ListTagsForResource',
      account: clients.account,
      region: clients.region,
    });
  }
}
