import { checkCommand } from './checkCommand';
import { checkDeployedCommand } from './checkDeployedCommand';
import { checkLiveCommand } from './checkLiveCommand';
import type { Command, CommandName } from './Command';
import { deployCommand } from './deployCommand';
import { explainCommand } from './explainCommand';
import { explainLiveCommand } from './explainLiveCommand';
import { removeCommand } from './removeCommand';
import { renderCommand } from './renderCommand';
import { repairCommand } from './repairCommand';
import { rolesCommand } from './rolesCommand';

/** All commands, with all that they need. */
export const commands: Record<CommandName, Command> = {
  check: checkCommand,
  checkDeployed: checkDeployedCommand,
  checkLive: checkLiveCommand,
  deploy: deployCommand,
  explain: explainCommand,
  explainLive: explainLiveCommand,
  remove: removeCommand,
  render: renderCommand,
  repair: repairCommand,
  roles: rolesCommand,
};
