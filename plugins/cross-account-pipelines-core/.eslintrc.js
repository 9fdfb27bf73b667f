/**
 * The direction of imports inside the package: a folder may import those before
 * it, never those after it. That neither AWS nor Backstage nor Node is needed
 * is a matter of its dependencies.
 */
const layers = [
  ['policy'],
  ['template'],
  ['report'],
  ['pipeline'],
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
