import type {
  GetTemplateInput,
  GetTemplateOutput,
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
  ValidateTemplateInput,
  ValidateTemplateOutput,
} from '@aws-sdk/client-cloudformation';
import { authorize } from '../access/authorize';
import type { Call } from '../world/Call';
import { requiredCapabilities } from './capabilities';
import { validationError } from './errors';
import { readTemplate, ReadTemplate } from './readTemplate';
import { authorizeStack, requireStack } from './stackAccess';

const asText = (value: unknown) =>
  value === undefined ? undefined : String(value);

export function validateTemplate(
  call: Call,
  input: ValidateTemplateInput,
): ValidateTemplateOutput {
  authorize(call, { action: 'cloudformation:ValidateTemplate', resource: '*' });
  const { body } = readTemplate(call, input);
  const { capabilities, reason } = requiredCapabilities(body);
  return {
    Description: body.Description,
    Parameters: Object.entries(body.Parameters ?? {}).map(
      ([key, parameter]) => ({
        ParameterKey: key,
        DefaultValue: asText(parameter.Default),
        NoEcho: String(parameter.NoEcho) === 'true',
        Description: parameter.Description,
      }),
    ),
    Capabilities: capabilities as any,
    CapabilitiesReason: reason,
    DeclaredTransforms: [],
  };
}

function templateOf(call: Call, stackName: string): ReadTemplate {
  const { deployed } = requireStack(call, stackName);
  if (!deployed) {
    throw validationError(`Stack ${stackName} has no template yet`);
  }
  return deployed;
}

export function getTemplateSummary(
  call: Call,
  input: GetTemplateSummaryInput,
): GetTemplateSummaryOutput {
  authorizeStack(call, 'GetTemplateSummary', input.StackName ?? '*');
  const { body } = input.StackName
    ? templateOf(call, input.StackName)
    : readTemplate(call, input);
  const { capabilities, reason } = requiredCapabilities(body);
  const resources = Object.values(body.Resources);
  return {
    Description: body.Description,
    Version: body.AWSTemplateFormatVersion,
    Parameters: Object.entries(body.Parameters ?? {}).map(
      ([key, parameter]) => ({
        ParameterKey: key,
        ParameterType: parameter.Type,
        DefaultValue: asText(parameter.Default),
        NoEcho: String(parameter.NoEcho) === 'true',
        Description: parameter.Description,
        ParameterConstraints: {
          AllowedValues: parameter.AllowedValues?.map(String),
        },
      }),
    ),
    Capabilities: capabilities as any,
    CapabilitiesReason: reason,
    ResourceTypes: [...new Set(resources.map(({ Type }) => Type))],
  };
}

export function getTemplate(
  call: Call,
  input: GetTemplateInput,
): GetTemplateOutput {
  authorizeStack(call, 'GetTemplate', input.StackName ?? '*');
  return {
    TemplateBody: templateOf(call, input.StackName ?? '').text,
    StagesAvailable: ['Original', 'Processed'],
  };
}
