import type { KnownError } from './KnownError';
import { accessErrors } from './accessErrors';
import { artifactErrors } from './artifactErrors';
import { definitionErrors } from './definitionErrors';
import { deploymentErrors } from './deploymentErrors';
import { environmentErrors } from './environmentErrors';
import { keyErrors } from './keyErrors';
import { limitErrors } from './limitErrors';
import { policyErrors } from './policyErrors';
import { refusalErrors } from './refusalErrors';
import { sourceErrors } from './sourceErrors';
import { stackErrors } from './stackErrors';

/**
 * All known shapes; what tells more comes first.
 */
export const knownErrors: KnownError[] = [
  ...accessErrors,
  ...policyErrors,
  ...keyErrors,
  ...deploymentErrors,
  ...artifactErrors,
  ...sourceErrors,
  ...definitionErrors,
  ...limitErrors,
  ...refusalErrors,
  ...environmentErrors,
  ...stackErrors,
];
