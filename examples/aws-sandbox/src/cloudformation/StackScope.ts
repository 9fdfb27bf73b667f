import {
  IntrinsicScope,
  pseudoParameters,
  resolveIntrinsics,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { World } from '../world/World';
import { validationError } from './errors';
import { findExport } from './exports';
import type { Deployment, Stack, StackResource } from './Stack';
import { parameterReference } from './stackParameters';

/**
 * What the functions of a stack's template mean, while its resources come to be.
 */
export class StackScope implements IntrinsicScope {
  readonly pseudoParameters: Record<string, unknown>;
  /** Names of exports that were used. */
  readonly imported = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly stack: Stack,
    private readonly deployment: Deployment,
    private readonly resource: (logicalId: string) => StackResource | undefined,
  ) {
    this.pseudoParameters = pseudoParameters({
      account: stack.account,
      region: stack.region,
      stackName: stack.name,
      stackId: stack.id,
    });
  }

  resolve(value: unknown): unknown {
    return resolveIntrinsics(value, this);
  }

  reference(logicalId: string): unknown {
    const parameter = this.deployment.body.Parameters?.[logicalId];
    if (parameter) {
      return parameterReference(
        parameter,
        this.deployment.parameters[logicalId],
        this.world.account(this.stack.account).region(this.stack.region).stores,
      );
    }
    return this.require(logicalId).physicalId;
  }

  attribute(logicalId: string, attributeName: string): unknown {
    const resource = this.require(logicalId);
    if (!Object.hasOwn(resource.attributes, attributeName)) {
      throw validationError(
        `Template error: resource ${logicalId} does not support attribute type ${attributeName} in Fn::GetAtt`,
      );
    }
    return resource.attributes[attributeName];
  }

  condition(name: string): boolean {
    const { Conditions: conditions = {} } = this.deployment.body;
    if (!Object.hasOwn(conditions, name)) {
      throw validationError(
        `Template format error: Unresolved condition dependency ${name}`,
      );
    }
    return this.resolve(conditions[name]) === true;
  }

  mapping(map: string, topLevelKey: string, secondLevelKey: string): unknown {
    return this.deployment.body.Mappings?.[map]?.[topLevelKey]?.[
      secondLevelKey
    ];
  }

  importValue(exportName: string): unknown {
    const { account, region } = this.stack;
    const output = findExport(this.world, account, region, exportName);
    if (!output) {
      throw validationError(`No export named ${exportName} found.`);
    }
    this.imported.add(exportName);
    return output.value;
  }

  availabilityZones(region: string): string[] {
    return ['a', 'b', 'c'].map(letter => `${region}${letter}`);
  }

  private require(logicalId: string): StackResource {
    const resource = this.resource(logicalId);
    if (!resource) {
      throw validationError(
        `Template error: instance of Fn::GetAtt or Ref references undefined resource ${logicalId}`,
      );
    }
    return resource;
  }
}
