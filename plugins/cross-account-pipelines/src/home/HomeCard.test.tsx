import { screen } from '@testing-library/react';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import german from '../translations/de';
import { HomeCard } from './HomeCard';
import { homeTitle } from './homeTitle';

const inGerman = {
  getTranslation: () => ({
    ready: true,
    t: (id: string) => (german.messages as Record<string, string>)[id],
  }),
  translation$: () => ({ subscribe: () => ({ unsubscribe() {} }) }),
};

describe('HomeCard', () => {
  const render = (title: string) =>
    renderInTestApp(<HomeCard title={title} Content={() => <p>7 links</p>} />, {
      apis: [[translationApiRef, inGerman as any]],
    });

  it("has its title in the reader's language", async () => {
    render(homeTitle);
    expect(
      await screen.findByText('Kontoübergreifende Verbindungen'),
    ).toBeInTheDocument();
    expect(screen.getByText('7 links')).toBeInTheDocument();
  });

  it('keeps the title that the portal chose', async () => {
    render('Our links');
    expect(await screen.findByText('Our links')).toBeInTheDocument();
  });
});
