import { parse } from 'yaml';
import type { ParameterInput } from '../../cloudformation/stackParameters';
import { ActionFailure } from '../ActionFailure';
import type { ActionContext } from './ActionProvider';

type Values = Record<string, string>;

const misconfigured = (message: string) =>
  new ActionFailure('ConfigurationError', message);

/** Bytes. See `codepipeline/latest/userguide/action-reference-CloudFormation`. */
const PARAMETER_OVERRIDES_LIMIT = 1_024;

/** A file of an input artifact, named as `Artifact::path`. */
function artifactFile(context: ActionContext, reference: string): string {
  const [artifact, path] = reference.split('::');
  if (!artifact || !path) {
    throw misconfigured(
      `${reference} does not name an artifact and a file as ArtifactName::path`,
    );
  }
  const content = context.read(artifact)[path];
  if (!content) {
    throw misconfigured(
      `File [${path}] does not exist in artifact [${artifact}]`,
    );
  }
  return Buffer.from(content).toString('utf8');
}

function parseObject(text: string, what: string): Record<string, any> {
  try {
    const value = parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value;
    }
  } catch {
    // Said below.
  }
  throw misconfigured(`${what} is not a JSON object`);
}

function artifactAttribute(
  { inputs }: ActionContext,
  [artifact, attribute]: string[],
): string {
  const place = inputs.find(({ name }) => name === artifact);
  if (!place) {
    throw misconfigured(`${artifact} is no input artifact of this action`);
  }
  const { bucket, key } = place;
  const attributes: Values = {
    BucketName: bucket,
    ObjectKey: key,
    URL: `https://s3.amazonaws.com/${bucket}/${key}`,
  };
  return attributes[attribute] ?? '';
}

/** `Fn::GetArtifactAtt` and `Fn::GetParam` of parameter overrides. */
function resolveOverride(context: ActionContext, value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const { 'Fn::GetArtifactAtt': attribute, 'Fn::GetParam': parameter } =
    value as Record<string, string[] | undefined>;
  if (attribute) {
    return artifactAttribute(context, attribute);
  }
  if (parameter) {
    const [artifact, path, key] = parameter;
    const file = artifactFile(context, `${artifact}::${path}`);
    return String(parseObject(file, path)[key] ?? '');
  }
  throw misconfigured(`${JSON.stringify(value)} is no parameter value`);
}

/**
 * What an action with a template hands to CloudFormation.
 */
export interface CloudFormationInput {
  TemplateBody: string;
  Parameters: ParameterInput[];
  Tags?: Array<{ Key: string; Value: string }>;
  Capabilities: string[];
  RoleARN?: string;
}

/**
 * Reads template, template configuration and parameter overrides.
 *
 * @throws ActionFailure
 */
export function cloudFormationInput(
  context: ActionContext,
): CloudFormationInput {
  const { configuration } = context;
  if (!configuration.TemplatePath) {
    throw misconfigured('The action has no TemplatePath');
  }
  const template = artifactFile(context, configuration.TemplatePath);
  const settings = configuration.TemplateConfiguration
    ? parseObject(
        artifactFile(context, configuration.TemplateConfiguration),
        'The template configuration',
      )
    : {};
  const overridesText = configuration.ParameterOverrides ?? '{}';
  if (Buffer.byteLength(overridesText) > PARAMETER_OVERRIDES_LIMIT) {
    throw misconfigured(
      `ParameterOverrides is longer than ${PARAMETER_OVERRIDES_LIMIT} bytes`,
    );
  }
  const overrides = parseObject(overridesText, 'ParameterOverrides');
  const parameters: Values = {
    ...settings.Parameters,
    ...Object.fromEntries(
      Object.entries(overrides).map(([name, value]) => [
        name,
        resolveOverride(context, value),
      ]),
    ),
  };
  return {
    TemplateBody: template,
    Parameters: Object.entries(parameters).map(([name, value]) => ({
      ParameterKey: name,
      ParameterValue: String(value),
    })),
    ...(settings.Tags && {
      Tags: Object.entries(settings.Tags as Values).map(([Key, Value]) => ({
        Key,
        Value: String(Value),
      })),
    }),
    Capabilities: (configuration.Capabilities ?? '').split(',').filter(Boolean),
    RoleARN: configuration.RoleArn,
  };
}
