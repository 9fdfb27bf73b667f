import { readBuildSpec } from './BuildSpec';

describe('readBuildSpec', () => {
  it('reads phases in their order, variables and artifacts', () => {
    expect(
      readBuildSpec(`
version: 0.2
env:
  variables: { A: 1 }
  exported-variables: [VERSION]
phases:
  build: { commands: [make, 'make install'], finally: [echo done] }
  install: { commands: npm ci }
artifacts:
  base-directory: out
  discard-paths: yes
  files: ['**/*']
  exclude-paths: ['*.log']
  secondary-artifacts:
    Other: { files: [x] }
`),
    ).toEqual({
      variables: { A: '1' },
      exportedVariables: ['VERSION'],
      phases: [
        { name: 'install', commands: ['npm ci'], finally: [] },
        {
          name: 'build',
          commands: ['make', 'make install'],
          finally: ['echo done'],
        },
      ],
      artifacts: {
        files: ['**/*'],
        excluded: ['*.log'],
        baseDirectory: 'out',
        discardPaths: true,
      },
      secondaryArtifacts: {
        Other: {
          files: ['x'],
          excluded: [],
          baseDirectory: '.',
          discardPaths: false,
        },
      },
    });
  });

  it.each([
    ['a: [', 'YAML_FILE_ERROR'],
    ['phases: {}', 'Version is missing'],
    ['version: 0.2', 'phases is missing'],
    ['version: 0.2\nphases: []', 'phases is not a mapping'],
    [
      'version: 0.2\nphases: { build: }\nenv: { exported-variables: ["X$(id)"] }',
      'X$(id) in env/exported-variables is no name of a variable',
    ],
    [
      'version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b',
      'found another type in phases/build/commands',
    ],
  ])('refuses %j', (text, message) => {
    expect(() => readBuildSpec(text)).toThrow(message);
  });
});
