import { approveCommand } from './approveCommand';
import { attachCommand } from './attachCommand';
import { checkCommand } from './checkCommand';
import { checkDeployedCommand } from './checkDeployedCommand';
import { checkLiveCommand } from './checkLiveCommand';
import type { Command, CommandName } from './Command';
import { deployCommand } from './deployCommand';
import { detachCommand } from './detachCommand';
import { explainCommand } from './explainCommand';
import { explainLiveCommand } from './explainLiveCommand';
import { removeCommand } from './removeCommand';
import { renderCommand } from './renderCommand';
import { repairCommand } from './repairCommand';
import { retryCommand } from './retryCommand';
import { rolesCommand } from './rolesCommand';
import { rollbackCommand } from './rollbackCommand';
import { rollOutCommand } from './rollOutCommand';
import { startCommand } from './startCommand';
import { stopCommand } from './stopCommand';

/** All commands, with all that they need. */
export const commands: Record<CommandName, Command> = {
  approve: approveCommand,
  attach: attachCommand,
  check: checkCommand,
  checkDeployed: checkDeployedCommand,
  checkLive: checkLiveCommand,
  deploy: deployCommand,
  detach: detachCommand,
  explain: explainCommand,
  explainLive: explainLiveCommand,
  remove: removeCommand,
  render: renderCommand,
  repair: repairCommand,
  retry: retryCommand,
  roles: rolesCommand,
  rollback: rollbackCommand,
  rollOut: rollOutCommand,
  start: startCommand,
  stop: stopCommand,
};
