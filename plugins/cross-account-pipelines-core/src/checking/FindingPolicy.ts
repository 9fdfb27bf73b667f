import * as z from 'zod';
import { toDotPath } from 'zod/v4/core';
import { isRuleId, rules as register, type FindingLevel } from '../report';
import { closestWord } from '../policy/closestWord';

/**
 * What a policy looks at in a finding.
 *
 * @public
 */
export interface LevelledFinding {
  /** E.g. `trust-accepts-whole-account`, or a hop such as `H6`. */
  rule: string;
  /** How much it matters. */
  level: FindingLevel;
  /** Name of the pipeline it is about. */
  pipeline?: string;
  /** The account that would have to change: twelve digits. */
  account?: string;
}

/**
 * Which findings to take how: what the platform team decided, in a file of its
 * own. The first rule that fits a finding counts.
 *
 * @public
 */
export interface FindingPolicy {
  /** Version of this format. */
  version: 1;
  /** In the order in which they are tried. */
  rules: FindingPolicyRule[];
}

/**
 * What the findings that it fits are: of another level, or let be.
 *
 * @public
 */
export type FindingPolicyRule = FindingSelector &
  ({ level: FindingLevel } | FindingWaiver);

/**
 * Fits findings of one rule; of one pipeline or account where it names them.
 *
 * @public
 */
export interface FindingSelector {
  /** E.g. `trust-accepts-whole-account`, or a hop such as `H6`. */
  rule: string;
  /** Name of the pipeline. */
  pipeline?: string;
  /** The account that would have to change: twelve digits. */
  account?: string;
}

/**
 * Lets a finding be, for a reason and a time.
 *
 * @public
 */
export interface FindingWaiver {
  /** Why. */
  waive: string;
  /** The last day on which it counts, in UTC; `2027-03-31`. */
  until: string;
}

/**
 * A finding as the policy takes it.
 *
 * @public
 */
export type RuledFinding<T extends LevelledFinding> = T & {
  waived?: FindingWaiver;
  /** A waiver that would fit, and has run out. */
  expired?: FindingWaiver;
};

/**
 * A policy file that cannot be used. The message lists every problem, one a
 * line.
 *
 * @public
 */
export class FindingPolicyError extends Error {
  override name = 'FindingPolicyError';
}

const text = z.string('must be text').trim().min(1, 'must not be empty');

const ruleId = text.refine(isRuleId, {
  error: ({ input }) => {
    const closest = closestWord(String(input), Object.keys(register));
    return `there is no rule "${input}"${
      closest ? `: did you mean "${closest}"?` : ''
    }`;
  },
});

const policyRule = z
  .strictObject(
    {
      rule: ruleId,
      pipeline: text.optional(),
      account: z
        .string('must be text: twelve digits in quotes')
        .regex(/^\d{12}$/, 'must be twelve digits')
        .optional(),
      level: z
        .enum(['error', 'warning', 'note'], 'must be error, warning or note')
        .optional(),
      waive: text.optional(),
      until: z.iso.date('must be a day such as 2027-03-31').optional(),
    },
    { error: describeIssue },
  )
  .refine(
    ({ level, waive, until }) =>
      level === undefined
        ? waive !== undefined && until !== undefined
        : waive === undefined && until === undefined,
    'must have either level, or waive (the reason) and until (the last day)',
  );

const policySchema = z.strictObject(
  {
    version: z.literal(1, 'must be 1'),
    rules: z.array(policyRule, 'must be a list'),
  },
  { error: describeIssue },
);

function describeIssue(issue: z.core.$ZodRawIssue): string {
  return issue.code === 'unrecognized_keys'
    ? `there is no field ${issue.keys.join(', ')}`
    : 'must be a map';
}

/**
 * Checks what a policy file says.
 *
 * @param input - what the file holds, as plain data
 * @throws FindingPolicyError that names every problem by its path
 *
 * @public
 */
export function parseFindingPolicy(input: unknown): FindingPolicy {
  const parsed = policySchema.safeParse(input);
  if (!parsed.success) {
    throw new FindingPolicyError(
      parsed.error.issues
        .map(({ path, message }) =>
          path.length > 0 ? `${toDotPath(path)}: ${message}` : message,
        )
        .join('\n'),
    );
  }
  return parsed.data as FindingPolicy;
}

/**
 * Takes findings as a policy says. Those that no rule fits stay as they are, and
 * so do those whose waiver has run out.
 *
 * @returns the findings in their order, and the rules that fitted none
 *
 * @public
 */
export function applyFindingPolicy<T extends LevelledFinding>(options: {
  /** Default: no rules. */
  policy?: FindingPolicy;
  findings: T[];
  /** Default: the present. */
  now?: Date;
}): { findings: Array<RuledFinding<T>>; unused: FindingPolicyRule[] } {
  const { policy, findings, now = new Date() } = options;
  const rules = policy?.rules ?? [];
  const today = now.toISOString().slice(0, 10);
  const unused = new Set(rules);
  const ruled = findings.map((finding): RuledFinding<T> => {
    const fitting = rules.filter(rule => fits(rule, finding));
    fitting.forEach(rule => unused.delete(rule));
    const deciding = fitting.find(rule => !isExpired(rule, today));
    const expired = fitting.find(rule => isExpired(rule, today));
    return {
      ...finding,
      ...(deciding && toDecision(deciding)),
      ...(!deciding && expired && { expired: toWaiver(expired) }),
    };
  });
  return { findings: ruled, unused: [...unused] };
}

function fits(
  { rule, pipeline, account }: FindingSelector,
  finding: LevelledFinding,
): boolean {
  return (
    rule === finding.rule &&
    (pipeline === undefined || pipeline === finding.pipeline) &&
    (account === undefined || account === finding.account)
  );
}

type Waiving = FindingSelector & FindingWaiver;

function isExpired(rule: FindingPolicyRule, today: string): rule is Waiving {
  return 'until' in rule && rule.until < today;
}

function toDecision(rule: FindingPolicyRule) {
  return 'until' in rule ? { waived: toWaiver(rule) } : { level: rule.level };
}

function toWaiver({ waive, until }: FindingWaiver): FindingWaiver {
  return { waive, until };
}
