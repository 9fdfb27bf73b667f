import { parseArgs } from 'node:util';
import { isError } from '@backstage/errors';
import type { CommandName } from './commands/Command';
import { UsageError } from './UsageError';

/** The options of all commands. */
const options = {
  output: { type: 'string', short: 'o' },
  live: { type: 'string' },
  deployed: { type: 'boolean' },
  templates: { type: 'string' },
  bootstrap: { type: 'string' },
  provider: { type: 'string', multiple: true },
  config: { type: 'string' },
  policy: { type: 'string' },
  json: { type: 'boolean' },
  sarif: { type: 'boolean' },
  'allow-unknown': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  progress: { type: 'boolean' },
  concurrency: { type: 'string' },
  all: { type: 'boolean' },
  canary: { type: 'string' },
  wave: { type: 'string' },
  adopt: { type: 'string', multiple: true },
  'take-over': { type: 'boolean' },
  'allow-loss': { type: 'boolean' },
  'remove-leftovers': { type: 'boolean' },
  'application-stacks': { type: 'boolean' },
  'empty-buckets': { type: 'boolean' },
  variable: { type: 'string', multiple: true },
  'source-revision': { type: 'string', multiple: true },
  'no-wait': { type: 'boolean' },
  timeout: { type: 'string' },
  reject: { type: 'boolean' },
  comment: { type: 'string' },
  abandon: { type: 'boolean' },
  reason: { type: 'string' },
  to: { type: 'string' },
  account: { type: 'string' },
  region: { type: 'string' },
  parameter: { type: 'string', multiple: true },
  terraform: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** What somebody typed. */
export interface Invocation {
  command?: keyof typeof optionsOf;
  /** What follows the command. */
  operands: string[];
  options: {
    output?: string;
    live?: string;
    deployed?: boolean;
    templates?: string;
    bootstrap?: string;
    provider?: string[];
    config?: string;
    policy?: string;
    json?: boolean;
    sarif?: boolean;
    'allow-unknown'?: boolean;
    'dry-run'?: boolean;
    progress?: boolean;
    concurrency?: string;
    all?: boolean;
    canary?: string;
    wave?: string;
    adopt?: string[];
    'take-over'?: boolean;
    'allow-loss'?: boolean;
    'remove-leftovers'?: boolean;
    'application-stacks'?: boolean;
    'empty-buckets'?: boolean;
    variable?: string[];
    'source-revision'?: string[];
    'no-wait'?: boolean;
    timeout?: string;
    reject?: boolean;
    comment?: string;
    abandon?: boolean;
    reason?: string;
    to?: string;
    account?: string;
    region?: string;
    parameter?: string[];
    terraform?: boolean;
    help?: boolean;
    version?: boolean;
  };
}

/** The options that a command takes, beside `--help` and `--version`. */
const optionsOf = {
  render: ['output', 'templates', 'config', 'policy', 'json'],
  check: [
    'live',
    'deployed',
    'templates',
    'bootstrap',
    'provider',
    'config',
    'policy',
    'json',
    'sarif',
    'allow-unknown',
    'concurrency',
  ],
  deploy: [
    'templates',
    'config',
    'policy',
    'json',
    'allow-unknown',
    'dry-run',
    'progress',
    'concurrency',
    'adopt',
    'take-over',
    'allow-loss',
    'remove-leftovers',
    'application-stacks',
    'empty-buckets',
  ],
  remove: [
    'config',
    'json',
    'dry-run',
    'progress',
    'concurrency',
    'application-stacks',
    'empty-buckets',
    'take-over',
  ],
  attach: [
    'templates',
    'config',
    'json',
    'allow-unknown',
    'dry-run',
    'progress',
    'concurrency',
    'adopt',
    'take-over',
  ],
  detach: [
    'config',
    'json',
    'dry-run',
    'progress',
    'concurrency',
    'application-stacks',
    'take-over',
  ],
  repair: ['templates', 'config', 'json', 'dry-run', 'progress', 'concurrency'],
  'roll-out': [
    'templates',
    'config',
    'policy',
    'json',
    'allow-unknown',
    'dry-run',
    'progress',
    'concurrency',
    'all',
    'canary',
    'wave',
    'take-over',
  ],
  start: [
    'config',
    'json',
    'variable',
    'source-revision',
    'no-wait',
    'timeout',
  ],
  approve: ['config', 'json', 'reject', 'comment'],
  retry: ['config', 'json', 'no-wait', 'timeout'],
  stop: ['config', 'json', 'abandon', 'reason'],
  rollback: ['config', 'json', 'to', 'no-wait', 'timeout'],
  explain: ['live', 'config', 'json'],
  roles: ['account', 'region', 'parameter', 'terraform'],
} as const satisfies Record<string, ReadonlyArray<keyof typeof options>>;

/**
 * Reads a command line.
 *
 * @throws UsageError
 */
export function parseInvocation(args: string[]): Invocation {
  const { values, positionals } = parse(args);
  const [named, ...operands] = positionals;
  const command = named === undefined ? undefined : commandNamed(named);
  const known = command && [...optionsOf[command], 'help', 'version'];
  const foreign = known
    ? Object.keys(values).find(name => !known.includes(name))
    : undefined;
  if (foreign) {
    throw new UsageError(`${command} takes no --${foreign}`);
  }
  if (values.json && values.sarif) {
    throw new UsageError('--json and --sarif cannot both be printed');
  }
  if (command === 'check' && values.concurrency && !values.deployed) {
    throw new UsageError('check takes --concurrency only with --deployed');
  }
  return { command, operands, options: values };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Node adds a hint about `--` in further sentences.
    const message = isError(error) ? error.message : String(error);
    throw new UsageError(message.split('. ')[0]);
  }
}

function commandNamed(name: string): keyof typeof optionsOf {
  if (!Object.hasOwn(optionsOf, name)) {
    throw new UsageError(
      `There is no command ${name}; there are ${Object.keys(optionsOf).join(
        ', ',
      )}`,
    );
  }
  return name as keyof typeof optionsOf;
}

/** Which code does it: what reads AWS is another command than what does not. */
export function commandOf({
  command,
  options: { live, deployed },
}: Invocation): CommandName | undefined {
  if (command === 'check' && live !== undefined) {
    return 'checkLive';
  }
  if (command === 'check' && deployed) {
    return 'checkDeployed';
  }
  if (command === 'roll-out') {
    return 'rollOut';
  }
  return command === 'explain' && live !== undefined ? 'explainLive' : command;
}
