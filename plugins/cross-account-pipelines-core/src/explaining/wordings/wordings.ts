import { artifactWordings } from './artifactWordings';
import { assumeWordings } from './assumeWordings';
import { buildWordings } from './buildWordings';
import { definitionWordings } from './definitionWordings';
import { deploymentWordings } from './deploymentWordings';
import { environmentWordings } from './environmentWordings';
import { keyWordings } from './keyWordings';
import { policyWordings } from './policyWordings';
import { refusalWordings } from './refusalWordings';
import { sourceWordings } from './sourceWordings';
import { stackWordings } from './stackWordings';
import type { Wording } from './Wording';

/** All of them, by family. */
export const wordings: Wording[] = [
  ...refusalWordings,
  ...assumeWordings,
  ...policyWordings,
  ...keyWordings,
  ...artifactWordings,
  ...sourceWordings,
  ...definitionWordings,
  ...buildWordings,
  ...deploymentWordings,
  ...stackWordings,
  ...environmentWordings,
];
