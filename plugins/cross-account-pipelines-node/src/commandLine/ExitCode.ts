/** How a command ended, for whoever runs it in a script. */
export const exitCodes = {
  healthy: 0,
  findings: 1,
  usage: 2,
  /** Nothing was found, but not everything could be told. */
  unknown: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
