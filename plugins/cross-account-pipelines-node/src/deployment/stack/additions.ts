import { parseTemplate } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { StackChange } from '../DeploymentEvent';

/**
 * What a template adds where nothing is yet, as far as the template alone says:
 * a resource with a condition is added perhaps.
 */
export function additions(template: {
  file: string;
  text: string;
}): StackChange[] {
  return Object.entries(parseTemplate(template).body.Resources).map(
    ([logicalId, { Type: type, Condition }]) => ({
      action: 'add',
      logicalId,
      type,
      ...(Condition !== undefined && { perhaps: true }),
    }),
  );
}
