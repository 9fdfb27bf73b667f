import type {
  ManifestStack,
  StackManifest,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  parseTemplate,
  placeKey,
  type TemplateBody,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeployedStacks } from '../stack/DeployedStack';
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
  const { manifest, templates } = options;
  const changed = manifest.stacks.flatMap(stack => {
    const lost = lostOf(stack, options).filter(kept);
    if (lost.length === 0) {
      return [];
    }
    const { body } = parseTemplate({
      file: stack.template,
      text: templates[stack.template],
    });
    const Resources: TemplateBody['Resources'] = Object.fromEntries(
      Object.entries(body.Resources).map(([id, resource]) => [
        id,
        withInstances(
          resource,
          lost.filter(({ logicalId }) => logicalId === id),
        ),
      ]),
    );
    return [[stack.template, JSON.stringify({ ...body, Resources })]];
  });
  return { ...templates, ...Object.fromEntries(changed) };
}

/** Of StackSets that the manifest has, too: a whole one goes with its resource. */
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
    return lostInstances(
      parseTemplate({ file: 'deployed template', text: before }).body,
      after,
    ).filter(
      ({ logicalId }) => after.Resources[logicalId]?.Type === stackSetType,
    );
  } catch {
    // Whoever deployed it may have used anything; its plan says so.
    return [];
  }
}

/** Whether two stacks are in the same account and Region. */
export function isInSameRegion(one: StackPlace, other: StackPlace): boolean {
  return one.account === other.account && one.region === other.region;
}
