import type {
  ManifestStack,
  StackManifest,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  parseTemplate,
  placeKey,
  type TemplateBody,
  type TemplateResource,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeployedStacks } from '../stack/DeployedStack';
import { parametersOf } from '../stack/hasSameInputs';
import { hasStackSet, lostInstances, withInstances } from './instanceGroups';

const stackSetType = 'AWS::CloudFormation::StackSet';

/** An instance of a StackSet that the manifest would take away. */
export type LostInstance = StackPlace & {
  /** The stack that has the StackSet. */
  ofStackSetIn: StackPlace;
};

interface StackSetOptions {
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
  deployed: DeployedStacks;
}

/** The instances that StackSets, as they are deployed, have beyond the manifest. */
export function instancesLeft(options: StackSetOptions): LostInstance[] {
  return options.manifest.stacks.flatMap(stack =>
    lostOf(stack, options).map(({ account, region, stackName }) => ({
      account,
      region,
      stackName,
      ofStackSetIn: {
        account: stack.account,
        region: stack.region,
        stackName: stack.stackName,
      },
    })),
  );
}

/**
 * The templates of a manifest with instances that they would take away: the roles
 * there may still be needed by what was deployed with them.
 *
 * @param kept - asked of each such instance. Default: all stay
 */
export function keepInstances(
  options: StackSetOptions,
  kept: (instance: StackPlace) => boolean = () => true,
): Record<string, string> {
  const { manifest, templates, deployed } = options;
  const changed = manifest.stacks.flatMap(stack => {
    const lost = lostOf(stack, options).filter(kept);
    if (lost.length === 0) {
      return [];
    }
    const { body } = parseTemplate({
      file: stack.template,
      text: templates[stack.template],
    });
    const current = deployed.get(placeKey(stack))!;
    const { Resources: was } = parseDeployed(current.template!);
    const byStackSet = Map.groupBy(lost, ({ logicalId }) => logicalId);
    const Resources: TemplateBody['Resources'] = {
      ...body.Resources,
      ...Object.fromEntries(
        [...byStackSet].map(([id, instances]) => [
          id,
          body.Resources[id]
            ? withInstances(body.Resources[id], instances, was[id])
            : filledIn(was[id], parametersOf(current.stack)),
        ]),
      ),
    };
    return [[stack.template, JSON.stringify({ ...body, Resources })]];
  });
  return { ...templates, ...Object.fromEntries(changed) };
}

/**
 * Of stacks that go on having a StackSet; of others, it goes with the stack.
 */
function lostOf(
  stack: ManifestStack,
  { templates, deployed }: StackSetOptions,
): ReturnType<typeof lostInstances> {
  const text = templates[stack.template];
  const before = deployed.get(placeKey(stack))?.template;
  if (!hasStackSet(before) || !hasStackSet(text)) {
    return [];
  }
  try {
    const after = parseTemplate({ file: stack.template, text }).body;
    return lostInstances(parseDeployed(before), after).filter(
      ({ logicalId }) =>
        (after.Resources[logicalId]?.Type ?? stackSetType) === stackSetType,
    );
  } catch {
    // Whoever deployed it may have used anything; its plan says so.
    return [];
  }
}

function parseDeployed(text: string): TemplateBody {
  return parseTemplate({ file: 'deployed template', text }).body;
}

/** A resource as it is, whatever parameters its stack has from now on. */
function filledIn(
  { DependsOn: _, ...resource }: TemplateResource,
  parameters: Record<string, string>,
): TemplateResource {
  const fill = (part: unknown): unknown => {
    if (Array.isArray(part)) {
      return part.map(fill);
    }
    if (typeof part !== 'object' || part === null) {
      return part;
    }
    const { Ref: name, ...others } = part as Record<string, unknown>;
    return typeof name === 'string' &&
      Object.hasOwn(parameters, name) &&
      Object.keys(others).length === 0
      ? parameters[name]
      : Object.fromEntries(
          Object.entries(part).map(([key, value]) => [key, fill(value)]),
        );
  };
  return fill(resource) as TemplateResource;
}

/** Whether two stacks are in the same account and Region. */
export function isInSameRegion(one: StackPlace, other: StackPlace): boolean {
  return one.account === other.account && one.region === other.region;
}
