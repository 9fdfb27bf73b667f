import { InputError } from '@backstage/errors';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core';

/** @throws InputError that names the field */
export function requirePipelineArn(pipelineArn: string): void {
  if (!parsePipelineArn(pipelineArn)) {
    throw new InputError(
      `pipelineArn is ${JSON.stringify(
        pipelineArn,
      )}; expected arn:aws:codepipeline:<Region>:<account>:<name>`,
    );
  }
}
