import type { AccountSummary, DocumentReference } from '../report';
import { Assessment, withAccessLogs } from '../assessment';
import { addAwsPolicies, type Estate, type PipelineState } from '../estate';
import { pipelineArnOf, startedPipelines } from '../pipeline';
import type { AwsReference } from './AwsReference';
import type { CheckFinding } from './CheckFinding';
import type { EstateLookUp, StackCheck } from './checkStacks';
import type { EstatePlaces } from './EstatePlaces';
import { findingsOfReport } from './findingsOfReport';
import { findUnknownActions } from './findUnknownActions';
import { keyNamesOf, nameKeys, type KeyNames } from './nameKeys';

/** What accounts are foretold from. */
interface EstateOrigin {
  /** What it is called, where a finding is about it as a whole. */
  file: string;
  /** Goes on with `the pipeline …` or `a pipeline`. */
  none: string;
}

/**
 * Judges accounts that are foretold: all their pipelines, or the one that is
 * asked for and those that it starts.
 */
export async function judgeEstate(options: {
  estate: Estate;
  places: EstatePlaces;
  pipeline?: { name: string; account: string; region: string };
  from: EstateOrigin;
  accounts?: AccountSummary[];
  awsReference?: AwsReference;
  lookUp?: EstateLookUp;
}): Promise<StackCheck> {
  const { estate, places, pipeline, from, accounts, awsReference, lookUp } =
    options;
  const unknownActions = awsReference
    ? await findUnknownActions(estate, awsReference)
    : [];
  if (awsReference) {
    await addAwsPolicies(estate, () => awsReference.managedPolicies());
  }
  const { arns, missing } = findPipelines(estate, { pipeline, from });
  // All are made by one run, whichever pipeline they are for.
  estate.deployments = estate.deployments?.map(each => ({
    ...each,
    pipelineArn: arns[0],
  }));
  await lookUp?.(estate, arns);
  const assessment = new Assessment({ estate, accounts });
  const reports = arns.map(pipelineArn =>
    withAccessLogs(assessment.assess(pipelineArn), estate),
  );
  const keyNames = keyNamesOf(estate);
  return {
    reports,
    findings: [
      ...missing,
      ...unknownActions,
      ...reports
        .flatMap(report => findingsOfReport(report, places))
        .map(finding => withKeyNames(finding, keyNames)),
    ],
    keyNames,
  };
}

function withKeyNames(
  { message, remedy, diff, document, ...finding }: CheckFinding,
  names: KeyNames,
): CheckFinding {
  return {
    ...finding,
    message: nameKeys(message, names),
    ...(remedy !== undefined && { remedy: nameKeys(remedy, names) }),
    ...(diff !== undefined && { diff: nameKeys(diff, names) }),
    ...(document && { document: withKeyName(document, names) }),
  };
}

function withKeyName(
  document: DocumentReference,
  names: KeyNames,
): DocumentReference {
  return JSON.parse(nameKeys(JSON.stringify(document), names));
}

function findPipelines(
  estate: Estate,
  {
    pipeline,
    from: { file, none },
  }: {
    pipeline?: { name: string; account: string; region: string };
    from: EstateOrigin;
  },
): { arns: string[]; missing: CheckFinding[] } {
  const made = new Map(
    Object.values(estate.accounts).flatMap(({ pipelines }) =>
      Object.entries(pipelines),
    ),
  );
  const asked = pipeline && pipelineArnOf(pipeline);
  const arns = asked ? withStarted(asked, made) : [...made.keys()];
  const message = asked
    ? `${none} the pipeline ${asked}.`
    : `${none} a pipeline.`;
  return {
    arns,
    missing:
      arns.length > 0
        ? []
        : [
            {
              rule: 'pipeline-missing',
              level: 'error',
              message,
              place: { file },
            },
          ],
  };
}

/** A pipeline that is too large for one is several, each started by the last. */
function withStarted(
  pipelineArn: string,
  made: ReadonlyMap<string, PipelineState>,
): string[] {
  const found = new Set([pipelineArn].filter(arn => made.has(arn)));
  for (const arn of found) {
    startedPipelines(arn, made.get(arn)!.definition)
      .filter(started => made.has(started))
      .forEach(started => found.add(started));
  }
  return [...found];
}
