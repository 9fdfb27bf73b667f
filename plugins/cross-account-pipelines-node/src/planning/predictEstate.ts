import {
  type Estate,
  estateFromTemplates,
  type StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { planInThread } from './PlanningThread';

/** Stacks up to which it is done sooner than a thread starts. */
const FEW = 50;

/**
 * What the accounts of a manifest would hold; for many stacks in a thread of its
 * own.
 */
export async function predictEstate(options: {
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
}): Promise<Estate> {
  const { manifest, templates } = options;
  return manifest.stacks.length > FEW
    ? planInThread('predict', { manifest, templates })
    : estateFromTemplates({ manifest, templates }).estate;
}
