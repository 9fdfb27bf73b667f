import { explainErrorText } from 'backstage-plugin-cross-account-pipelines-core/explain';
import type { Command } from './Command';
import { readErrorText } from './readErrorText';
import { tellExplanations } from '../output/tellExplanations';

/** Says what an error text can come from. */
export const explainCommand: Command = async (
  { operands, options },
  { stdin, stdout },
) => {
  const text = await readErrorText(operands, stdin);
  return tellExplanations(explainErrorText(text), { options, stdout });
};
