import { fileURLToPath } from 'node:url';

/** The folder of the repository, wherever a command was started. */
export const rootDir = fileURLToPath(new URL('../..', import.meta.url));
