import type { JudgedFinding } from './CheckFinding';

/**
 * The errors for which nothing must be deployed. What a template lacks breaks
 * hops as well: the cause says it better, and alone.
 *
 * @public
 */
export function blockingFindings(findings: JudgedFinding[]): JudgedFinding[] {
  const errors = findings.filter(
    ({ level, waived }) => level === 'error' && !waived,
  );
  const causes = errors.filter(({ health }) => health === undefined);
  return causes.length > 0 ? causes : errors;
}
