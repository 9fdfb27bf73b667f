import { readFileSync } from 'node:fs';
import {
  crossAccountPipelinesSentencesTranslationRef,
  crossAccountPipelinesSentencesTranslations,
  crossAccountPipelinesTranslationRef,
  crossAccountPipelinesTranslations,
} from 'backstage-plugin-cross-account-pipelines/translations';

type Messages = Record<string, string>;

/** By what English is known on a page that should be German. */
interface EnglishTexts {
  whole: Set<string>;
  /** The words between the places of a text, where they are enough to know it by. */
  fragments: string[];
}

/**
 * What the plugin says in English and has other words for in German, but for
 * `Region` and its like, and the titles of a form, which are its template's.
 */
export async function textsOnlyInEnglish(): Promise<EnglishTexts> {
  const german = new Set([
    ...(await germanOf(crossAccountPipelinesTranslations)),
    ...(await germanOf(crossAccountPipelinesSentencesTranslations)),
  ]);
  const template = readFileSync(
    'templates/cross-account-pipeline/template.yaml',
    'utf8',
  );
  const texts = [
    crossAccountPipelinesTranslationRef,
    crossAccountPipelinesSentencesTranslationRef,
  ]
    .flatMap(englishOf)
    .filter(
      text => !german.has(text) && !template.includes(`title: ${text}\n`),
    );
  const fragments = texts
    .flatMap(text => text.split(/\{\{?[^}]*\}?\}/))
    .map(words => words.trim())
    .filter(words => words.split(/\s+/).length >= 3);
  return { whole: new Set(texts), fragments: [...new Set(fragments)] };
}

// What Backstage keeps in references and resources, it has no types for.

function englishOf(ref: unknown): string[] {
  const { getDefaultMessages } = ref as { getDefaultMessages(): Messages };
  return Object.values(getDefaultMessages());
}

async function germanOf(resource: unknown): Promise<string[]> {
  const { resources } = resource as {
    resources: Array<{
      language: string;
      loader(): Promise<{
        messages: Messages | { default: { messages: Messages } };
      }>;
    }>;
  };
  const german = resources.find(({ language }) => language === 'de')!;
  const { messages } = await german.loader();
  // In CommonJS, as tests run it, a default export lies in another one.
  return Object.values(
    typeof messages.default === 'object' ? messages.default.messages : messages,
  );
}
