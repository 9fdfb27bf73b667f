import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import {
  createExtensionTester,
  registerMswTestHooks,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { CODEPIPELINE_ARN_ANNOTATION } from 'backstage-plugin-cross-account-pipelines-common';
import plugin from '.';
import { serviceOf } from './__testUtils__/entities';
import { checkoutArn, checkoutReport } from './__testUtils__/reports';

const base = 'http://localhost:7007/api/cross-account-pipelines';

describe('crossAccountPipelinesPlugin', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const renderPage = (entity = serviceOf('checkout')) =>
    renderTestApp({
      features: [plugin],
      extensions: [createTestEntityPage({ entity })],
    });

  it('puts the card on the page of an entity with a pipeline and asks the backend', async () => {
    server.use(
      http.get(`${base}/v1/entities/component/default/checkout/pipelines`, () =>
        HttpResponse.json({
          items: [{ pipelineArn: checkoutArn, report: checkoutReport }],
        }),
      ),
    );
    renderPage();
    expect(
      (await screen.findAllByText(/1 of 4 accounts cannot be reached/)).length,
    ).toBeGreaterThan(0);
  });

  it("shows the backend's own words when it refuses", async () => {
    server.use(
      http.get(`${base}/v1/entities/component/default/checkout/pipelines`, () =>
        HttpResponse.json(
          {
            error: { name: 'NotAllowedError', message: 'You may not read it' },
            response: { statusCode: 403 },
          },
          { status: 403 },
        ),
      ),
    );
    renderPage();
    const [alert] = await screen.findAllByRole('alert');
    expect(alert).toHaveTextContent(
      'You may not see the pipelines of this entityYou may not read it. You need the permission cross-account-pipelines.report.read.',
    );
  });

  it('leaves entities without a pipeline alone', async () => {
    const entity = serviceOf('orders', { 'other.com/annotation': 'x' });
    renderPage({ ...entity, spec: { type: 'library' } });
    await waitFor(() =>
      expect(screen.getByTestId('empty-entity-page')).toBeInTheDocument(),
    );
  });

  it('shows the card where there is a pipeline or may be one', () => {
    const matches = createExtensionTester(
      plugin.getExtension('entity-card:cross-account-pipelines/pipelines'),
    ).get(EntityCardBlueprint.dataRefs.filterFunction)!;
    const library = { spec: { type: 'library' } };
    expect(matches(serviceOf('a'))).toBe(true);
    expect(matches({ ...serviceOf('a'), ...library })).toBe(true);
    expect(matches({ ...serviceOf('a'), kind: 'Resource' })).toBe(true);
    expect(matches(serviceOf('a', {}))).toBe(true);
    expect(matches({ ...serviceOf('a', {}), ...library })).toBe(false);
    expect(
      matches({
        ...serviceOf('a', { [`${CODEPIPELINE_ARN_ANNOTATION}-x`]: 'x' }),
        ...library,
      }),
    ).toBe(false);
  });

  it.each([
    ['pipeline-account', 'CrossAccountPipelineAccount'],
    ['targets', 'CrossAccountTargets'],
    ['service', 'CrossAccountService'],
    ['stack-name', 'CrossAccountStackName'],
    ['recorded-pipeline', 'CrossAccountRecordedPipeline'],
    ['plan', 'CrossAccountPlan'],
    ['thing', 'CrossAccountThing'],
  ] as const)('offers the form field %s', async (name, uiField) => {
    const load = createExtensionTester(
      plugin.getExtension(
        `scaffolder-form-field:cross-account-pipelines/${name}`,
      ),
    ).get(FormFieldBlueprint.dataRefs.formFieldLoader);
    expect(await load()).toMatchObject({
      name: uiField,
      schema: { schema: { returnValue: expect.any(Object) } },
    });
  });
});
