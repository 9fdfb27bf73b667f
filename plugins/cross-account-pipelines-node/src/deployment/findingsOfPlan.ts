import type { CheckFinding } from '../checking';
import {
  parseTemplate,
  type ParsedTemplate,
  type StackManifest,
  type TemplatePosition,
  type WidenedPermission,
} from '../template';
import type { StackPlan } from './StackPlan';

/**
 * The permissions that a plan widens, each at its statement in the template, and
 * what could not be compared.
 *
 * @public
 */
export function findingsOfPlan(options: {
  plan: StackPlan[];
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
}): CheckFinding[] {
  const { plan, manifest, templates } = options;
  const parsed = new Map<string, ParsedTemplate>();
  const read = (file: string) => {
    const template =
      parsed.get(file) ?? parseTemplate({ file, text: templates[file] });
    parsed.set(file, template);
    return template;
  };
  return plan.flatMap(stack => {
    const { account, region, stackName, template: file } = stack;
    const name = `stack ${stackName} in account ${account}, ${region}`;
    const about = { pipeline: manifest.pipeline?.name, account };
    return [
      ...stack.changes.flatMap(({ logicalId, widened }) =>
        widened.map(
          (permission): CheckFinding => ({
            ...about,
            rule: 'wider-permission',
            level: 'warning',
            message: `Wider than what is deployed: ${logicalId} of ${name} ${permission.sentence}.`,
            place: { file, ...locate(read(file), logicalId, permission) },
          }),
        ),
      ),
      ...(stack.outcome === 'unknown'
        ? [
            {
              ...about,
              rule: 'not-compared',
              level: 'error' as const,
              message: `Cannot be compared with what is deployed: ${name}: ${stack.reason}.`,
              place: { file },
            },
          ]
        : []),
      ...stack.uncertain.map(sentence => ({
        ...about,
        rule: 'not-compared',
        level: 'note' as const,
        message: `Not compared with what is deployed, of ${name}: ${sentence}.`,
        place: { file },
      })),
    ];
  });
}

/**
 * Conditions of the template leave out items of a list, so that a statement
 * stands elsewhere in the template than in what it resolves to.
 */
function locate(
  template: ParsedTemplate,
  logicalId: string,
  { path, sid }: WidenedPermission,
): TemplatePosition {
  const resource = ['Resources', logicalId];
  if (!path) {
    return template.locate(resource);
  }
  const place = [...resource, 'Properties', ...path];
  const statements = at(template.body, place.slice(0, -1));
  if (!Array.isArray(statements)) {
    return template.locate(place);
  }
  const index =
    sid === undefined && !statements.some(isConditional)
      ? place.at(-1)!
      : statements.findIndex(each => sid !== undefined && holds(each, sid));
  return template.locate([
    ...place.slice(0, -1),
    ...(index === -1 ? [] : [index]),
  ]);
}

function isConditional(item: unknown): boolean {
  return at(item, ['Fn::If']) !== undefined;
}

function holds(statement: unknown, sid: string): boolean {
  const branches = at(statement, ['Fn::If']);
  return (
    at(statement, ['Sid']) === sid ||
    (Array.isArray(branches) && branches.some(branch => holds(branch, sid)))
  );
}

function at(value: unknown, path: Array<string | number>): unknown {
  return path.reduce<any>((inner, part) => inner?.[part], value);
}
