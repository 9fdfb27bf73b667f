import type { Rule } from './Rule';

/**
 * How much it matters what is wrong or too wide in the documents that a pipeline
 * rests on. Apart from its words, which a judgement does without.
 */
export const documentRules = {
  'access-logs-refused': { level: 'error' },
  'access-logs-undelivered': { level: 'warning' },
  'account-id-malformed': { level: 'error' },
  'action-on-wrong-resource': { level: 'warning' },
  'action-unknown': { level: 'warning' },
  'assumes-any-role': { level: 'warning', hop: 'H1' },
  'bucket-policy-allows-everything': { level: 'warning', hop: 'H5' },
  'bucket-policy-blocked': { level: 'error', hop: 'H5' },
  'deny-hits-uploads-without-header': { level: 'warning', hop: 'H5' },
  'deny-not-principal': { level: 'warning' },
  'deploy-role-unbounded': { level: 'warning', hop: 'H4', lowers: 'resource' },
  'deploy-role-without-permissions': { level: 'warning', hop: 'H4' },
  'event-bus-refuses-source': { level: 'error' },
  'insecure-transport-deny-incomplete': { level: 'warning', hop: 'H5' },
  'key-alias-as-resource': { level: 'warning', hop: 'H6' },
  'key-grant-without-generate-data-key': { level: 'warning', hop: 'H6' },
  'key-policy-allows-everything': { level: 'warning', hop: 'H6' },
  'key-without-rotation': { level: 'warning', hop: 'H6' },
  'passes-any-role': { level: 'warning', hop: 'H3', lowers: 'caller' },
  'policy-malformed': { level: 'error' },
  'policy-too-large': { level: 'error' },
  'principal-anybody': { level: 'warning' },
  'principal-deleted': { level: 'warning' },
  'principal-malformed': { level: 'error' },
  'principal-missing': { level: 'error' },
  'principal-needs-second-pass': { level: 'warning' },
  'repository-refuses-target': { level: 'error' },
  'rule-target-role-of-other-account': { level: 'error' },
  'rule-watches-other-branch': { level: 'error' },
  'service-trust-without-source': {
    level: 'warning',
    hop: 'H0',
    lowers: 'resource',
  },
  'stack-not-updatable': { level: 'error' },
  'stack-role-missing': { level: 'error' },
  'trust-accepts-whole-account': {
    level: 'warning',
    hop: 'H1',
    lowers: 'resource',
  },
} as const satisfies Record<string, Omit<Rule, 'title' | 'page'>>;

/** The id of a rule about a document. */
export type DocumentRuleId = keyof typeof documentRules;
