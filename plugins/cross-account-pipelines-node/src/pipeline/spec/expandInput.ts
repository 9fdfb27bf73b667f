import { isJsonObject } from '../../policy/isJsonObject';
import { isRegion, partitionOf } from '../../template';
import type { SpecPath } from './SpecProblem';

/**
 * What somebody wrote, with its shorthands written out.
 */
export interface ExpandedInput {
  input: unknown;
  /** Leads a path in the expanded input back to what was written. */
  originalPath(path: SpecPath): SpecPath;
}

/** A target as the schema takes it, and what it was written as. */
interface ExpandedTarget {
  target: unknown;
  /** Its `deploy` is the `test` beside `stages`. */
  isTest?: boolean;
}

type Fields = Record<string, unknown>;

/**
 * Writes out the shorthands: a `deploy` beside `stages` is what targets fall back
 * to, field by field, a `test` beside `stages` follows what each of them deploys,
 * a target with several `regions` stands for one in each, and pseudo-parameters
 * in what is deployed stand for the account, Region and partition of the target.
 * What is not of that shape is left for the schema to name.
 */
export function expandInput(input: unknown): ExpandedInput {
  if (!isJsonObject(input) || !Array.isArray(input.stages)) {
    return { input, originalPath: path => path };
  }
  const { deploy, test, ...rest } = input;
  const shared = {
    deploy: isJsonObject(deploy) ? deploy : undefined,
    test: isJsonObject(test) ? test : undefined,
  };
  const origins: Array<Array<{ index: number; isTest?: boolean }>> = [];
  const stages = input.stages.map((stage, stageIndex) => {
    if (!isJsonObject(stage) || !Array.isArray(stage.targets)) {
      return stage;
    }
    const targets = stage.targets.flatMap((target: unknown, index) =>
      expandTarget(target, shared).map(expanded => ({ ...expanded, index })),
    );
    origins[stageIndex] = targets;
    return { ...stage, targets: targets.map(({ target }) => target) };
  });
  return {
    input: {
      ...rest,
      ...(!shared.deploy && 'deploy' in input && { deploy }),
      ...(!shared.test && 'test' in input && { test }),
      stages,
    },
    originalPath: path => {
      const [first, stage, second, target, ...last] = path;
      const origin = origins[Number(stage)]?.[Number(target)];
      if (first !== 'stages' || second !== 'targets' || !origin) {
        return path;
      }
      return origin.isTest && last[0] === 'deploy'
        ? ['test', ...last.slice(1)]
        : [first, stage, second, origin.index, ...last];
    },
  };
}

function expandTarget(
  target: unknown,
  shared: { deploy?: Fields; test?: Fields },
): ExpandedTarget[] {
  if (!isJsonObject(target)) {
    return [{ target }];
  }
  const { regions, ...one } = {
    ...target,
    ...(shared.deploy && { deploy: inherit(shared.deploy, target.deploy) }),
  } as Fields;
  const places =
    !Array.isArray(regions) || regions.length === 0 || 'region' in one
      ? [{ ...one, ...(regions !== undefined && { regions }) }]
      : regions.map(region => ({ ...one, region }));
  return places.map(fillIn).flatMap(each => followByTest(each, shared.test));
}

/** Another provider's defaults would only be in the way. */
function inherit(defaults: Fields, own: unknown): unknown {
  if (own === undefined) {
    return defaults;
  }
  const sameProvider =
    isJsonObject(own) &&
    (own.provider === undefined || own.provider === defaults.provider);
  return sameProvider ? { ...defaults, ...own } : own;
}

/** The next wave waits for the test, so that each takes two. */
function followByTest(target: Fields, test?: Fields): ExpandedTarget[] {
  const { wave = 1, deployRoleArn, ...place } = target;
  if (!test || typeof wave !== 'number') {
    return [{ target }];
  }
  return [
    { target: { ...target, wave: 2 * wave - 1 } },
    {
      target: {
        ...place,
        deploy: { ...test, provider: 'CodeBuild' },
        wave: 2 * wave,
      },
      isTest: true,
    },
  ];
}

/** One `deploy` can name what is called differently in each account. */
function fillIn(target: Fields): Fields {
  const { account, region, deploy } = target;
  if (
    !isJsonObject(deploy) ||
    typeof account !== 'string' ||
    typeof region !== 'string' ||
    !isRegion(region)
  ) {
    return target;
  }
  const values: Record<string, string> = {
    '${AWS::AccountId}': account,
    '${AWS::Region}': region,
    '${AWS::Partition}': partitionOf(region).id,
  };
  const pseudoParameter = /\$\{AWS::(?:AccountId|Region|Partition)\}/g;
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replace(pseudoParameter, name => values[name]);
    }
    if (Array.isArray(value)) {
      return value.map(fill);
    }
    return isJsonObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [key, fill(inner)]),
        )
      : value;
  };
  return { ...target, deploy: fill(deploy) };
}
