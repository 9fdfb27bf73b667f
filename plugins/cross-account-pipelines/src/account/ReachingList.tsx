import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { LinkRow } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { useEntityTabHref } from '../entityTab/useEntityTabHref';
import { HealthIcon } from '../parts/HealthIcon';
import { OldReading } from '../parts/OldReading';
import { RelativeTime } from '../parts/RelativeTime';
import { HopReason } from '../sentences/HopReason';
import styles from './ReachingList.module.css';

/** Who reaches an account: service, pipeline, owner, how well and since when. */
export function ReachingList({ links }: { links: LinkRow[] }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const tabHref = useEntityTabHref();
  return (
    <ul className={styles.links}>
      {links.map(link => (
        <li
          key={`${link.pipelineArn}/${link.account.id}/${link.region}`}
          className={styles.link}
        >
          <HealthIcon health={link.health} />
          <div className={styles.content}>
            <p className={styles.line}>
              <EntityRefLink entityRef={link.entityRef} />
              <span className={styles.fact}>
                {t('account.pipeline', {
                  pipeline: link.pipelineName,
                  region: link.region,
                })}
              </span>
              {link.owner && (
                <EntityRefLink entityRef={link.owner} defaultKind="group" />
              )}
              <span className={styles.fact}>
                {t('time.since', {
                  when: <RelativeTime moment={link.since} />,
                })}
              </span>
            </p>
            <OldReading readAt={link.readAt} />
            {link.hop && (
              <Link
                href={tabHref(link.entityRef, {
                  pipelineArn: link.pipelineArn,
                  hop: link.hop.id,
                })}
              >
                <HopReason hop={link.hop} />
              </Link>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
