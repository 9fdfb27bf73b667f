import { isDeepStrictEqual } from 'node:util';
import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import type { parseTemplate } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { readDeployedRecord } from '../deployment';
import { planInThread } from '../planning';
import type { PipelineRecord, RenderedPipeline } from '../rendering';
import type { RollOutScope } from './RollOutScope';

/** A pipeline as it was made, and as it would be made now. */
export interface RenderedForRollOut {
  record: PipelineRecord;
  rendered: RenderedPipeline;
  /** Whether the guardrails are not those that it was made with. */
  hasOtherGuardrails: boolean;
}

/**
 * Renders a pipeline again: from the spec that made it, with the templates and
 * guardrails that are rolled out.
 *
 * @throws NotFoundError when this suite has not made it
 * @throws InputError when the spec does not stand with them
 */
export async function renderForRollOut(
  pipelineArn: string,
  scope: RollOutScope & { parse?: typeof parseTemplate },
): Promise<RenderedForRollOut> {
  const { guardrails = {}, accounts, templates } = scope;
  const record = await readDeployedRecord({ ...scope, pipelineArn });
  const said = Object.entries(guardrails).filter(
    ([, guardrail]) => guardrail !== undefined,
  );
  const spec = { ...record.spec, ...Object.fromEntries(said) };
  return {
    record,
    rendered: await planInThread('render', {
      spec,
      accounts,
      templates,
      former: record.former,
    }),
    hasOtherGuardrails: said.some(
      ([name, guardrail]) =>
        !isSameData(record.spec[name as keyof PipelineSpec], guardrail),
    ),
  };
}

/** Whether two values are the same once they were written down. */
export function isSameData(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) =>
    value === undefined ? value : JSON.parse(JSON.stringify(value));
  return isDeepStrictEqual(plain(one), plain(other));
}
