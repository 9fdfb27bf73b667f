import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityPageOf } from '../__testUtils__/entityPage';
import { linkRowOf } from '../__testUtils__/linkRows';
import { fleetRouteRef } from '../routes';
import { BrokenLinks } from './BrokenLinks';

describe('BrokenLinks', () => {
  const render = (totalItems: number) => {
    const page = entityPageOf({
      queryLinks: async () => ({
        items: Array.from({ length: Math.min(totalItems, 5) }, (_, index) =>
          linkRowOf({ pipelineArn: `arn:${index}`, health: 'broken' }),
        ),
        totalItems,
      }),
    });
    renderInTestApp(<BrokenLinks />, {
      ...page,
      mountedRoutes: { ...page.mountedRoutes, '/fleet': fleetRouteRef },
    });
  };

  it('counts what is broken and leads there', async () => {
    render(7);
    expect(await screen.findByText('7 links are broken')).toBeInTheDocument();
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
    expect(screen.getByRole('link', { name: 'All links' })).toHaveAttribute(
      'href',
      '/fleet?health=broken',
    );
  });

  it('says that nothing is', async () => {
    render(0);
    expect(await screen.findByText('No link is broken')).toBeInTheDocument();
  });
});
