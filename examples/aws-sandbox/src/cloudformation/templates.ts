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
import { changeSetNotFound, validationError } from './errors';
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

function templateOf(
  call: Call,
  stackName: string,
  changeSetName?: string,
): ReadTemplate {
  const { deployed, changeSets } = requireStack(call, stackName);
  const changeSet =
    changeSetName === undefined
      ? undefined
      : [...changeSets.values()].find(
          ({ id, name }) => id === changeSetName || name === changeSetName,
        );
  if (changeSetName !== undefined && !changeSet) {
    throw changeSetNotFound(changeSetName);
  }
  const template = changeSet?.deployment ?? deployed;
  if (!template) {
    throw validationError(`Stack ${stackName} has no template yet`);
  }
  return template;
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
    // As a text, whatever the template is written in.
    Metadata: body.Metadata && JSON.stringify(body.Metadata),
    DeclaredTransforms: [],
    ResourceIdentifierSummaries: [],
    ResourceTypes: [...new Set(resources.map(({ Type }) => Type))],
  };
}

export function getTemplate(
  call: Call,
  input: GetTemplateInput,
): GetTemplateOutput {
  authorizeStack(call, 'GetTemplate', input.StackName ?? '*');
  return {
    TemplateBody: templateOf(call, input.StackName ?? '', input.ChangeSetName)
      .text,
    StagesAvailable: ['Original', 'Processed'],
  };
}
