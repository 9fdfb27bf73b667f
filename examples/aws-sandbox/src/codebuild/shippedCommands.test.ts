import { readFileSync } from 'node:fs';
import { packageFolder } from '../packageFolder';
import { readBuildSpec } from './BuildSpec';
import { runsShippedCommands } from './shippedCommands';

const sample = readFileSync(
  packageFolder('sample-service/buildspec.yml'),
  'utf8',
);

describe('runsShippedCommands', () => {
  it('knows the buildspec of the sample service', () => {
    expect(runsShippedCommands(readBuildSpec(sample))).toBe(true);
  });

  it.each([
    ['one more command', sample.replace('- mkdir', '- id\n      - mkdir')],
    ['another command', sample.replace('mkdir -p', 'rm -rf')],
    ['one less', sample.replace(/.*mkdir.*\n/, '')],
    ['another phase', sample.replace('pre_build:', 'install:')],
    [
      'a last word',
      sample.replace('post_build:', 'post_build:\n    finally: [id]'),
    ],
  ])('does not know it with %s', (_, text) => {
    expect(text).not.toBe(sample);
    expect(runsShippedCommands(readBuildSpec(text))).toBe(false);
  });
});
