import type { ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import type { Terminal } from '../Terminal';

/** Does what an invocation asks for. */
export type Command = (
  invocation: Invocation,
  terminal: Terminal,
) => Promise<ExitCode>;

/** The commands, and those that an option makes another one of. */
export type CommandName =
  | 'approve'
  | 'attach'
  | 'check'
  | 'checkDeployed'
  | 'checkLive'
  | 'deploy'
  | 'detach'
  | 'explain'
  | 'explainLive'
  | 'remove'
  | 'render'
  | 'repair'
  | 'retry'
  | 'roles'
  | 'rollback'
  | 'rollOut'
  | 'start'
  | 'stop';

/**
 * Brings the code of a command. Most of a command's start is the time that its
 * code takes to load, so nothing is brought but the one that was asked for.
 */
export type LoadCommand = (name: CommandName) => Command;
