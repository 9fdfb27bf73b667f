import type { SpecPath } from './SpecProblem';

/**
 * What somebody wrote, with its shorthands written out.
 */
export interface ExpandedInput {
  input: unknown;
  /** Leads a path in the expanded input back to what was written. */
  originalPath(path: SpecPath): SpecPath;
}

/**
 * Writes out two shorthands: a `deploy` beside `stages` is what targets fall
 * back to, field by field, and a target with several `regions` stands for one in
 * each. What is not of that shape is left for the schema to name.
 */
export function expandInput(input: unknown): ExpandedInput {
  if (!isRecord(input) || !Array.isArray(input.stages)) {
    return { input, originalPath: path => path };
  }
  const { deploy, ...rest } = input;
  const defaults = isRecord(deploy) ? deploy : undefined;
  const origins: number[][] = [];
  const stages = input.stages.map((stage, stageIndex) => {
    if (!isRecord(stage) || !Array.isArray(stage.targets)) {
      return stage;
    }
    const targets = stage.targets.flatMap((target: unknown, index) =>
      expandTarget(target, defaults).map(expanded => ({ expanded, index })),
    );
    origins[stageIndex] = targets.map(({ index }) => index);
    return { ...stage, targets: targets.map(({ expanded }) => expanded) };
  });
  return {
    input: defaults ? { ...rest, stages } : { ...input, stages },
    originalPath: path => {
      const [first, stage, second, target, ...last] = path;
      const origin = origins[Number(stage)]?.[Number(target)];
      return first === 'stages' && second === 'targets' && origin !== undefined
        ? [first, stage, second, origin, ...last]
        : path;
    },
  };
}

function expandTarget(
  target: unknown,
  defaults: Record<string, unknown> | undefined,
): unknown[] {
  if (!isRecord(target)) {
    return [target];
  }
  const full = defaults
    ? { ...target, deploy: inherit(defaults, target.deploy) }
    : target;
  const { regions, ...one } = full as Record<string, unknown>;
  if (!Array.isArray(regions) || regions.length === 0 || 'region' in one) {
    return [full];
  }
  return regions.map(region => ({ ...one, region }));
}

/** Another provider's defaults would only be in the way. */
function inherit(defaults: Record<string, unknown>, own: unknown): unknown {
  if (own === undefined) {
    return defaults;
  }
  const sameProvider =
    isRecord(own) &&
    (own.provider === undefined || own.provider === defaults.provider);
  return sameProvider ? { ...defaults, ...own } : own;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
