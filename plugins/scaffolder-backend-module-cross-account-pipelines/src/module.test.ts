import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
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
      'aws:cross-account-pipeline:remove',
      'aws:cross-account-pipeline:verify',
      'aws:cross-account-pipeline:register',
      'aws:cross-account-pipeline:unregister',
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
