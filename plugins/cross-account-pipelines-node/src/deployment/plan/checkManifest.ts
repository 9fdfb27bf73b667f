import { InputError } from '@backstage/errors';
import type {
  ManifestStack,
  StackManifest,
  StackPhase,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  describePlace,
  parseTemplate,
  samePlace,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { isReference } from '../stack/stackOutputs';

/** In the order in which they are deployed. */
export const phases: readonly StackPhase[] = [
  'foundation',
  'target',
  'pipeline',
];

/**
 * Finds what would only come to light half-way through a deployment.
 *
 * @throws InputError that names the stack
 */
export function checkManifest(options: {
  manifest: StackManifest;
  templates: Record<string, string>;
  /** Default `parseTemplate`. */
  parse?: typeof parseTemplate;
}): void {
  const { manifest, templates, parse = parseTemplate } = options;
  manifest.stacks.forEach((stack, index) => {
    if (!/^\d{12}$/.test(stack.account)) {
      throw new InputError(
        `Stack ${stack.stackName} is for account ${JSON.stringify(
          stack.account,
        )}; an account id has twelve digits, in quotes`,
      );
    }
    if (!phases.includes(stack.phase)) {
      throw new InputError(
        `The phase of ${describePlace(stack)} is '${
          stack.phase
        }'; it can be ${phases.join(', ')}`,
      );
    }
    if (templates[stack.template] === undefined) {
      throw new InputError(
        `Template ${stack.template} of ${describePlace(stack)} is not there`,
      );
    }
    if (manifest.stacks.findIndex(each => samePlace(each, stack)) !== index) {
      throw new InputError(`The manifest names ${describePlace(stack)} twice`);
    }
    checkReferences(stack, manifest);
  });
  for (const file of new Set(manifest.stacks.map(each => each.template))) {
    checkTemplate({ file, text: templates[file] }, parse);
  }
}

function checkTemplate(
  template: { file: string; text: string },
  parse: typeof parseTemplate,
): void {
  try {
    parse(template);
  } catch (error) {
    throw new InputError(`Template ${template.file} cannot be deployed`, error);
  }
}

/** A stack can only use what an earlier phase has made. */
function checkReferences(stack: ManifestStack, manifest: StackManifest): void {
  for (const [name, value] of Object.entries(stack.parameters ?? {})) {
    const source =
      isReference(value) &&
      manifest.stacks.find(each => samePlace(each, value.fromStack));
    if (source && phases.indexOf(source.phase) >= phases.indexOf(stack.phase)) {
      throw new InputError(
        `Parameter ${name} of ${describePlace(stack)} takes an output of ${
          source.stackName
        }, which is deployed in the same phase or later`,
      );
    }
  }
}
