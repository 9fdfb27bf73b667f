import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Waived } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { useDay } from '../../findings/useDay';
import { WaiverAuthor } from '../../findings/WaiverAuthor';

/** That somebody puts up with it: who, until when and why. */
export function WaivedLine({ waived }: { waived: Waived }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const sayDay = useDay();
  return (
    <p>
      {t('waiver.line', {
        until: sayDay(waived.until),
        who: <WaiverAuthor author={waived.by} />,
      })}{' '}
      {waived.reason}
    </p>
  );
}
