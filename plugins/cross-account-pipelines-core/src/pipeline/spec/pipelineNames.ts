import type { TargetRolePurpose } from '../../providers/deploy/TargetKind';

/**
 * What the suite calls the parts of a pipeline.
 *
 * The parts of one pipeline find each other by these names before any of them
 * exists: that is what makes a second pass needless.
 *
 * @alpha
 */
export interface PipelineNames {
  serviceRole: string;
  buildRole: string;
  /** The role that actions work with in target accounts, in the home Region. */
  actionRole: string;
  /** The role that CloudFormation works with there. */
  deployRole: string;
  /** Role that starts the pipeline when something happens. */
  eventRole: string;
  buildProject: string;
  /** The change set that the first of a pair of actions makes. */
  changeSet: string;
  keyAlias: string;
  foundationStack: string;
  targetStack: string;
  pipelineStack: string;
  /** What lets a pipeline of others into accounts, and how it was before. */
  attachmentStack: string;
  /** Never holds anything: there while somebody works on the pipeline. */
  lockStack: string;
  /** One artifact bucket in each Region that actions work in. */
  artifactBucket(region: string): string;
  /** Where S3 writes who used the buckets of an account. */
  logBucket(account: string, region: string): string;
  /**
   * A role of a target account. IAM is the same in every Region of an account,
   * so outside the home Region the name says which one the role is for.
   */
  targetRole(purpose: TargetRolePurpose, region: string): string;
}

/** `IAM/latest/UserGuide/reference_iam-quotas` */
const maxRoleName = 64;

/** `AmazonS3/latest/userguide/bucketnamingrules` */
const maxBucketName = 63;

/**
 * @alpha
 */
export function pipelineNames(pipeline: {
  name: string;
  /** The pipeline account: twelve digits. */
  account: string;
  /** The home Region; roles of every other Region are named after theirs. */
  region?: string;
  roleNamePrefix?: string;
  /** Where buckets have their names. Default `global`. */
  bucketNamespace?: 'global' | 'account-regional';
}): PipelineNames {
  const { name, account, region: home, roleNamePrefix = '' } = pipeline;
  const role = (purpose: string) =>
    suffixed(`${roleNamePrefix}${name}`, `-pipeline-${purpose}`, maxRoleName);
  const bucket = (owner: string, region: string, purpose = '') =>
    suffixed(
      name,
      `${purpose}-${owner}-${region}${
        pipeline.bucketNamespace === 'account-regional' ? '-an' : ''
      }`,
      maxBucketName,
    );
  return {
    serviceRole: role('service'),
    buildRole: role('build'),
    actionRole: role('action'),
    deployRole: role('deploy'),
    eventRole: role('start'),
    buildProject: `${name}-build`,
    changeSet: `${name}-pipeline`,
    keyAlias: `alias/${name}-artifacts`,
    foundationStack: `${name}-foundation`,
    targetStack: `${name}-target`,
    pipelineStack: `${name}-pipeline`,
    attachmentStack: `${name}-attachment`,
    lockStack: `${name}-lock`,
    artifactBucket: region => bucket(account, region),
    logBucket: (owner, region) => bucket(owner, region, '-logs'),
    targetRole: (purpose, region) =>
      role(region === home ? purpose : `${purpose}-${region}`),
  };
}

/**
 * A name that is too long keeps its beginning and gets a fingerprint, so that
 * two long names that begin alike stay apart.
 */
function suffixed(name: string, suffix: string, limit: number): string {
  const room = limit - suffix.length;
  if (name.length <= room) {
    return name + suffix;
  }
  const mark = fingerprint(name);
  return `${name.slice(0, room - mark.length - 1)}-${mark}${suffix}`;
}

/** FNV-1a: names have to differ, not to withstand an attack. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const char of text) {
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash.toString(36).padStart(7, '0');
}
