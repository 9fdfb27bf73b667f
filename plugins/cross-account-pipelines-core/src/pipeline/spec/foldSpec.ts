import { stableJson } from '../../policy/stableJson';
import { mapTexts } from './mapTexts';
import { parsePipelineSpec } from './parsePipelineSpec';
import type { PipelineSpec } from './pipelineSpecSchema';
import type { TargetSpec } from './stageSchema';

type Fields = Record<string, unknown>;

/** A target before a `deploy` and a `test` beside `stages` were written out. */
type FoldedTarget = Omit<TargetSpec, 'deploy'> & { deploy?: Fields };

/**
 * A spec as somebody would write it: what all targets deploy alike stands once,
 * as `deploy` beside `stages`, and so does the `test` that follows it in each.
 * Further targets then do the same. What a rule has named stands as that rule,
 * and so it may name others by now.
 *
 * @returns what `parsePipelineSpec` makes the same spec of, as long as rules name
 * the same accounts
 *
 * @alpha
 */
export function foldSpec(spec: PipelineSpec): Record<string, unknown> {
  const written = plain(spec) as unknown as PipelineSpec;
  const folded = fold(written);
  return foldRules(
    isSame(parse(folded), written) ? folded : withApprovals(written),
  );
}

/** One target in the place of all that a rule has named alike. */
function foldRules(spec: Fields): Fields {
  const stages = spec.stages as Array<Fields & { targets: FoldedTarget[] }>;
  return {
    ...spec,
    stages: stages.map(stage => ({
      ...stage,
      targets: [
        ...new Map(
          stage.targets.map((target, index) => {
            const folded = target.rule ? byRule(target) : target;
            return [target.rule ? stableJson(folded) : index, folded];
          }),
        ).values(),
      ],
    })),
  };
}

function byRule(target: FoldedTarget): Fields {
  const { account, name: _, deploy, ...rest } = target;
  const { region } = target;
  return {
    ...rest,
    ...(deploy && { deploy: general(deploy, { account, region }) }),
  };
}

function fold(spec: PipelineSpec): Fields {
  const { test, stages } = foldTests(spec.stages);
  const targets = stages.flatMap(stage => stage.targets);
  const deploy = sharedDeploy(targets);
  return {
    ...withApprovals({
      ...spec,
      stages: stages.map(stage => ({
        ...stage,
        targets: stage.targets.map(target => ownDeploy(target, deploy)),
      })) as PipelineSpec['stages'],
    }),
    ...(deploy && { deploy }),
    ...(test && { test }),
  };
}

/** `true` asks for one without a message. */
function withApprovals(spec: PipelineSpec): Fields {
  return {
    ...spec,
    stages: spec.stages.map(stage => ({
      ...stage,
      ...(stage.approval &&
        Object.keys(stage.approval).length === 0 && { approval: true }),
    })),
  };
}

/** Each target with a test after it takes two waves. */
function foldTests(stages: PipelineSpec['stages']): {
  test?: Fields;
  stages: PipelineSpec['stages'];
} {
  const tests = stages.flatMap(({ targets }) =>
    targets.filter((_, index) => index % 2 === 1),
  );
  const test = sharedDeploy(tests);
  const isTested = stages.every(
    ({ targets }) =>
      targets.length % 2 === 0 &&
      targets.every(
        (target, index) =>
          index % 2 === 0 || isTestOf(target, targets[index - 1]),
      ),
  );
  if (
    !test ||
    !isTested ||
    tests.some(each => ownDeploy(each, test).deploy !== undefined)
  ) {
    return { stages };
  }
  const { provider: _, ...fields } = test;
  return {
    test: fields,
    stages: stages.map(stage => ({
      ...stage,
      targets: stage.targets
        .filter((_each, index) => index % 2 === 0)
        .map(({ wave = 1, ...target }) => ({
          ...target,
          ...(wave > 1 && { wave: (wave + 1) / 2 }),
        })),
    })),
  };
}

function isTestOf(test: TargetSpec, { wave = 1, ...target }: TargetSpec) {
  return (
    test.deploy.provider === 'CodeBuild' &&
    test.account === target.account &&
    test.region === target.region &&
    wave % 2 === 1 &&
    test.wave === wave + 1
  );
}

/** What all targets deploy alike, where they have the same provider. */
function sharedDeploy(targets: TargetSpec[]): Fields | undefined {
  const [first, ...others] = targets.map(generalDeploy);
  if (
    !first ||
    others.some(({ provider }) => !isSame(provider, first.provider))
  ) {
    return undefined;
  }
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every(other => isSame(other[name], value)),
    ),
  );
}

function ownDeploy(target: TargetSpec, shared?: Fields): FoldedTarget {
  if (!shared) {
    return target as FoldedTarget;
  }
  const { deploy, ...place } = target;
  const own = Object.entries(deploy).filter(
    ([name]) => !Object.hasOwn(shared, name),
  );
  return own.length > 0 ? { ...place, deploy: Object.fromEntries(own) } : place;
}

/** With pseudo-parameters for what names the target's account or Region. */
function generalDeploy({ deploy, account, region }: TargetSpec): Fields {
  return general(deploy, { account, region }) as Fields;
}

function general(
  value: unknown,
  { account, region }: Pick<TargetSpec, 'account' | 'region'>,
): unknown {
  return mapTexts(value, text =>
    // A Region by itself is one that somebody chose.
    text === region
      ? text
      : text
          .replaceAll(account, '${AWS::AccountId}')
          .replaceAll(region, '${AWS::Region}'),
  );
}

function parse(input: Fields): unknown {
  try {
    return plain(parsePipelineSpec(input));
  } catch {
    return undefined;
  }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isSame(one: unknown, other: unknown): boolean {
  return stableJson(one) === stableJson(other);
}
