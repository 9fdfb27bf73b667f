import { test as base, type TestInfo } from '@playwright/test';

/** Where a test finds its portal, and the AWS that belongs to it. */
export interface Portal {
  appUrl: string;
  sandboxUrl: string;
}

/** The one that no other test uses at the same time. */
export function portalOf({ config, parallelIndex }: TestInfo): Portal {
  return config.metadata.portals[parallelIndex];
}

/** A test of Playwright's whose addresses are those of a portal. */
export const test = base.extend({
  // Playwright reads from the pattern what a fixture needs.
  // eslint-disable-next-line no-empty-pattern
  baseURL: async ({}, provide, info) => provide(portalOf(info).appUrl),
});
