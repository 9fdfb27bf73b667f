import type { CauseId } from '../causes/causes';
import type { BlamedPolicy } from './parseRefusals';

/** A policy above those of role and resource. */
export interface Guardrail {
  cause: CauseId;
  /** In the words of AWS. */
  called: string;
  /** Whether it belongs to an account rather than to one role. */
  isOfAccount?: boolean;
}

const GUARDRAILS: Partial<Record<BlamedPolicy, Guardrail>> = {
  SCP: {
    cause: 'service-control-policy',
    called: 'service control policy',
    isOfAccount: true,
  },
  RCP: {
    cause: 'resource-control-policy',
    called: 'resource control policy',
    isOfAccount: true,
  },
  boundary: { cause: 'permissions-boundary', called: 'permissions boundary' },
  session: { cause: 'session-policy', called: 'session policy' },
  endpoint: { cause: 'endpoint-policy', called: 'VPC endpoint policy' },
};

/** The guardrail that a message blames, if it blames one. */
export function guardrailOf(
  blamed: BlamedPolicy | undefined,
): Guardrail | undefined {
  return blamed && GUARDRAILS[blamed];
}
