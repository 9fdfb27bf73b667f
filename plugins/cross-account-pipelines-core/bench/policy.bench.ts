/**
 * Decisions a second of one core over the access vectors. Counts the time that
 * the process has a core, collecting garbage included, so that other work on the
 * machine matters little; the median and the best of many short rounds.
 *
 * node --require @backstage/cli/config/nodeTransform.cjs bench/policy.bench.ts
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePolicy, evaluateAccess } from '../src/policy';
import type { AccessInput, NamedPolicy, PolicySource } from '../src/policy';

const ROUNDS = 60;
const ROUND_MS = 50;
const WARM_UP = 10;

/** 200 times what the best known evaluator in JavaScript does when warm. */
const AIM = 200 * 5_700;

const file = join(__dirname, '../src/policy/fixtures/access-vectors.json');
const text = readFileSync(file, 'utf8');

function readVectors(): AccessInput[] {
  return JSON.parse(text);
}

const vectors = readVectors();

type Sources = PolicySource | Sources[];

function compiled<S extends Sources | undefined>(source: S): S {
  if (source === undefined) {
    return source;
  }
  if (Array.isArray(source)) {
    return source.map(compiled) as S;
  }
  const { name, document } = source as NamedPolicy;
  if (typeof name !== 'string') {
    return compilePolicy(source) as S;
  }
  return document === undefined
    ? source
    : ({ ...source, document: compilePolicy(document) } as S);
}

/** As a caller has them who asks more than once. */
const compiledVectors = vectors.map(vector => ({
  ...vector,
  identityPolicies: compiled(vector.identityPolicies),
  resourcePolicy: compiled(vector.resourcePolicy),
  permissionsBoundary: compiled(vector.permissionsBoundary),
  sessionPolicy: compiled(vector.sessionPolicy),
  serviceControlPolicies: compiled(vector.serviceControlPolicies),
  resourceControlPolicies: compiled(vector.resourceControlPolicies),
}));

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Decisions a second of one round; only the deciding is timed. */
function runRound(nextInputs: () => AccessInput[]): number {
  let decisions = 0;
  let spent = 0;
  while (spent < ROUND_MS) {
    const inputs = nextInputs();
    const start = cpuMilliseconds();
    for (const input of inputs) {
      evaluateAccess(input);
    }
    spent += cpuMilliseconds() - start;
    decisions += inputs.length;
  }
  return (decisions * 1000) / spent;
}

function measure(
  name: string,
  nextInputs: () => AccessInput[],
  aim?: number,
): void {
  // Until the engine has made up its mind about what is hot.
  for (let round = 0; round < WARM_UP; round++) {
    runRound(nextInputs);
  }
  const rounds = Array.from({ length: ROUNDS }, () => runRound(nextInputs));
  rounds.sort((a, b) => a - b);
  const median = Math.round(rounds[ROUNDS / 2]).toLocaleString('en');
  const best = Math.round(rounds[ROUNDS - 1]).toLocaleString('en');
  process.stdout.write(
    `policy, ${name}: ${median} decisions/s of one core${
      aim ? ` (aim ${aim.toLocaleString('en')})` : ''
    }, at best ${best}; ${vectors.length} requests\n`,
  );
}

const many = Array.from({ length: 100 }, () => compiledVectors).flat();

measure('cold (each document compiled)', readVectors);
measure('warm (documents compiled before)', () => many, AIM);

const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`policy, peak memory: ${peakMegabytes} MB\n`);
