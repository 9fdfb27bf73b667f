import { artifactCauses } from './artifactCauses';
import { assumeCauses } from './assumeCauses';
import { buildCauses } from './buildCauses';
import type { Cause } from './Cause';
import { definitionCauses } from './definitionCauses';
import { deploymentCauses } from './deploymentCauses';
import { environmentCauses } from './environmentCauses';
import { imageCauses } from './imageCauses';
import { keyCauses } from './keyCauses';
import { limitCauses } from './limitCauses';
import { policyCauses } from './policyCauses';
import { refusalCauses } from './refusalCauses';
import { sourceCauses } from './sourceCauses';
import { stackCauses } from './stackCauses';
import { stackSetCauses } from './stackSetCauses';
import { templateCauses } from './templateCauses';

/** The register of causes by family, in the order in which people meet them. */
export const causeFamilies = {
  refusals: refusalCauses,
  assuming: assumeCauses,
  policies: policyCauses,
  keys: keyCauses,
  artifacts: artifactCauses,
  sources: sourceCauses,
  definition: definitionCauses,
  builds: buildCauses,
  images: imageCauses,
  deployments: deploymentCauses,
  stacks: stackCauses,
  stackSets: stackSetCauses,
  templates: templateCauses,
  limits: limitCauses,
  environment: environmentCauses,
};

type Families = typeof causeFamilies;

/**
 * The stable name of a cause.
 *
 * @alpha
 */
export type CauseId = {
  [Family in keyof Families]: keyof Families[Family];
}[keyof Families];

/**
 * All that is known to go wrong, by its name.
 *
 * @alpha
 */
export const causes: Record<CauseId, Cause> = Object.assign(
  {},
  ...Object.values(causeFamilies),
);
