import { checkFiles } from '../setUp/checkFiles';
import type { Command } from './Command';
import { tellCheck } from '../output/tellCheck';

/** Judges a set-up by its files alone. */
export const checkCommand: Command = async (invocation, terminal) => {
  const { portal, checked } = await checkFiles(invocation, terminal);
  const { options } = invocation;
  return tellCheck(checked, { options, terminal, portal });
};
