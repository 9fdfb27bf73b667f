import { randomUUID } from 'node:crypto';
import {
  parsePipelineSpec,
  type ParameterValue,
  type PipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  readTemplateFolder,
  renderPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { findCaller } from '../src/access/findCaller';
import { createStack } from '../src/cloudformation/stackWrites';
import { putObject } from '../src/s3/objects';
import type { Sandbox } from '../src/Sandbox';
import { sourceBucket } from '../src/seed/sampleSource';
import type { Call } from '../src/world/Call';

const phases = ['foundation', 'target', 'pipeline'];

/** Bytes of a template that comes with the call. */
const INLINE_LIMIT = 51_200;

/** As a part of the call, or else as an object of the account's sources. */
function templateOf(
  call: Call,
  { name, text }: { name: string; text: string },
) {
  const Body = Buffer.from(text);
  if (Body.length <= INLINE_LIMIT) {
    return { TemplateBody: text };
  }
  const Bucket = sourceBucket(call.caller.account);
  putObject(call, { Bucket, Key: name, Body });
  return { TemplateURL: `${call.world.endpoint}/${Bucket}/${name}` };
}

/** As the administrator of an account. */
function callAs(
  { world, administrator }: Sandbox,
  { account, region }: { account: string; region: string },
): Call {
  const { accessKeyId } = administrator(account);
  return {
    world,
    caller: findCaller(world, world.credentials.find(accessKeyId)),
    region,
    requestId: randomUUID(),
    context: {},
  };
}

/** It is there, and holds nothing that a build could take: no run deploys. */
function putSource(call: Call, { source }: PipelineSpec): void {
  if (source.provider === 'S3') {
    const { bucket: Bucket, objectKey: Key } = source;
    putObject(call, { Bucket, Key, Body: Buffer.alloc(0) });
  }
}

/**
 * Makes a pipeline's stacks without any call over the wire: what a bench of what
 * comes afterwards needs, many times.
 */
export async function standUp(
  sandbox: Sandbox,
  written: unknown,
): Promise<void> {
  const { world } = sandbox;
  const spec = parsePipelineSpec(written);
  const { manifest, files } = renderPipeline({
    spec,
    templates: await readTemplateFolder(),
  });
  putSource(callAs(sandbox, spec), spec);
  const find = ({ account, region, stackName }: (typeof manifest.stacks)[0]) =>
    world.account(account).region(region).cloudFormation.find(stackName)!;
  const valueOf = (value: ParameterValue) =>
    typeof value === 'string'
      ? value
      : world
          .account(value.fromStack.account)
          .region(value.fromStack.region)
          .cloudFormation.find(value.fromStack.stackName)!
          .outputs.find(({ key }) => key === value.output)!.value;
  for (const phase of phases) {
    const stacks = manifest.stacks.filter(stack => stack.phase === phase);
    for (const stack of stacks) {
      const call = callAs(sandbox, stack);
      createStack(call, {
        StackName: stack.stackName,
        ...templateOf(call, {
          name: `${stack.stackName}.yaml`,
          text: files[stack.template],
        }),
        Parameters: Object.entries(stack.parameters ?? {}).map(
          ([ParameterKey, value]) => ({
            ParameterKey,
            ParameterValue: valueOf(value),
          }),
        ),
        Tags: Object.entries(stack.tags ?? {}).map(([Key, Value]) => ({
          Key,
          Value,
        })),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      });
    }
    for (const stack of stacks) {
      const made = find(stack);
      await made.settled;
      if (made.status !== 'CREATE_COMPLETE') {
        const failed = made.events.find(({ status }) => /FAILED/.test(status));
        throw new Error(`${made.name} is ${made.status}: ${failed?.reason}`);
      }
    }
  }
}
