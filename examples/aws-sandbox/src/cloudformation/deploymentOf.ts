import type { Tag } from '@aws-sdk/client-cloudformation';
import type { Call } from '../world/Call';
import { reservedTag, tagRecord } from '../world/tags';
import { checkCapabilities } from './capabilities';
import { validationError } from './errors';
import { readTemplate, TemplateSource } from './readTemplate';
import type { Deployment, Stack } from './Stack';
import { ParameterInput, stackParameters } from './stackParameters';

/**
 * What CreateStack, UpdateStack and CreateChangeSet have in common.
 */
export interface DeploymentInput extends TemplateSource {
  UsePreviousTemplate?: boolean;
  Parameters?: ParameterInput[];
  Tags?: Tag[];
  Capabilities?: string[];
}

/**
 * Reads and checks what is to be deployed.
 *
 * @throws ServiceError `ValidationError`, `InsufficientCapabilitiesException`
 */
export function deploymentOf(
  call: Call,
  input: DeploymentInput,
  stack?: Stack,
): Deployment {
  const previous = stack?.deployed;
  if (input.UsePreviousTemplate && !previous) {
    throw validationError('There is no previous template to use');
  }
  const { text, body } = input.UsePreviousTemplate
    ? previous!
    : readTemplate(call, input);
  if (reservedTag(tagRecord(input.Tags)) !== undefined) {
    throw validationError(
      'aws: prefixed tag key names are not allowed for external use.',
    );
  }
  const capabilities = input.Capabilities ?? [];
  checkCapabilities(body, capabilities);
  return {
    text,
    body,
    capabilities,
    parameters: stackParameters({
      body,
      given: input.Parameters ?? [],
      previous: previous?.parameters ?? {},
    }),
    tags: input.Tags ? tagRecord(input.Tags) : previous?.tags ?? {},
  };
}
