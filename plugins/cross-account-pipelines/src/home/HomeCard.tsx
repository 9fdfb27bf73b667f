import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RendererProps } from '@backstage/plugin-home-react';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Surface } from '../parts/Surface';
import { homeTitle } from './homeTitle';

/**
 * Frames a widget of the home page. Backstage shows a widget's title as it is:
 * here it is in the reader's language, unless the portal chose another title.
 */
export function HomeCard({ title, Content }: RendererProps) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <Surface>
      <InfoCard title={title === homeTitle ? t('home.title') : title} divider>
        <Content />
      </InfoCard>
    </Surface>
  );
}
