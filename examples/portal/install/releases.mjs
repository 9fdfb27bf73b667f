/**
 * Releases of Backstage before the newest that the plugins work with: the
 * `@backstage/create-app` that makes an app of it, and the day before which all its
 * packages were published and none of the next release's.
 */
export const releases = {
  '1.55.0': { createApp: '0.9.2', until: '2026-09-25' },
};
