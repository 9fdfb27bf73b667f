import { compilePolicy, type PolicyProblem } from '../../policy';
import { say } from '../../report';
import type { DocumentMemory } from '../documents/DocumentMemory';
import { isPolicyDocument } from '../mending/PolicyDocument';
import { healthOf, type Issue, type PolicySubject } from './Issue';

/**
 * AWS takes a policy as a whole or not at all: one element that it would refuse,
 * and nothing of it is there. What AWS has taken all the same is not known here.
 */
export function judgeMalformed({
  view,
  document,
  reference,
  account,
  source,
  refusal,
}: PolicySubject): Issue[] {
  if (document === undefined) {
    return [];
  }
  const isPredicted = view.estate.origin === 'predicted';
  // Asked first for the document that is known already.
  const error =
    (findError(problemsOf(document, view.documents)) &&
      findError(compilePolicy(withoutVariables(document)).problems)) ??
    refusal;
  if (!error) {
    return [];
  }
  return [
    {
      rule: 'policy-malformed',
      health: isPredicted ? healthOf('policy-malformed') : 'warning',
      message: say(
        isPredicted ? 'finding.refused-policy' : 'finding.strange-policy',
        {
          document: reference,
          path: error.path,
          problem: error.message,
        },
      ),
      account,
      document: reference,
      source,
      ...(isPredicted && { lowers: 'all' }),
    },
  ];
}

function problemsOf(
  document: unknown,
  documents: DocumentMemory,
): readonly PolicyProblem[] {
  return isPolicyDocument(document)
    ? documents.of(document).compiled.problems
    : compilePolicy(document).problems;
}

/** Whom a policy names wrongly is a finding of its own. */
function findError(
  problems: readonly PolicyProblem[],
): PolicyProblem | undefined {
  return problems.find(
    ({ severity, path }) =>
      severity === 'error' && !path.includes('.Principal.AWS'),
  );
}

/**
 * The policy with its variables taken for plain text: AWS does not say that it
 * refuses one that names no condition key.
 *
 * See `IAM/latest/UserGuide/reference_policies_variables`.
 */
function withoutVariables(document: unknown): unknown {
  return isPolicyDocument(document) && document.Version === '2012-10-17'
    ? { ...document, Version: '2008-10-17' }
    : document;
}
