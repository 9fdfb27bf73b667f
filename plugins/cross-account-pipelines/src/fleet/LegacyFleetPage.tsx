import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { FleetPage } from './FleetPage';

/** The fleet page with the header that pages of the old system bring along. */
export function LegacyFleetPage() {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('fleet.title')} />
      <Content noPadding>
        <FleetPage />
      </Content>
    </Page>
  );
}
