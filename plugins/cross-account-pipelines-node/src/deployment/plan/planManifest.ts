import type { AwsClients, AwsPurpose } from '../../aws';
import type { StackManifest } from 'backstage-plugin-cross-account-pipelines-core';
import { planDeployment } from './planDeployment';
import type { StackPlan } from './StackPlan';

/**
 * @public
 */
export interface PlanManifestOptions {
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
  clients: AwsClients;
  /** Which role reads. Default `deploy`. */
  purpose?: AwsPurpose;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
  /** Stacks at a time. Default 100. */
  concurrency?: number;
  signal?: AbortSignal;
}

/**
 * Compares a manifest with what is deployed, without writing: what each stack
 * would add, change, replace or remove, and which permissions would get wider.
 *
 * A stack that cannot be read is `unknown`, with the reason.
 *
 * @returns in the order in which the stacks are deployed
 * @throws InputError when the manifest is not complete
 * @throws StoppedWaitingError when the signal is aborted
 *
 * @public
 */
export async function planManifest(
  options: PlanManifestOptions,
): Promise<StackPlan[]> {
  return (await planDeployment(options)).stacks;
}
