import { dirname, join } from 'node:path';

/**
 * A folder of this package, whether it runs from source or not.
 */
export function packageFolder(name: string): string {
  return join(dirname(require.resolve('aws-sandbox/package.json')), name);
}
