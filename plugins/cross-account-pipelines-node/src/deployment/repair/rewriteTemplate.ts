import {
  parseTemplate,
  type TemplateBody,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * A template that has CloudFormation write some resources again although nothing
 * of them changes: their policies get an `Id`, which decides nothing, and a
 * pipeline a tag. Deploying the template itself afterwards takes that away.
 *
 * What a StackSet makes has its id behind that of the StackSet and a slash.
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
  const inside = new Map(
    [
      ...Map.groupBy(
        logicalIds.filter(id => id.includes('/')),
        id => id.split('/')[0],
      ),
    ].flatMap(([id, ids]) => {
      const rewritten = rewriteStackSet(body, id, { ids, mark });
      return rewritten === undefined ? [] : [[id, rewritten] as const];
    }),
  );
  for (const [id, text] of inside) {
    body.Resources[id].Properties!.TemplateBody = text;
  }
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
  return marked.length + inside.size > 0 ? JSON.stringify(body) : undefined;
}

/** @returns the template of its instances */
function rewriteStackSet(
  { Resources }: TemplateBody,
  stackSet: string,
  { ids, mark }: { ids: string[]; mark: string },
): string | undefined {
  const text = Resources[stackSet]?.Properties?.TemplateBody;
  return typeof text === 'string'
    ? rewriteTemplate({
        template: { file: stackSet, text },
        logicalIds: ids.map(id => id.slice(stackSet.length + 1)),
        mark,
      })
    : undefined;
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
