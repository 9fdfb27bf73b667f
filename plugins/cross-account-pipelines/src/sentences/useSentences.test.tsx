import { render, screen } from '@testing-library/react';
import {
  appLanguageApiRef,
  errorApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { explainError } from 'backstage-plugin-cross-account-pipelines-core';
import german from '../translations/de';
import germanSentences from '../translations/sentences/de';
import { useSentences, type Sentences } from './useSentences';

const messages: Record<string, string> = {
  ...german.messages,
  ...germanSentences.messages,
};

const inGerman = {
  ready: true,
  t: (id: string, options: Record<string, string> = {}) =>
    (messages[id] ?? id).replace(/\{\{(\w+)\}\}/g, (_, name) => options[name]),
};

function Said({ what }: { what: (sentences: Sentences) => string }) {
  return <p>{what(useSentences())}</p>;
}

const germanApi = {
  getTranslation: () => inGerman,
  translation$: () => ({ subscribe: () => ({ unsubscribe() {} }) }),
};

function show(what: (sentences: Sentences) => string, language = 'de') {
  const appLanguage = {
    getLanguage: () => ({ language }),
  } as typeof appLanguageApiRef.T;
  render(
    <TestApiProvider
      apis={[
        [
          translationApiRef,
          language === 'de' ? (germanApi as any) : mockApis.translation(),
        ],
        [appLanguageApiRef, appLanguage],
        [errorApiRef, mockApis.error()],
      ]}
    >
      <Said what={what} />
    </TestApiProvider>,
  );
}

const phrases = [
  {
    id: 'reason.denied',
    values: {
      statement: 'OnlyPipeline',
      document: {
        type: 'key policy' as const,
        account: '111111111111',
        arn: 'arn:aws:kms:eu-west-1:111111111111:key/k1',
      },
      caller: 'orders-action',
      actions: ['kms:Decrypt', 'kms:DescribeKey'],
      target: { id: 'target.key', values: { name: 'k1' } },
    },
  },
];

describe('useSentences', () => {
  it('says in German what is made of phrases, documents and lists', () => {
    show(({ say }) => say('Statement …', phrases));
    expect(
      screen.getByText(
        'Die Anweisung OnlyPipeline verweigert orders-action kms:Decrypt und kms:DescribeKey auf Schlüssel k1: Key Policy von k1.',
      ),
    ).toBeInTheDocument();
  });

  it.each([
    ['there are no phrases', undefined],
    ['one is of a newer engine', [...phrases, { id: 'reason.new' }]],
  ])('leaves it in English where %s', (_, said) => {
    show(({ say }) => say('Statement X of Y denies Z.', said));
    expect(screen.getByText('Statement X of Y denies Z.')).toBeInTheDocument();
  });

  it('leaves the English of a report as it is', () => {
    show(({ say }) => say('As an older engine said it.', phrases), 'en');
    expect(screen.getByText('As an older engine said it.')).toBeInTheDocument();
  });

  it('explains an error in German, with the names of its text', () => {
    const [explanation] = explainError({
      text: 'User: arn:aws:sts::111111111111:assumed-role/orders/1 is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111111111111:key/k1 because no resource-based policy allows the kms:Decrypt action',
    });
    show(({ explain }) => Object.values(explain(explanation)).join('|'));
    const text = screen.getByText(/Key Policy/).textContent;
    expect(text).toContain('kms:Decrypt');
    expect(text).not.toMatch(/[{}[\]]|\bthe\b/);
  });
});
