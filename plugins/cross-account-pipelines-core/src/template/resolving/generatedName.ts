import { kindOf, type ResourceKind } from './resourceKinds';
import type { ManifestStack } from '../manifest/StackManifest';
import type { ParsedTemplate } from '../parsing/ParsedTemplate';

/** Stands where CloudFormation puts random characters into a name. */
const generatedSuffix = '-000000000000';

/** Names that stand for some that AWS will make up. */
const standIn =
  /-000000000000$|^00000000-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isStandIn(name: string): boolean {
  return standIn.test(name);
}

/** A name that ends as CloudFormation ends those that it makes up. */
const madeUp = /[A-Za-z0-9-]+-[A-Za-z0-9]{12,13}(?![A-Za-z0-9-])/g;

/**
 * The name that stands for the one that CloudFormation will make up.
 *
 * See `AWSCloudFormation/latest/UserGuide/cfn-name-type`.
 */
export function generatedName(
  stackName: string,
  logicalId: string,
  { generated = {} }: ResourceKind,
): string {
  const { max = 255, lower = false } = generated;
  const name = `${`${stackName}-${logicalId}`.slice(
    0,
    max - generatedSuffix.length,
  )}${generatedSuffix}`;
  return lower ? name.toLowerCase() : name;
}

/**
 * Takes names that AWS made up, such as somebody copies from the outputs of a
 * stack, for the names that stand for them.
 */
export class GeneratedNames {
  private known?: Map<string, string>;

  constructor(
    private readonly stacks: ManifestStack[],
    private readonly templates: Map<string, ParsedTemplate>,
  ) {}

  /** @param value - of a parameter: a name, an ARN, or a list of them */
  recognize(value: string): string {
    return value.replace(madeUp, name => {
      const names = (this.known ??= this.listNames());
      return names.get(name.slice(0, name.lastIndexOf('-'))) ?? name;
    });
  }

  /** By what they begin with. */
  private listNames(): Map<string, string> {
    return new Map(
      this.stacks.flatMap(({ stackName, template }) =>
        Object.entries(this.templates.get(template)?.body.Resources ?? {}).map(
          ([logicalId, { Type }]) => {
            const name = generatedName(stackName, logicalId, kindOf(Type));
            return [name.slice(0, -generatedSuffix.length), name] as const;
          },
        ),
      ),
    );
  }
}
