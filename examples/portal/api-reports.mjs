import { runCommand } from './runCommand.mjs';
import { runYarn } from './runYarn.mjs';

/** Writes down what each package exports. */
runCommand(async () => {
  const { reportApis } = await import('./reportApis.mjs');
  await runYarn(['tsc']);
  reportApis({ update: true });
});
