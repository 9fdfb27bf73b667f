import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { RiAddLine, RiLinksLine } from '@remixicon/react';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { useTemplateLinks } from '../templates/useTemplateLinks';
import styles from './NoPipeline.module.css';

/** Says that there is no pipeline, and what to do about it. */
export function NoPipeline({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { setUp, attach } = useTemplateLinks();
  const formData = { component: entityRef };
  return (
    <div className={styles.empty}>
      <Text as="p">{t('card.noPipeline')}</Text>
      <Text as="p" color="secondary">
        {t('card.noPipelineHint')}
      </Text>
      <div className={styles.actions}>
        {setUp && (
          <ButtonLink
            size="small"
            href={setUp(formData)}
            iconStart={<RiAddLine aria-hidden />}
          >
            {t('card.setUp')}
          </ButtonLink>
        )}
        {attach && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={attach(formData)}
            iconStart={<RiLinksLine aria-hidden />}
          >
            {t('card.attach')}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
