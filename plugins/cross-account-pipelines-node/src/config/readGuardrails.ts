import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  type PipelineSpec,
  pipelineSpecSchema,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  formatSpecPath,
  roleArnPattern,
  type SpecPath,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * What the platform team says of every pipeline that its portal makes. No
 * template and no form says it instead.
 *
 * @public
 */
export interface PipelineGuardrails {
  /** What a pipeline spec has of them, in the place of its own. */
  spec: Pick<
    PipelineSpec,
    'deployRole' | 'permissionsBoundary' | 'organization'
  >;
  /**
   * Roles that are there already and that a pipeline may act as: ARNs, in which
   * `*` stands for any text.
   */
  existingRoles: string[];
}

const guardrailsSchema = pipelineSpecSchema
  .pick({ deployRole: true, permissionsBoundary: true, organization: true })
  .extend({ existingRoles: z.array(roleArnPattern).default([]) });

/**
 * Reads what `crossAccountPipelines` says of every pipeline: `deployRole`,
 * `permissionsBoundary`, `organization` and `existingRoles`.
 *
 * @param config - the root of the app's configuration
 * @throws InputError that names the configuration key
 *
 * @public
 */
export function readGuardrails(config: Config): PipelineGuardrails {
  const read = (key: string) =>
    config.getOptional(`crossAccountPipelines.${key}`);
  const { data, error } = guardrailsSchema.safeParse({
    deployRole: read('deployRole'),
    permissionsBoundary: read('permissionsBoundary'),
    organization: read('organization'),
    existingRoles: read('existingRoles'),
  });
  if (error) {
    const [{ path, message }] = error.issues;
    throw new InputError(
      `crossAccountPipelines.${formatSpecPath(path as SpecPath)} ${message}`,
    );
  }
  const { existingRoles, ...spec } = data;
  return { spec, existingRoles };
}
