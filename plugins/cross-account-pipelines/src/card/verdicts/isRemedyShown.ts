import type {
  HopVerdict,
  Remedy,
} from 'backstage-plugin-cross-account-pipelines-core';
import { documentKey } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** Whether hops that are shown before this one have its remedy already. */
export function isRemedyShown(hop: HopVerdict, before: HopVerdict[]): boolean {
  return before.some(({ remedy }) => isSameRemedy(remedy, hop.remedy));
}

// One change often mends several hops, such as those of two roles to one key.
function isSameRemedy(a: Remedy | undefined, b: Remedy | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    documentKey(a.document) === documentKey(b.document) &&
    a.summary === b.summary &&
    a.diff === b.diff &&
    a.also?.length === b.also?.length &&
    (a.also ?? []).every((further, index) =>
      isSameRemedy(further, b.also?.[index]),
    )
  );
}
