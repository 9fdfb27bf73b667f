import { ensureInstalled } from './ensureInstalled.mjs';
import { ensureNode } from './ensureNode.mjs';

/**
 * Makes a newcomer's machine ready (Node, dependencies), runs the command and
 * turns a failure into one line and exit code 1.
 */
export async function runCommand(command) {
  try {
    await ensureNode();
    await ensureInstalled();
    await command();
  } catch (error) {
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
