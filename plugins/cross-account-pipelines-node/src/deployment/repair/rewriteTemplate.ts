import {
  parseTemplate,
  type TemplateBody,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * A template that has CloudFormation write some resources again although nothing
 * of them changes: their policies get an `Id`, which decides nothing, and a
 * pipeline a tag. Deploying the template itself afterwards takes that away.
 *
 * @returns undefined where none of them can be written again in this way
 */
export function rewriteTemplate(options: {
  template: { file: string; text: string };
  logicalIds: string[];
  mark: string;
}): string | undefined {
  const { template, logicalIds, mark } = options;
  const body: TemplateBody = structuredClone(parseTemplate(template).body);
  const marked = logicalIds.filter(id => {
    const resource = body.Resources?.[id] as
      | { Type?: string; Properties?: Record<string, unknown> }
      | undefined;
    if (resource?.Type === 'AWS::CodePipeline::Pipeline') {
      const properties = (resource.Properties ??= {});
      const tags = Array.isArray(properties.Tags) ? properties.Tags : [];
      properties.Tags = [...tags, { Key: 'repair', Value: mark }];
      return true;
    }
    return markPolicies(resource?.Properties, mark);
  });
  return marked.length > 0 ? JSON.stringify(body) : undefined;
}

/** @returns whether there was one */
function markPolicies(value: unknown, mark: string): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  if ('Statement' in value) {
    Object.assign(value, { Id: mark });
    return true;
  }
  return Object.values(value)
    .map(inner => markPolicies(inner, mark))
    .includes(true);
}
