import { screen } from '@testing-library/react';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { entityPageOf } from '../__testUtils__/entityPage';
import { serviceOf } from '../__testUtils__/entities';
import { checkoutArn, checkoutReport } from '../__testUtils__/reports';
import { EntityCrossAccountPipelineCard } from './EntityCrossAccountPipelineCard';

// In a file of its own, for decisions are remembered from one test to the next.
describe('EntityCrossAccountPipelineCard', () => {
  it('offers nothing to those who may not', async () => {
    const permission = mockApis.permission.mock({
      authorize: async () => ({ result: 'DENY' } as never),
    });
    const api = {
      getEntityPipelines: async () => [
        { pipelineArn: checkoutArn, report: checkoutReport },
      ],
    };
    const page = entityPageOf(api);
    renderInTestApp(
      <EntityProvider entity={serviceOf('checkout')}>
        <EntityCrossAccountPipelineCard />
      </EntityProvider>,
      {
        ...page,
        apis: [...page.apis, permission] as any,
      },
    );
    await screen.findByText(/1 of 4 accounts cannot be reached/);
    expect(
      screen.queryByRole('button', { name: /Check/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('menuitem', { name: /Start/ }),
    ).not.toBeInTheDocument();
    expect(permission.authorize).toHaveBeenCalledWith(
      expect.objectContaining({
        permission: expect.objectContaining({
          name: 'cross-account-pipelines.report.check',
        }),
      }),
    );
  });
});
