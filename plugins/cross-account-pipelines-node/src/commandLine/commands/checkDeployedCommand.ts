import { DefaultAwsClients } from '../../aws';
import { lookUpEstate } from '../../collection';
import { checkFiles } from '../setUp/checkFiles';
import type { Command } from './Command';
import { compareDeployed } from '../setUp/compareDeployed';
import { readConcurrency } from './readConcurrency';
import { tellCheck } from '../output/tellCheck';

/**
 * Judges a set-up by its files, by what is there of what they name, and by what
 * they would change in AWS.
 */
export const checkDeployedCommand: Command = async (invocation, terminal) => {
  const concurrency = readConcurrency(invocation.options.concurrency);
  const { portal, setUp, checked } = await checkFiles(
    invocation,
    terminal,
    ({ config }) => {
      const clients = DefaultAwsClients.fromConfig(config);
      return (estate, pipelineArns) =>
        lookUpEstate(estate, pipelineArns, { clients });
    },
  );
  const compared = setUp
    ? await compareDeployed(setUp, checked, {
        clients: DefaultAwsClients.fromConfig(portal.config),
        concurrency,
      })
    : checked;
  const { options } = invocation;
  return tellCheck(compared, { options, terminal, portal });
};
