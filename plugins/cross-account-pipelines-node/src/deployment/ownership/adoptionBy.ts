import { defaultStackRules, matchesAny, type StackRules } from '../../config';
import type { Adoption } from './requireOwnStacks';

/**
 * A stack without an owner is taken over when somebody asks for it and the
 * platform team allows it.
 */
export function adoptionBy(options: {
  stackRules?: StackRules;
  /** Names of stacks that somebody asked to take over. */
  adopt?: string[];
}): Adoption {
  const { stackRules = defaultStackRules, adopt = [] } = options;
  return ({ stackName }) => {
    if (!matchesAny(stackName, stackRules.adoptable)) {
      return 'the platform team can let it be taken over (crossAccountPipelines.stacks.adoptable), or give it that tag';
    }
    return adopt.includes(stackName)
      ? undefined
      : 'to take it over, name it among the stacks to adopt';
  };
}
