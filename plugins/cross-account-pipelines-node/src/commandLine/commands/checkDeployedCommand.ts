import { DefaultAwsClients } from '../../aws';
import { checkFiles } from '../setUp/checkFiles';
import type { Command } from './Command';
import { compareDeployed } from '../setUp/compareDeployed';
import { tellCheck } from '../output/tellCheck';

/** Judges a set-up by its files, and by what they would change in AWS. */
export const checkDeployedCommand: Command = async (invocation, terminal) => {
  const { portal, setUp, checked } = await checkFiles(invocation, terminal);
  const compared = setUp
    ? await compareDeployed(
        setUp,
        checked,
        DefaultAwsClients.fromConfig(portal.config),
      )
    : checked;
  const { options } = invocation;
  return tellCheck(compared, { options, terminal, portal });
};
