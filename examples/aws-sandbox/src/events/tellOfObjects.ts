import { actAs, serviceCall } from '../access/actAs';
import { startPipelineExecution } from '../codepipeline/executions';
import { ServiceError } from '../front/ServiceError';
import type { Bucket } from '../s3/Bucket';
import type { World } from '../world/World';
import type { Rule, RuleTarget } from './EventsState';
import { matchesPattern } from './matchesPattern';

const PIPELINE_ARN = /^arn:aws:codepipeline:[^:]+:\d{12}:(.+)$/;

function objectCreated({ name, account, region }: Bucket, key: string) {
  return {
    version: '0',
    source: 'aws.s3',
    'detail-type': 'Object Created',
    account,
    region,
    resources: [`arn:aws:s3:::${name}`],
    detail: { bucket: { name }, object: { key }, reason: 'PutObject' },
  };
}

/** EventBridge tells nobody when it may not do what a rule asks. */
function invoke(
  world: World,
  bucket: Bucket,
  rule: Rule,
  target: RuleTarget,
): void {
  const name = PIPELINE_ARN.exec(target.arn)?.[1];
  if (!name || !target.roleArn) {
    return;
  }
  const acting = actAs(
    serviceCall({
      world,
      service: 'events.amazonaws.com',
      account: bucket.account,
      region: bucket.region,
      sourceArn: rule.arn,
    }),
    { roleArn: target.roleArn, sessionName: 'events' },
  );
  if (!acting) {
    return;
  }
  try {
    startPipelineExecution(acting.call, { name });
  } catch (error) {
    if (!(error instanceof ServiceError)) {
      throw error;
    }
  }
}

/**
 * Sends an event to the bus of a bucket's account whenever an object is written,
 * and starts the pipelines that rules there have as targets.
 */
export function tellOfObjects(world: World): void {
  world.onObjectWritten((bucketName, key) => {
    const bucket = world.buckets.get(bucketName)!;
    const { rules } = world
      .account(bucket.account)
      .region(bucket.region).events;
    const event = objectCreated(bucket, key);
    for (const rule of rules.values()) {
      if (rule.isEnabled && matchesPattern(event, rule.pattern)) {
        rule.targets.forEach(target => invoke(world, bucket, rule, target));
      }
    }
  });
}
