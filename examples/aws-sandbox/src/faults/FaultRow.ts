/** One way to disturb a deployment. */
export interface FaultRow {
  /** What happens, for people. */
  what: string;
  /** The estate after an undisturbed run. */
  expected: string[];
  /**
   * @returns the estate in the end
   * @throws Error when it did not come to its end
   */
  run(): Promise<string[]>;
}
