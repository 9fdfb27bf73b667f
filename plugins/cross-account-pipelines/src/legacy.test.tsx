import { screen } from '@testing-library/react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  crossAccountPipelinesApiRef,
  crossAccountPipelinesPlugin,
  EntityCrossAccountPipelineCard,
  isCrossAccountPipelineAvailable,
} from './legacy';
import { serviceOf } from './__testUtils__/entities';
import { checkoutArn, checkoutReport } from './__testUtils__/reports';

describe('the plugin on the old frontend system', () => {
  it('shows the card', async () => {
    const api = {
      getEntityPipelines: async () => [
        { pipelineArn: checkoutArn, report: checkoutReport },
      ],
    };
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [crossAccountPipelinesApiRef, api as any],
          [permissionApiRef, mockApis.permission()],
          [catalogApiRef, catalogApiMock()],
        ]}
      >
        <EntityProvider entity={serviceOf('checkout')}>
          <EntityCrossAccountPipelineCard />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(
      await screen.findByText(/1 of 4 accounts cannot be reached/),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Check again' }),
    ).toBeInTheDocument();
  });

  it('brings its API along', () => {
    const [factory] = [...crossAccountPipelinesPlugin.getApis()];
    expect(factory.api.id).toBe(crossAccountPipelinesApiRef.id);
    const client = factory.factory({ discoveryApi: {}, fetchApi: {} });
    expect(client).toHaveProperty('getEntityPipelines');
  });

  it('knows which entities have a pipeline', () => {
    expect(isCrossAccountPipelineAvailable(serviceOf('checkout'))).toBe(true);
    expect(isCrossAccountPipelineAvailable(serviceOf('orders', {}))).toBe(
      false,
    );
    expect(
      isCrossAccountPipelineAvailable(
        serviceOf('orders', { 'aws.amazon.com/aws-codepipeline-arn': ' , ' }),
      ),
    ).toBe(false);
  });
});
