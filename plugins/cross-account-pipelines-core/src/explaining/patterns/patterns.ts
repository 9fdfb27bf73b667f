import { artifactPatterns } from './artifactPatterns';
import { assumePatterns } from './assumePatterns';
import { buildPatterns } from './buildPatterns';
import { definitionPatterns } from './definitionPatterns';
import { deploymentPatterns } from './deploymentPatterns';
import { environmentPatterns } from './environmentPatterns';
import { imagePatterns } from './imagePatterns';
import { keyPatterns } from './keyPatterns';
import { limitPatterns } from './limitPatterns';
import type { Pattern } from './Pattern';
import { policyPatterns } from './policyPatterns';
import { refusalPatterns } from './refusalPatterns';
import { sourcePatterns } from './sourcePatterns';
import { stackPatterns } from './stackPatterns';
import { stackSetPatterns } from './stackSetPatterns';
import { templatePatterns } from './templatePatterns';

/** All known wordings; what tells more comes first. */
export const patterns: Pattern[] = [
  ...assumePatterns,
  ...stackSetPatterns,
  ...policyPatterns,
  ...keyPatterns,
  ...artifactPatterns,
  ...buildPatterns,
  ...imagePatterns,
  ...deploymentPatterns,
  ...sourcePatterns,
  ...limitPatterns,
  ...definitionPatterns,
  ...templatePatterns,
  ...environmentPatterns,
  ...refusalPatterns,
  ...stackPatterns,
];
