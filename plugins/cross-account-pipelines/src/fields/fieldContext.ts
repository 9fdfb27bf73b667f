import { translationApiRef } from '@backstage/frontend-plugin-api';
import type { TranslationFunction } from '@backstage/frontend-plugin-api';
import type { ApiHolder } from '@backstage/core-plugin-api';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';

/** Translates this plugin's texts. */
export type Translate = TranslationFunction<
  typeof crossAccountPipelinesTranslationRef.T
>;

/** What a validation needs and gets from the portal instead of from hooks. */
export async function getFieldContext(apis: ApiHolder): Promise<{
  t: Translate;
  accounts: ConfiguredAccount[];
}> {
  const api = apis.get(crossAccountPipelinesApiRef);
  const translation = apis
    .get(translationApiRef)
    ?.getTranslation(crossAccountPipelinesTranslationRef);
  if (!api || !translation?.ready) {
    throw new Error('The portal is still loading; try again in a moment');
  }
  return { t: translation.t, accounts: await api.listAccounts() };
}
