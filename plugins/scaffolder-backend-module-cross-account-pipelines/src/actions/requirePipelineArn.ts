import { InputError } from '@backstage/errors';
import {
  parsePipelineArn,
  type PipelineArnParts,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/** @throws InputError that names the field */
export function requirePipelineArn(pipelineArn: string): PipelineArnParts {
  const parts = parsePipelineArn(pipelineArn);
  if (!parts) {
    throw new InputError(
      `pipelineArn is ${JSON.stringify(
        pipelineArn,
      )}; expected arn:aws:codepipeline:<Region>:<account>:<name>`,
    );
  }
  return parts;
}
