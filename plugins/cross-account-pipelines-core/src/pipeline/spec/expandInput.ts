import { isJsonObject } from '../../policy/isJsonObject';
import { stableJson } from '../../policy/stableJson';
import { isRegion, partitionOf } from '../../template/partitions';
import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import { mapTexts } from './mapTexts';
import { accountRuleSchema, coversAccount, describeRule } from './accountRule';
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

/** Accounts that a rule may name: more would not fit into one pipeline. */
const maxAccounts = 1000;

/** Where a rule names none: what else is wrong is said all the same. */
const nobody = '0'.repeat(12);

/**
 * Writes out the shorthands: a `deploy` beside `stages` is what targets fall back
 * to, field by field, a `test` beside `stages` follows what each of them deploys,
 * a target with several `regions` stands for one in each, and pseudo-parameters
 * in what is deployed stand for the account, Region and partition of the target.
 * A target with a `rule` stands for one in each account that it names and that the
 * stage does not name for the same otherwise. What else is not of that shape is
 * left for the schema to name.
 *
 * @param accounts - which a rule chooses from
 */
export function expandInput(
  input: unknown,
  accounts?: ConfiguredAccount[],
): ExpandedInput {
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
    const named = new Set<string>();
    const placed = stage.targets.map((written: unknown, index) => {
      const report = (field: string, message?: string) => {
        if (message) {
          const path = ['stages', stageIndex, 'targets', index, field];
          problems.push({ path, message });
        }
      };
      report('regions', describeRegions(written));
      const places = expandRegions(written, rest.region);
      places
        .filter(isJsonObject)
        .filter(place => !isByRule(place))
        .forEach(noteIn(named));
      return { written, index, places, report };
    });
    origins[stageIndex] = placed.flatMap(
      ({ written, index, places, report }) => {
        const targets = isByRule(written)
          ? expandRule(places as Fields[], { accounts, named, report })
          : places;
        return targets
          .flatMap(target => expandTarget(target, shared))
          .map(expanded => ({ ...expanded, index, written }));
      },
    );
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

/** @param usual - stands in for regions that cannot be read */
function expandRegions(target: unknown, usual: unknown): unknown[] {
  if (!isJsonObject(target)) {
    return [target];
  }
  const { regions, ...one } = target as Fields;
  if (regions === undefined) {
    return [one];
  }
  return describeRegions(target)
    ? [{ region: usual, ...one }]
    : (regions as unknown[]).map(region => ({ ...one, region }));
}

function isByRule(target: unknown): target is Fields {
  return (
    isJsonObject(target) &&
    target.rule !== undefined &&
    target.account === undefined
  );
}

/** What a stage does where, as far as it was written. */
function noteIn(named: Set<string>) {
  return (target: Fields) => named.add(deedOf(target));
}

function deedOf(target: Fields): string {
  const { account, region, deploy } = fillIn(target);
  return stableJson([account, region, deploy]);
}

/** In each Region one target for each account. */
function expandRule(
  places: Fields[],
  options: {
    accounts?: ConfiguredAccount[];
    /** What is done in the stage otherwise; what the rule names is added. */
    named: Set<string>;
    report(field: string, message?: string): void;
  },
): Fields[] {
  const { accounts, named, report } = options;
  const { data: rule } = accountRuleSchema.safeParse(places[0].rule);
  const covered = rule && accounts?.filter(each => coversAccount(rule, each));
  const targets = places.flatMap(place =>
    (covered ?? [])
      .map(({ id }): Fields => ({ account: id, ...place }))
      .filter(target => !named.has(deedOf(target))),
  );
  targets.forEach(noteIn(named));
  const problem = rule && describeNaming(covered, targets);
  report('rule', problem && `${describeRule(rule)} ${problem}`);
  if (places[0].name !== undefined) {
    report('name', 'is for one account; those of a rule have their own');
  }
  return problem || targets.length === 0
    ? places.map(place => ({ account: nobody, ...place }))
    : targets;
}

/** What is wrong with what a rule names, if anything. */
function describeNaming(
  covered: ConfiguredAccount[] | undefined,
  targets: Fields[],
): string | undefined {
  const key = 'crossAccountPipelines.accounts';
  if (!covered) {
    return `chooses from the configured accounts, and none are given (${key})`;
  }
  if (covered.length === 0) {
    return `names none of the configured target accounts (${key})`;
  }
  if (covered.length > maxAccounts) {
    return `names ${covered.length} accounts; one rule may name ${maxAccounts}`;
  }
  return targets.length === 0
    ? 'names no account that the stage does not name already'
    : undefined;
}

function expandTarget(
  target: unknown,
  shared: { deploy?: Fields; test?: Fields },
): ExpandedTarget[] {
  if (!isJsonObject(target)) {
    return [{ target }];
  }
  const place = {
    ...target,
    ...(shared.deploy && { deploy: inherit(shared.deploy, target.deploy) }),
  } as Fields;
  return followByTest(fillIn(place), shared.test);
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
  return {
    ...target,
    deploy: mapTexts(deploy, text =>
      text.replace(pseudoParameter, name => values[name]),
    ),
  };
}
