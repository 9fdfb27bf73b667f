import type { EnvironmentVariable } from '@aws-sdk/client-codebuild';
import { authorize } from '../access/authorize';
import { ServiceError } from '../front/ServiceError';
import { thingsOf } from '../resources/thingResources';
import type { Call } from '../world/Call';

function readParameter(call: Call, name: string): string {
  const { world, caller, region } = call;
  authorize(call, {
    action: 'ssm:GetParameters',
    resource: `arn:aws:ssm:${region}:${caller.account}:parameter/${name.replace(
      /^\//,
      '',
    )}`,
  });
  const { parameters } = world.account(caller.account).region(region).stores;
  const parameter = parameters.get(name);
  if (!parameter) {
    throw new ServiceError(
      'ParameterNotFound',
      `The parameter ${name} does not exist`,
    );
  }
  return parameter.value;
}

/** @param reference - `name-or-arn:json-key:stage:version`, the last three optional */
function readSecret(call: Call, reference: string): string {
  const { caller, region } = call;
  const [, id, key] =
    /^((?:arn:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:)?[^:]+):?([^:]*)/.exec(
      reference,
    ) ?? [];
  const secret = [
    ...thingsOf(call, 'AWS::SecretsManager::Secret').values(),
  ].find(({ name, arn }) => name === id || arn === id);
  authorize(call, {
    action: 'secretsmanager:GetSecretValue',
    resource:
      secret?.arn ??
      (id.startsWith('arn:')
        ? id
        : `arn:aws:secretsmanager:${region}:${caller.account}:secret:${id}-??????`),
  });
  if (!secret) {
    throw new ServiceError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    );
  }
  const text = String(secret.properties.SecretString ?? '');
  return key ? valueAt(text, key) : text;
}

function valueAt(text: string, key: string): string {
  try {
    const value = JSON.parse(text)[key];
    if (value !== undefined) {
      return String(value);
    }
  } catch {
    // Said below.
  }
  throw new ServiceError(
    'InvalidParameterException',
    `The secret is no JSON object with the key ${key}`,
  );
}

/**
 * Variables of a project whose values lie in Parameter Store or Secrets Manager,
 * read as the build role. See `codebuild/latest/APIReference/API_EnvironmentVariable`.
 *
 * @throws Refusal; ServiceError
 */
export function readBuildVariables(
  call: Call,
  variables: EnvironmentVariable[],
): Record<string, string> {
  return Object.fromEntries(
    variables.flatMap(({ name, value, type }) => {
      switch (type) {
        case 'PARAMETER_STORE':
          return [[name!, readParameter(call, value!)]];
        case 'SECRETS_MANAGER':
          return [[name!, readSecret(call, value!)]];
        default:
          return [];
      }
    }),
  );
}
