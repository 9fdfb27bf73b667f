import type { TemplateResource } from '../parsing/ParsedTemplate';
import { recordOf } from '../templateValues';

/**
 * The path of a nested stack's template, where that is a file: as
 * `aws cloudformation package` takes it, or as the AWS CDK names it in the
 * metadata of the resource.
 *
 * @param file - the template that has the resource
 * @param published - paths by the names under which they will be in S3
 * @returns nothing for templates that are in S3, or outside the folder
 */
export function nestedTemplatePath(
  { Type, Properties, Metadata }: TemplateResource,
  file: string,
  published: Record<string, string> = {},
): string | undefined {
  if (Type !== 'AWS::CloudFormation::Stack') {
    return undefined;
  }
  const url = Properties?.TemplateURL;
  const metadata = recordOf(Metadata);
  const asset =
    metadata['aws:asset:property'] === 'TemplateURL'
      ? metadata['aws:asset:path']
      : undefined;
  const path = typeof asset === 'string' ? asset : url;
  const [name = ''] =
    /[0-9a-f]{64}\.json/.exec(JSON.stringify(url) ?? '') ?? [];
  if (asset === undefined && Object.hasOwn(published, name)) {
    return published[name];
  }
  return typeof path === 'string' && isRelative(path)
    ? inside([...file.split('/').slice(0, -1), ...path.split('/')])
    : undefined;
}

function isRelative(path: string): boolean {
  return path !== '' && !/^(?:[a-z][a-z0-9+.-]*:|\/|\{\{)|[\\\0]/i.test(path);
}

function inside(parts: string[]): string | undefined {
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '..') {
      if (kept.pop() === undefined) {
        return undefined;
      }
    } else if (part !== '.' && part !== '') {
      kept.push(part);
    }
  }
  return kept.length > 0 ? kept.join('/') : undefined;
}
