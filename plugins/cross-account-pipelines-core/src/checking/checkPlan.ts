import { estateFromPlan, type ProviderPlace } from '../estate';
import type { AccountSummary } from '../report';
import type { AwsReference } from './AwsReference';
import type { CheckFinding } from './CheckFinding';
import type { EstateLookUp, StackCheck } from './checkStacks';
import { EstatePlaces } from './EstatePlaces';
import { judgeEstate } from './judgeEstate';

/**
 * Judges a plan of Terraform before it is applied: all pipelines that it makes
 * or keeps. Findings name the Terraform address.
 *
 * @param options - `plan` is what `terraform show -json` writes and `file` names
 *   it in findings; `providers` say where providers work, by their names in the
 *   plan; the others are those of `checkStacks`
 *
 * @public
 */
export async function checkPlan(options: {
  plan: unknown;
  file: string;
  providers?: Record<string, ProviderPlace>;
  accounts?: AccountSummary[];
  awsReference?: AwsReference;
  lookUp?: EstateLookUp;
}): Promise<StackCheck> {
  const { plan, file, providers, accounts, awsReference, lookUp } = options;
  const { estate, problems } = estateFromPlan({ plan, file, providers });
  const unplaced = problems.map(
    ({ message, provider }): CheckFinding => ({
      rule: 'terraform-plan',
      level: 'error',
      message,
      ...(provider && {
        remedy: `write it into the provider's configuration, or say it with --provider ${provider}=111111111111/eu-west-1.`,
      }),
      place: { file },
    }),
  );
  const judged = await judgeEstate({
    estate,
    places: new EstatePlaces(estate, []),
    from: { file, none: 'The plan does not make' },
    accounts,
    awsReference,
    lookUp,
  });
  return {
    ...judged,
    // Without a place for its provider a pipeline is not found either.
    findings:
      unplaced.length > 0 && judged.reports.length === 0
        ? unplaced
        : [...unplaced, ...judged.findings],
  };
}
