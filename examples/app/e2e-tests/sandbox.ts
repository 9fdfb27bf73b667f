import { test, type APIRequestContext } from '@playwright/test';
import { portalOf } from './portalTest';

/** A hop as the sandbox names it. */
export interface SandboxHop {
  pipeline: string;
  account: string;
  hop: 'key' | 'trust' | 'bucket' | 'pass-role';
}

/** Breaks or mends a hop, by editing the policy that it hangs on. */
export async function tellSandbox(
  request: APIRequestContext,
  command: 'break' | 'mend',
  hop: SandboxHop,
): Promise<void> {
  await send(request, command, hop);
}

/** Starts a run, and leaves it to itself. */
export async function startPipeline(
  request: APIRequestContext,
  pipeline: string,
): Promise<void> {
  await send(request, 'start', { pipeline });
}

/** Lets a service of AWS refuse its next calls, until that is taken back with 0. */
export async function disturb(
  request: APIRequestContext,
  command: 'throttle',
  calls: { service: string; calls: number },
): Promise<void> {
  await send(request, command, calls);
}

async function send(
  request: APIRequestContext,
  command: string,
  data: object,
): Promise<void> {
  const { sandboxUrl } = portalOf(test.info());
  const page = await (await request.get(sandboxUrl)).text();
  const [, token] = /name="sandbox-token" content="([^"]*)"/.exec(page) ?? [];
  const response = await request.post(`${sandboxUrl}/_sandbox/${command}`, {
    data,
    headers: { 'x-sandbox-token': token },
  });
  if (!response.ok()) {
    throw new Error(
      `${command} answered ${response.status()}: ${await response.text()}`,
    );
  }
}

/** All that stands in all accounts, to be compared. */
export async function readEstate(
  request: APIRequestContext,
): Promise<string[]> {
  const { sandboxUrl } = portalOf(test.info());
  return (await request.get(`${sandboxUrl}/_sandbox/estate`)).json();
}
