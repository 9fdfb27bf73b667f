import type {
  CheckFinding,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  describePlace,
  type ParsedTemplate,
  type parseTemplate,
  type TemplatePosition,
  valueAt,
  type WidenedPermission,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { StackPlan } from './StackPlan';
import { TemplateMemory } from './TemplateMemory';

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
  /** Remembers what was parsed. Default: of this plan alone. */
  parse?: typeof parseTemplate;
}): CheckFinding[] {
  const { plan, manifest, templates } = options;
  const { parse = new TemplateMemory().parse } = options;
  const pipeline = manifest.pipeline?.name;
  // What a StackSet makes need not have a file of its own.
  const read = (file: string) =>
    Object.hasOwn(templates, file)
      ? parse({ file, text: templates[file] })
      : undefined;
  return plan.flatMap(stack =>
    [...widened(stack, read), ...notCompared(stack)].map(finding => ({
      ...finding,
      pipeline,
      account: stack.account,
    })),
  );
}

function widened(
  stack: StackPlan,
  read: (file: string) => ParsedTemplate | undefined,
): CheckFinding[] {
  const file = stack.template;
  return stack.changes.flatMap(({ logicalId, widened: permissions }) =>
    permissions.map(permission => ({
      rule: 'wider-permission',
      level: 'warning',
      message: `Wider than what is deployed: ${logicalId} of ${describePlace(
        stack,
      )} ${permission.sentence}.`,
      place: { file, ...placeOf(read(file), logicalId, permission) },
    })),
  );
}

function placeOf(
  template: ParsedTemplate | undefined,
  logicalId: string,
  permission: WidenedPermission,
): Partial<TemplatePosition> {
  return template ? locate(template, logicalId, permission) : {};
}

/**
 * What cannot be compared may be wider, too: a policy that lets nothing get
 * wider does not let that pass.
 */
function notCompared(stack: StackPlan): CheckFinding[] {
  const { outcome, reason, uncertain, template: file } = stack;
  const name = describePlace(stack);
  const maybeWider = (why: string): CheckFinding => ({
    rule: 'wider-permission',
    level: 'note',
    message: `Whether ${name} gets wider permissions is not fully known: ${why}.`,
    place: { file },
  });
  if (outcome === 'unknown') {
    return [
      {
        rule: 'not-compared',
        level: 'error',
        message: `Cannot be compared with what is deployed: ${name}: ${reason}.`,
        place: { file },
      },
      maybeWider(reason!),
    ];
  }
  return outcome === 'updated' ? uncertain.map(maybeWider) : [];
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
  const statements = valueAt(template.body, place.slice(0, -1));
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
  return valueAt(item, ['Fn::If']) !== undefined;
}

function holds(statement: unknown, sid: string): boolean {
  const branches = valueAt(statement, ['Fn::If']);
  return (
    valueAt(statement, ['Sid']) === sid ||
    (Array.isArray(branches) && branches.some(branch => holds(branch, sid)))
  );
}
