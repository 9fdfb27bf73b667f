import {
  parseTemplate,
  resolveTemplate,
  stackSetInstances,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeployedStack } from '../stack/DeployedStack';
import { parametersOf } from '../stack/hasSameInputs';

/** Something that a StackSet of a stack has made in an account. */
export interface InstanceResource {
  account: string;
  /** That of the StackSet and its own, with a slash between. */
  logicalId: string;
  type: string;
  physicalId: string;
  /** Its properties, as the StackSet has them made. */
  expected: Record<string, unknown>;
}

/** What the StackSets of a deployed stack have made, as its template says. */
export function instanceResources({
  stack,
  template: text = '',
  ...place
}: DeployedStack): InstanceResource[] {
  const file = `template of ${place.stackName}`;
  const resolved = resolveTemplate({
    ...place,
    template: parseTemplate({ file, text }),
    parameters: parametersOf(stack),
  });
  return stackSetInstances(resolved).flatMap(instance => {
    const { account, region, stackName, logicalId, parameters } = instance;
    const { resources } = resolveTemplate({
      template: parseTemplate({ file, text: instance.template }),
      account,
      region,
      stackName,
      parameters,
    });
    return Object.entries(resources).map(([id, resource]) => ({
      account,
      logicalId: `${logicalId}/${id}`,
      type: resource.type,
      physicalId: resource.physicalId,
      expected: resource.properties,
    }));
  });
}
