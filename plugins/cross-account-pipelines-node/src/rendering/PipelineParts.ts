import {
  pipelineNames,
  type PipelineNames,
  type PipelineSpec,
  type TargetSpec,
} from '../pipeline';
import { partitionOf } from '../template';

/**
 * What a spec comes to, account by account and Region by Region. Contexts and
 * manifest are made from it.
 */
export interface PipelineParts {
  partition: string;
  pipelineArn: string;
  names: PipelineNames;
  /** The home Region first, then each Region that targets are in. */
  regions: string[];
  targets: TargetAccountParts[];
  roleArn(account: string, roleName: string): string;
}

/** One target account, however many targets are in it. */
export interface TargetAccountParts {
  account: string;
  /** Where its roles' stack is: the first Region that names the account. */
  region: string;
  /** Regions of its targets. */
  regions: string[];
  stackArns: string[];
  usesChangeSets: boolean;
  usesDirectUpdates: boolean;
  /** Templates may contain macros, such as the serverless transform. */
  usesTransforms: boolean;
}

export function pipelineParts(spec: PipelineSpec): PipelineParts {
  const partition = partitionOf(spec.region).id;
  const rolePath = spec.rolePath ?? '/';
  const targetsByAccount = new Map<string, TargetSpec[]>();
  for (const target of spec.stages.flatMap(stage => stage.targets)) {
    const others = targetsByAccount.get(target.account);
    if (others) {
      others.push(target);
    } else {
      targetsByAccount.set(target.account, [target]);
    }
  }
  const targets = [...targetsByAccount].map(([account, own]) =>
    targetAccountParts(account, own, partition),
  );
  return {
    partition,
    pipelineArn: `arn:${partition}:codepipeline:${spec.region}:${spec.account}:${spec.name}`,
    names: pipelineNames(spec),
    regions: unique([
      spec.region,
      ...targets.flatMap(target => target.regions),
    ]),
    targets,
    roleArn: (account, roleName) =>
      `arn:${partition}:iam::${account}:role${rolePath}${roleName}`,
  };
}

function targetAccountParts(
  account: string,
  targets: TargetSpec[],
  partition: string,
): TargetAccountParts {
  return {
    account,
    region: targets[0].region,
    regions: unique(targets.map(({ region }) => region)),
    stackArns: unique(
      targets.map(
        ({ region, deploy }) =>
          `arn:${partition}:cloudformation:${region}:${account}:stack/${deploy.stackName}/*`,
      ),
    ),
    usesChangeSets: targets.some(({ deploy }) => deploy.mode !== 'direct'),
    usesDirectUpdates: targets.some(({ deploy }) => deploy.mode === 'direct'),
    usesTransforms: targets.some(({ deploy }) =>
      deploy.capabilities?.includes('CAPABILITY_AUTO_EXPAND'),
    ),
  };
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
