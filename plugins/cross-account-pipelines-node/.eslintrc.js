/** A folder may import those before it, never those after it. */
const layers = [
  ['access', 'config', 'validation'],
  ['aws'],
  ['collection', 'rendering'],
  ['running', 'verification'],
  ['planning'],
  ['deployment'],
  ['rollOut'],
  ['commandLine'],
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
      excludedFiles: ['**/*.test.ts', '**/__testUtils__/**'],
      rules: {
        'import/no-restricted-paths': ['error', { basePath: __dirname, zones }],
      },
    },
  ],
});
