import { explainError } from 'backstage-plugin-cross-account-pipelines-core';
import { DefaultAwsClients } from '../../aws';
import { collectEstate } from '../../collection';
import type { Command } from './Command';
import { readPortalConfig } from '../setUp/PortalConfig';
import { readErrorText } from './readErrorText';
import { tellExplanations } from '../output/tellExplanations';

/** Says what an error text can come from in a pipeline as it is in AWS. */
export const explainLiveCommand: Command = async (
  { operands, options },
  { stdin, stdout, env, folder },
) => {
  const { live: pipelineArn = '', config: file } = options;
  const text = await readErrorText(operands, stdin);
  const { config } = await readPortalConfig({ file, folder, env });
  const clients = DefaultAwsClients.fromConfig(config);
  const estate = await collectEstate({ clients, pipelineArn });
  return tellExplanations(explainError({ text, estate, pipelineArn }), {
    options,
    stdout,
  });
};
