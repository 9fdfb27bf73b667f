import { screen } from '@testing-library/react';
import { signalApiRef } from '@backstage/plugin-signals-react';
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

  it('counts again when something is different', async () => {
    let send: () => void = () => {};
    const signals = {
      subscribe: (_: string, listener: (message: object) => void) => {
        send = () => listener({ action: 'pipelines-changed' });
        return { unsubscribe() {} };
      },
    };
    let totalItems = 1;
    const page = entityPageOf({
      queryLinks: async () => ({ items: [], totalItems }),
    });
    renderInTestApp(<BrokenLinks />, {
      apis: [...page.apis, [signalApiRef, signals]] as any,
      mountedRoutes: { ...page.mountedRoutes, '/fleet': fleetRouteRef },
    });
    expect(await screen.findByText('One link is broken')).toBeInTheDocument();
    totalItems = 2;
    jest.useFakeTimers();
    send();
    jest.runOnlyPendingTimers();
    jest.useRealTimers();
    expect(await screen.findByText('2 links are broken')).toBeInTheDocument();
  });

  it('says that nothing is', async () => {
    render(0);
    expect(await screen.findByText('No link is broken')).toBeInTheDocument();
  });
});
