import { isMacro } from '../parsing/isMacro';
import type { TemplateBody } from '../parsing/ParsedTemplate';

/** Transforms of AWS's own that make no roles, keys or buckets for pipelines. */
const harmlessTransforms =
  /^AWS::(?:Serverless-|LanguageExtensions$|CodeDeployBlueGreen$|SecretsManager-)/;

/**
 * Why a stack may hold more than its template shows: parts that CloudFormation
 * fills in from elsewhere. Sentences without a full stop.
 *
 * See `AWSCloudFormation/latest/UserGuide/template-macros` and
 * `AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks`.
 */
export function undisclosedParts(
  { Transform, Resources }: TemplateBody,
  isRead: (nestedStack: string) => boolean = () => false,
): string[] {
  const transforms = [Transform].flat().flatMap(transform => {
    const name =
      typeof transform === 'object'
        ? (transform as { Name?: unknown } | null)?.Name
        : transform;
    return typeof name === 'string' && !harmlessTransforms.test(name)
      ? [`macro ${name} changes the template before it is deployed`]
      : [];
  });
  const resources = Object.entries(Resources).flatMap(([name, resource]) => {
    if (isMacro(name)) {
      return [`${name} stands for resources that are not in the template`];
    }
    const { Type: type, Properties: properties } = resource;
    if (type === 'AWS::CloudFormation::Stack') {
      if (isRead(name)) {
        return [];
      }
      const url = properties?.TemplateURL;
      return [
        `what nested stack ${name} makes is in a template of its own${
          typeof url === 'string' ? `, ${url}` : ''
        }, which is not read from here (to have it read, list it among the stacks of the manifest)`,
      ];
    }
    return type.endsWith('::MODULE')
      ? [`module ${name} stands for resources that are not in the template`]
      : [];
  });
  return [...transforms, ...resources];
}
