const { existsSync } = require('node:fs');
const { resolve } = require('node:path');
const { parentPort } = require('node:worker_threads');

// In the repository there is TypeScript, in the published package there is not.
const isSource = existsSync(resolve(__dirname, '../src'));
if (isSource) {
  require('@backstage/cli/config/nodeTransform.cjs');
}
const { servePlanning } = require(isSource ? '../src/planning' : '..');

servePlanning(parentPort);
