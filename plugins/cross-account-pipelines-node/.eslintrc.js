/**
 * The direction of imports. A folder may import those before it, never those
 * after it, so that access can be decided and links assessed without AWS,
 * Backstage or a file system, in a test, a worker or a command line alike.
 */
const layers = [
  ['policy'],
  ['template'],
  ['pipeline'],
  ['estate'],
  ['assessment'],
  ['checking'],
  ['rendering', 'aws'],
  ['deployment', 'estate/collection'],
  ['commandLine'],
];

/** Reads AWS into an estate: beside the model, but not part of what is pure. */
const COLLECTION = 'src/estate/collection';

const pureFolders = [
  'policy',
  'template',
  'pipeline',
  'estate',
  'assessment',
  'checking',
];

const zones = layers.slice(0, -1).flatMap((layer, level) =>
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
      excludedFiles: ['**/*.test.ts', `${COLLECTION}/**`],
      rules: {
        'import/no-restricted-paths': ['error', { basePath: __dirname, zones }],
      },
    },
    {
      files: [`${COLLECTION}/**/*.ts`],
      rules: {
        'import/no-restricted-paths': [
          'error',
          {
            basePath: __dirname,
            zones: [
              {
                target: `./${COLLECTION}`,
                from: [
                  'assessment',
                  'checking',
                  'rendering',
                  'deployment',
                  'commandLine',
                ].map(folder => `./src/${folder}`),
                message: 'Collecting knows the estate and AWS, nothing else.',
              },
            ],
          },
        ],
      },
    },
    {
      files: pureFolders.map(folder => `src/${folder}/**/*.ts`),
      excludedFiles: ['**/*.test.ts', `${COLLECTION}/**`],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                group: ['*.test*', '**/__testUtils__/**', '**/__mocks__/**'],
                message: 'This is for tests.',
              },
              {
                group: [
                  '@aws-sdk/*',
                  '@smithy/*',
                  '@backstage/*',
                  ...['fs', 'http', 'https', 'net', 'child_process'].flatMap(
                    name => [
                      name,
                      `${name}/*`,
                      `node:${name}`,
                      `node:${name}/*`,
                    ],
                  ),
                ],
                message:
                  'This folder is pure: plain data in, plain data out, no AWS SDK, Backstage, file system or network.',
              },
            ],
          },
        ],
      },
    },
  ],
});
