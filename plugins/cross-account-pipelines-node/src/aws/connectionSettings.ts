/**
 * How every client talks to AWS. Adaptive retries slow a client down as soon as
 * AWS throttles it, instead of only repeating what was refused.
 *
 * See `sdkref/latest/guide/feature-retry-behavior`.
 */
export const connectionSettings = {
  retryMode: 'adaptive',
  maxAttempts: 8,
  requestHandler: {
    /** Milliseconds. */
    connectionTimeout: 5_000,
    /** Milliseconds. */
    requestTimeout: 60_000,
    throwOnRequestTimeout: true,
  },
  customUserAgent: 'backstage-cross-account-pipelines',
} as const;
