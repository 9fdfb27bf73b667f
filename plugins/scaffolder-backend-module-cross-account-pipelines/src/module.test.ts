import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { scaffolderModuleCrossAccountPipelines } from './module';

async function startScaffolder(data: JsonObject) {
  const actions: TemplateAction<any, any, any>[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        { addActions: (...added) => void actions.push(...added) },
      ],
    ],
    features: [
      scaffolderModuleCrossAccountPipelines,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({ data }),
    ],
  });
  return actions;
}

describe('scaffolderModuleCrossAccountPipelines', () => {
  it('adds actions that describe themselves and can be run dry', async () => {
    const actions = await startScaffolder({});
    expect(actions.map(({ id }) => id)).toEqual([
      'aws:cross-account-pipeline:render',
      'aws:cross-account-pipeline:deploy',
      'aws:cross-account-pipeline:repair',
      'aws:cross-account-pipeline:roll-out',
      'aws:cross-account-pipeline:remove',
      'aws:cross-account-pipeline:attach',
      'aws:cross-account-pipeline:detach',
      'aws:cross-account-pipeline:verify',
      'aws:cross-account-pipeline:register',
      'aws:cross-account-pipeline:unregister',
      'aws:codepipeline:start',
      'aws:codepipeline:approve',
      'aws:codepipeline:retry',
      'aws:codepipeline:stop',
      'aws:codepipeline:rollback',
    ]);
    for (const { description, examples, schema, supportsDryRun } of actions) {
      expect(supportsDryRun).toBe(true);
      expect(description).toMatch(/\.$/);
      expect(examples?.length).toBeGreaterThanOrEqual(2);
      for (const side of [schema?.input, schema?.output]) {
        for (const property of Object.values(side?.properties ?? {})) {
          expect(property.description).toBeTruthy();
        }
      }
    }
  });

  it.each([
    'attach-existing-pipeline',
    'cross-account-pipeline',
    'change-cross-account-pipeline',
    'remove-cross-account-pipeline',
    'repair-cross-account-pipeline',
    'roll-out-templates',
  ])('has the actions and inputs that the template %s asks for', async name => {
    const actions = await startScaffolder({});
    const { spec } = parse(
      readFileSync(
        join(__dirname, '../../../templates', name, 'template.yaml'),
        'utf8',
      ),
    );
    const own = spec.steps.filter(({ action }: { action: string }) =>
      action.startsWith('aws:'),
    );
    expect(own).not.toEqual([]);
    for (const { action: id, input = {} } of own) {
      const schema = actions.find(action => action.id === id)?.schema?.input;
      expect(schema).toBeDefined();
      expect(Object.keys(schema!.properties!)).toEqual(
        expect.arrayContaining(Object.keys(input)),
      );
      expect(Object.keys(input)).toEqual(
        expect.arrayContaining((schema!.required as string[]) ?? []),
      );
    }
  });

  it('hands on by the form for changes all that a spec may say', async () => {
    const actions = await startScaffolder({});
    const { spec } = parse(
      readFileSync(
        join(
          __dirname,
          '../../../templates/change-cross-account-pipeline/template.yaml',
        ),
        'utf8',
      ),
    );
    const { action: id, input } = spec.steps[0];
    const { properties } = actions.find(action => action.id === id)!.schema!
      .input!;
    const {
      templates: _templates,
      targetPath: _targetPath,
      ...fields
    } = properties!;
    expect(input).toEqual(
      Object.fromEntries(
        Object.keys(fields).map(name => [
          name,
          `\${{ parameters.spec.${name} }}`,
        ]),
      ),
    );
  });

  it('does not start with an account that lost its zero', async () => {
    await expect(
      startScaffolder({
        crossAccountPipelines: {
          accounts: [{ id: 12345678901, name: 'dev', regions: ['eu-west-1'] }],
        },
      }),
    ).rejects.toThrow("'012345678901'");
  });
});
