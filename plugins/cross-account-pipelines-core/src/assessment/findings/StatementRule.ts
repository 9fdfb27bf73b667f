import type { DocumentRuleId, Words } from '../../report';
import {
  isPolicyDocument,
  rawStatements,
  statementName,
  statementsOf,
  withStatement,
  withStatements,
  type Statement,
} from '../mending/PolicyDocument';
import { healthOf, type Issue, type PolicySubject } from './Issue';

/**
 * A rule over each statement of a policy.
 */
export interface StatementRule<S extends PolicySubject = PolicySubject> {
  rule: DocumentRuleId;
  /** Says what is wrong with a statement; nothing where nothing is. */
  test(statement: Statement, subject: S): StatementFault | Words | undefined;
}

/** What is wrong, and what would be right. */
export interface StatementFault {
  message: Words;
  /** Where it is not as bad, or as good, as the rule usually is. */
  health?: Issue['health'];
  /** The statement as it should be, or that it should go. */
  mended?: Statement | 'removed';
  /** What to do, by the statement's name. */
  summary?: (statement: string) => Words;
}

/** What is wrong with the statements of a policy, by some rules. */
export function judgeStatements<S extends PolicySubject>(
  rules: ReadonlyArray<StatementRule<S>>,
  subject: S,
): Issue[] {
  const { document } = subject;
  return isPolicyDocument(document)
    ? statementsOf(document).flatMap((statement, index) =>
        rules.flatMap(({ rule, test }) => {
          const found = test(statement, subject);
          return found === undefined
            ? []
            : [
                toIssue(rule, 'text' in found ? { message: found } : found, {
                  subject,
                  statement,
                  index,
                }),
              ];
        }),
      )
    : [];
}

function toIssue(
  rule: DocumentRuleId,
  { message, health = healthOf(rule), mended, summary }: StatementFault,
  at: { subject: PolicySubject; statement: Statement; index: number },
): Issue {
  const { subject, statement, index } = at;
  const { document, reference, account, source } = subject;
  const issue: Issue = {
    rule,
    health,
    message,
    account,
    document: reference,
    statement: index,
    source,
  };
  if (!mended || !summary || !isPolicyDocument(document)) {
    return issue;
  }
  const after =
    mended === 'removed'
      ? withStatements(
          document,
          rawStatements(document).filter((_, place) => place !== index),
        )
      : withStatement(document, index, mended);
  const name = statementName(statement, index);
  return { ...issue, remedy: { after, summary: summary(name) } };
}
