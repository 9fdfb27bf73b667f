import { unforeseenPart } from '../../policy';
import type {
  TemplateBody,
  TemplateParameter,
} from '../parsing/ParsedTemplate';
import { textOf } from '../templateValues';

/**
 * The values of a template's parameters.
 */
export interface ResolvedParameters {
  values: Record<string, unknown>;
  problems: Array<{ name: string; message: string; severity?: 'warning' }>;
}

/**
 * Fills in defaults and checks values against what the template says of them.
 *
 * @param storedParameter - what the Parameter Store is known to hold
 *
 * See `AWSCloudFormation/latest/UserGuide/parameters-section-structure`.
 */
export function resolveParameters(
  body: TemplateBody,
  given: Record<string, string>,
  storedParameter: (name: string) => string | undefined,
): ResolvedParameters {
  const declared = body.Parameters ?? {};
  const values: Record<string, unknown> = {};
  const problems: ResolvedParameters['problems'] = [];
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(declared, name)) {
      problems.push({
        name,
        message: `parameter ${name} is given, but the template has none of that name`,
      });
    }
  }
  for (const [name, parameter] of Object.entries(declared)) {
    const raw = given[name] ?? textOf(parameter.Default);
    if (raw === undefined) {
      problems.push({
        name,
        message: `parameter ${name} has neither a value nor a default`,
      });
      continue;
    }
    if (unforeseenPart(raw) === undefined) {
      for (const message of checkValue(parameter, raw)) {
        problems.push({ name, message: `parameter ${name} ${message}` });
      }
    }
    if (parameter.Type === 'Number' && /^0\d/.test(raw)) {
      problems.push({
        name,
        message: `parameter ${name} is a Number: ${raw} loses its leading zero; declare it as a String`,
        severity: 'warning',
      });
    }
    values[name] = toValue(parameter.Type, raw, storedParameter);
  }
  return { values, problems };
}

function toValue(
  type: string,
  raw: string,
  storedParameter: (name: string) => string | undefined,
): unknown {
  const stored = /^AWS::SSM::Parameter::Value<(.*)>$/.exec(type);
  if (stored) {
    const value = storedParameter(raw);
    return value === undefined
      ? `{{resolve:ssm:${raw}}}`
      : toValue(stored[1], value, storedParameter);
  }
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) {
    return raw === '' ? [] : raw.split(',').map(item => item.trim());
  }
  return raw;
}

function checkValue(parameter: TemplateParameter, raw: string): string[] {
  const problems: string[] = [];
  const isList =
    parameter.Type === 'CommaDelimitedList' ||
    parameter.Type.startsWith('List<');
  const items = isList ? raw.split(',').map(item => item.trim()) : [raw];
  const { AllowedValues, AllowedPattern, ConstraintDescription } = parameter;
  if (AllowedValues) {
    const allowed = AllowedValues.map(String);
    const wrong = items.find(item => !allowed.includes(item));
    if (wrong !== undefined) {
      problems.push(`is '${brief(wrong)}'; it can be ${allowed.join(', ')}`);
    }
  }
  if (AllowedPattern !== undefined) {
    const pattern = compile(AllowedPattern);
    const wrong = pattern && items.find(item => !pattern.test(item));
    if (wrong !== undefined) {
      problems.push(
        `is '${brief(wrong)}'; ${
          ConstraintDescription ?? `it has to match ${AllowedPattern}`
        }`,
      );
    }
  }
  const limits: Array<[unknown, (limit: number) => boolean, string]> = [
    [parameter.MinLength, limit => raw.length < limit, 'shorter than'],
    [parameter.MaxLength, limit => raw.length > limit, 'longer than'],
    [parameter.MinValue, limit => Number(raw) < limit, 'less than'],
    [parameter.MaxValue, limit => Number(raw) > limit, 'more than'],
  ];
  for (const [limit, exceeds, words] of limits) {
    if (limit !== undefined && exceeds(Number(limit))) {
      problems.push(`is '${brief(raw)}', which is ${words} ${limit}`);
    }
  }
  if (parameter.Type === 'Number' && !Number.isFinite(Number(raw))) {
    problems.push(`is '${brief(raw)}', which is not a number`);
  }
  return problems;
}

/** CloudFormation's patterns are Java's: one that is foreign here is not judged. */
function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}

function brief(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
