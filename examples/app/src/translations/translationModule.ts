import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import {
  crossAccountPipelinesSentencesTranslations,
  crossAccountPipelinesTranslations,
} from 'backstage-plugin-cross-account-pipelines/translations';

/** Lets people read the plugin in German; see `availableLanguages` in app-config. */
export const translationModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'cross-account-pipelines',
      params: { resource: crossAccountPipelinesTranslations },
    }),
    TranslationBlueprint.make({
      name: 'cross-account-pipelines-sentences',
      params: { resource: crossAccountPipelinesSentencesTranslations },
    }),
  ],
});
