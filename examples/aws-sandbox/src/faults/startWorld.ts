import type { Sandbox } from '../Sandbox';
import { putIdleSource } from '../seed/putIdleSource';
import { putSampleSources } from '../seed/sampleSource';
import { startSandbox } from '../startSandbox';

export const region = 'eu-west-1';
export const tools = '111111111111';
export const dev = '012345678901';
export const staging = '222222222222';

/** Of one operation on one resource; milliseconds. */
const DELAY = 5;

/**
 * An AWS in which nothing was deployed yet, with a bucket for sources, and in it
 * one that no build takes, so that no run deploys beside what is looked at.
 */
export async function startWorld(): Promise<Sandbox> {
  const sandbox = await startSandbox({ delay: DELAY });
  await putSampleSources({ sandbox, account: tools, region, services: [] });
  await putIdleSource(sandbox);
  return sandbox;
}
