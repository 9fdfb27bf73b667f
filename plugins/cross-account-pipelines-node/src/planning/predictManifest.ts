import type {
  Estate,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  estateFromStacks,
  resolveManifest,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { type ForeignRole, listForeignRoles } from './listForeignRoles';
import { planInThread } from './PlanningThread';

/** What comes of a manifest, as far as its templates tell. */
export interface Prediction {
  /** What the accounts would hold. */
  estate: Estate;
  /** Roles that get policies and are there already. */
  foreignRoles: ForeignRole[];
}

interface ManifestWithTemplates {
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
}

/** Stacks up to which it is done sooner than a thread starts. */
const FEW = 50;

/** Foretells a manifest; for many stacks in a thread of its own. */
export async function predictManifest(
  options: ManifestWithTemplates,
): Promise<Prediction> {
  const { manifest, templates } = options;
  return manifest.stacks.length > FEW
    ? planInThread('predict', { manifest, templates })
    : predictHere({ manifest, templates });
}

/** The same in this thread. */
export function predictHere(options: ManifestWithTemplates): Prediction {
  const { stacks } = resolveManifest(options);
  return {
    estate: estateFromStacks({ manifest: options.manifest, stacks }),
    foreignRoles: listForeignRoles(stacks),
  };
}
