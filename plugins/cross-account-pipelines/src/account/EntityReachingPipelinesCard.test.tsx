import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { entityPageOf } from '../__testUtils__/entityPage';
import { linkRowOf } from '../__testUtils__/linkRows';
import { prodEu, tools } from '../__testUtils__/reports';
import { EntityReachingPipelinesCard } from './EntityReachingPipelinesCard';

const accountEntity = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, namespace: 'default' },
  spec: { type: 'aws-account' },
});

describe('EntityReachingPipelinesCard', () => {
  const render = (name: string, items = [linkRowOf()]) => {
    const queryLinks = jest.fn(async () => ({
      items,
      totalItems: items.length,
    }));
    renderInTestApp(
      <EntityProvider entity={accountEntity(name)}>
        <EntityReachingPipelinesCard />
      </EntityProvider>,
      entityPageOf({ queryLinks }),
    );
    return queryLinks;
  };

  it('says who reaches the account, and how well', async () => {
    const queryLinks = render('aws-account-333333333333', [
      linkRowOf({ account: prodEu, health: 'broken' }),
      linkRowOf({ account: prodEu, region: 'us-east-1' }),
      linkRowOf({ account: tools, isOwn: true }),
    ]);
    expect(await screen.findByText('reached by 2 links')).toBeInTheDocument();
    expect(queryLinks).toHaveBeenCalledWith(
      expect.objectContaining({ account: ['333333333333'] }),
      expect.anything(),
    );
    expect(
      screen.getByText('pipeline checkout, us-east-1'),
    ).toBeInTheDocument();
  });

  it('says that nobody does', async () => {
    render('aws-account-333333333333', []);
    expect(
      await screen.findByText('No pipeline of this portal reaches it.'),
    ).toBeInTheDocument();
  });

  it('says what is missing where the entity is no known account', async () => {
    const queryLinks = render('production');
    expect(
      await screen.findByText(/aws.amazon.com\/account-id/),
    ).toBeInTheDocument();
    expect(queryLinks).not.toHaveBeenCalled();
  });
});
