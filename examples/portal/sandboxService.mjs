import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { Service } from './Service.mjs';

/**
 * Starts the loopback AWS.
 *
 * @param options - `delayMs` is how long it takes for each resource
 */
export function sandboxService({ port, delayMs }) {
  return new Service({
    name: 'sandbox',
    cwd: path.join(rootDir, 'examples', 'aws-sandbox'),
    args: [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/main.ts',
      '--port',
      String(port),
      '--delay',
      String(delayMs),
    ],
  });
}
