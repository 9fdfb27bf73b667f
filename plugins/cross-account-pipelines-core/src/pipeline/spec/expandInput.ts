import { isJsonObject } from '../../policy/isJsonObject';
import { isRegion, partitionOf } from '../../template/partitions';
import type { SpecPath, SpecProblem } from '../vocabulary/SpecProblem';

/**
 * What somebody wrote, with its shorthands written out.
 */
export interface ExpandedInput {
  input: unknown;
  /** What is wrong with the shorthands themselves. */
  problems: SpecProblem[];
  /** Leads a path in the expanded input back to what was written. */
  originalPath(path: SpecPath): SpecPath;
  /** The same, but to what several targets share where they do. */
  sharedPath(path: SpecPath): SpecPath;
}

/** A target as the schema takes it, and what it was written as. */
interface ExpandedTarget {
  target: unknown;
  /** Its `deploy` is the `test` beside `stages`. */
  isTest?: boolean;
}

interface Origin extends ExpandedTarget {
  index: number;
  /** The target before its shorthands were written out. */
  written: unknown;
}

type Fields = Record<string, unknown>;

/**
 * Writes out the shorthands: a `deploy` beside `stages` is what targets fall back
 * to, field by field, a `test` beside `stages` follows what each of them deploys,
 * a target with several `regions` stands for one in each, and pseudo-parameters
 * in what is deployed stand for the account, Region and partition of the target.
 * What else is not of that shape is left for the schema to name.
 */
export function expandInput(input: unknown): ExpandedInput {
  const same = (path: SpecPath) => path;
  if (!isJsonObject(input)) {
    return { input, problems: [], originalPath: same, sharedPath: same };
  }
  const { deploy, test, ...rest } = input;
  const shared = {
    deploy: isJsonObject(deploy) ? deploy : undefined,
    test: isJsonObject(test) ? test : undefined,
  };
  const problems: SpecProblem[] = Object.entries({ deploy, test })
    .filter(([, value]) => value !== undefined && !isJsonObject(value))
    .map(([name]) => ({ path: [name], message: 'must be a map' }));
  if (!Array.isArray(input.stages)) {
    return { input: rest, problems, originalPath: same, sharedPath: same };
  }
  const origins: Origin[][] = [];
  const stages = input.stages.map((stage, stageIndex) => {
    if (!isJsonObject(stage) || !Array.isArray(stage.targets)) {
      return stage;
    }
    origins[stageIndex] = stage.targets.flatMap((written: unknown, index) => {
      const message = describeRegions(written);
      if (message) {
        const path = ['stages', stageIndex, 'targets', index, 'regions'];
        problems.push({ path, message });
      }
      return expandTarget(written, { ...shared, region: rest.region }).map(
        expanded => ({ ...expanded, index, written }),
      );
    });
    return {
      ...stage,
      targets: origins[stageIndex].map(({ target }) => target),
    };
  });
  const trace = (path: SpecPath, toShared: boolean): SpecPath => {
    const [first, stage, second, target, ...last] = path;
    const origin = origins[Number(stage)]?.[Number(target)];
    if (first !== 'stages' || second !== 'targets' || !origin) {
      return path;
    }
    const [field, ...inner] = last;
    if (field === 'deploy' && origin.isTest) {
      return ['test', ...inner];
    }
    return field === 'deploy' && toShared && isInherited(inner, origin, shared)
      ? ['deploy', ...inner]
      : [first, stage, second, origin.index, ...last];
  };
  return {
    input: { ...rest, stages },
    problems,
    originalPath: path => trace(path, false),
    sharedPath: path => trace(path, true),
  };
}

function describeRegions(target: unknown): string | undefined {
  if (!isJsonObject(target) || target.regions === undefined) {
    return undefined;
  }
  if ('region' in target) {
    return 'goes without region: name one or the other';
  }
  return Array.isArray(target.regions) && target.regions.length > 0
    ? undefined
    : 'must be a list of Regions';
}

/** Whether a part of what is deployed was written beside `stages`. */
function isInherited(
  [field]: SpecPath,
  { written }: Origin,
  { deploy }: { deploy?: Fields },
): boolean {
  if (!deploy || !isJsonObject(written)) {
    return false;
  }
  const own = written.deploy;
  return (
    own === undefined ||
    (inherits(own, deploy) &&
      Object.hasOwn(deploy, field) &&
      !Object.hasOwn(own, field))
  );
}

/** @param shared - `region` stands in for regions that cannot be read */
function expandTarget(
  target: unknown,
  shared: { deploy?: Fields; test?: Fields; region: unknown },
): ExpandedTarget[] {
  if (!isJsonObject(target)) {
    return [{ target }];
  }
  const { regions, ...one } = {
    ...target,
    ...(shared.deploy && { deploy: inherit(shared.deploy, target.deploy) }),
  } as Fields;
  const places =
    regions === undefined || describeRegions(target)
      ? [regions === undefined ? one : { region: shared.region, ...one }]
      : (regions as unknown[]).map(region => ({ ...one, region }));
  return places.map(fillIn).flatMap(each => followByTest(each, shared.test));
}

function inherit(defaults: Fields, own: unknown): unknown {
  if (own === undefined) {
    return defaults;
  }
  return inherits(own, defaults) ? { ...defaults, ...own } : own;
}

/** Another provider's defaults would only be in the way. */
function inherits(own: unknown, defaults: Fields): own is Fields {
  return (
    isJsonObject(own) &&
    (own.provider === undefined || own.provider === defaults.provider)
  );
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
