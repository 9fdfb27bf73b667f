/**
 * The direction of imports inside the package: a folder may import those before
 * it, never those after it. That neither AWS nor Backstage nor Node is needed
 * is a matter of its dependencies.
 */
const layers = [
  ['policy'],
  ['template'],
  ['report'],
  // `pipeline` lies on both sides of `providers`: a provider speaks of actions,
  // hops and fields of a spec, whose words are in `vocabulary`; a spec and a
  // listing go through all providers.
  ['pipeline/vocabulary'],
  ['providers'],
  ['pipeline/spec', 'pipeline/listing'],
  ['pipeline/attaching'],
  ['pipeline/index.ts'],
  ['estate'],
  ['assessment'],
  ['explaining', 'checking'],
];

const zones = layers.flatMap((layer, level) =>
  layer.map(folder => ({
    target: `./src/${folder}`,
    from: layers
      .slice(level)
      .flat()
      .filter(other => other !== folder)
      .map(other => `./src/${other}`),
    message: `src/${folder} comes before it: ${layers
      .map(each => each.join(', '))
      .join(' ← ')}.`,
  })),
);

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  ignorePatterns: ['!.eslintrc.js'],
  settings: {
    'import/resolver': {
      node: { extensions: ['.ts', '.tsx', '.js', '.json'] },
    },
  },
  overrides: [
    {
      files: ['src/**/*.ts'],
      excludedFiles: ['**/*.test.ts', '**/fixtures/**'],
      rules: {
        'import/no-restricted-paths': ['error', { basePath: __dirname, zones }],
        'import/no-nodejs-modules': 'error',
      },
    },
  ],
});
