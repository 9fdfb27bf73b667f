import type {
  TemplateBody,
  TemplateParameter,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { RegionalStores } from '../resources/RegionalStores';
import { validationError } from './errors';

export interface ParameterInput {
  ParameterKey?: string;
  ParameterValue?: string;
  UsePreviousValue?: boolean;
}

const SSM_TYPE = /^AWS::SSM::Parameter::Value<(.+)>$/;
const LIST_TYPE = /^(?:CommaDelimitedList|List<.+>)$/;

function checkNumber(
  name: string,
  parameter: TemplateParameter,
  value: string,
): void {
  if (parameter.Type !== 'Number') {
    return;
  }
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) {
    throw validationError(`Parameter '${name}' must be a number.`);
  }
  const { MinValue, MaxValue } = parameter;
  if (
    (MinValue !== undefined && number < Number(MinValue)) ||
    (MaxValue !== undefined && number > Number(MaxValue))
  ) {
    throw validationError(
      `Parameter '${name}' must be between ${MinValue} and ${MaxValue}.`,
    );
  }
}

/**
 * @throws ServiceError `ValidationError`
 */
function checkValue(
  name: string,
  parameter: TemplateParameter,
  value: string,
): void {
  const { AllowedValues, AllowedPattern, MinLength, MaxLength } = parameter;
  if (AllowedValues && !AllowedValues.map(String).includes(value)) {
    throw validationError(`Parameter '${name}' must be one of AllowedValues`);
  }
  if (AllowedPattern && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
    throw validationError(
      parameter.ConstraintDescription
        ? `Parameter ${name} failed to satisfy constraint: ${parameter.ConstraintDescription}`
        : `Parameter '${name}' must match pattern ${AllowedPattern}`,
    );
  }
  if (MinLength !== undefined && value.length < Number(MinLength)) {
    throw validationError(
      `Parameter '${name}' must contain at least ${MinLength} characters`,
    );
  }
  if (MaxLength !== undefined && value.length > Number(MaxLength)) {
    throw validationError(
      `Parameter '${name}' must contain at most ${MaxLength} characters`,
    );
  }
  checkNumber(name, parameter, value);
}

/**
 * The value of every parameter of a template: given, kept or by default.
 *
 * @throws ServiceError `ValidationError`
 */
export function stackParameters(options: {
  body: TemplateBody;
  given: ParameterInput[];
  /** What the stack has now. */
  previous: Record<string, string>;
}): Record<string, string> {
  const { body, given, previous } = options;
  const declared = body.Parameters ?? {};
  const unknown = given
    .map(({ ParameterKey }) => ParameterKey!)
    .filter(name => !Object.hasOwn(declared, name));
  if (unknown.length > 0) {
    throw validationError(
      `Parameters: [${unknown.join(', ')}] do not exist in the template`,
    );
  }
  const values: Record<string, string> = {};
  const absent: string[] = [];
  for (const [name, parameter] of Object.entries(declared)) {
    const input = given.find(({ ParameterKey }) => ParameterKey === name);
    const value = input?.UsePreviousValue
      ? previous[name]
      : input?.ParameterValue ?? parameter.Default;
    if (value === undefined) {
      absent.push(name);
    } else {
      values[name] = String(value);
      checkValue(name, parameter, values[name]);
    }
  }
  if (absent.length > 0) {
    throw validationError(
      `Parameters: [${absent.join(', ')}] must have values`,
    );
  }
  return values;
}

const toList = (value: string) => value.split(',').map(item => item.trim());

/**
 * What `Ref` gives for a parameter: lists are split, SSM parameters looked up.
 *
 * @throws ServiceError `ValidationError` for an SSM parameter that is not there
 */
export function parameterReference(
  parameter: TemplateParameter,
  value: string,
  stores: RegionalStores,
): unknown {
  const ssmType = SSM_TYPE.exec(parameter.Type)?.[1];
  if (ssmType === undefined) {
    return LIST_TYPE.test(parameter.Type) ? toList(value) : value;
  }
  const stored = stores.parameters.get(value);
  if (!stored) {
    throw validationError(
      `Unable to fetch parameters [${value}] from parameter store for this account.`,
    );
  }
  return LIST_TYPE.test(ssmType) ? toList(stored.value) : stored.value;
}
