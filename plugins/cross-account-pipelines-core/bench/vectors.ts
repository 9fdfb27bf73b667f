/**
 * Decides the vectors of files, prints where the engine disagrees, and ends with
 * 1 where it does. What a vector is: `src/policy/fixtures`.
 */
import { readFileSync } from 'node:fs';
import type { AccessVector } from '../src/policy/__testUtils__/AccessVector';
import {
  differenceFrom,
  readAccessVectors,
} from '../src/policy/__testUtils__/AccessVector';

function readFile(file: string): AccessVector[] {
  try {
    return readAccessVectors(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** @returns how many vectors differ */
function run(file: string): number {
  const vectors = readFile(file);
  let different = 0;
  for (const vector of vectors) {
    const difference = differenceFrom(vector);
    if (difference !== undefined) {
      different++;
      const { id, title = '' } = vector;
      process.stdout.write(`${id} ${title}\n    ${difference}\n`);
    }
  }
  process.stdout.write(
    `${file}: ${vectors.length - different} of ${vectors.length} agree\n`,
  );
  return different;
}

const files = process.argv.slice(2);
try {
  if (files.length === 0) {
    throw new Error('Say which files: npm run vectors -- <file…>');
  }
  const counts = files.map(run);
  process.exitCode = counts.some(count => count > 0) ? 1 : 0;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
