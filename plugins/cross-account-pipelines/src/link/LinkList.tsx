import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  HopVerdict,
  LinkReport,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { healthsFromBest } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { Accounts } from '../card/verdicts/HopVerdictItem';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Disclosure } from '../parts/Disclosure';
import { HealthIcon } from '../parts/HealthIcon';
import { LinkChain } from './LinkChain';
import { HopReason } from '../sentences/HopReason';
import { useSentences } from '../sentences/useSentences';
import styles from './LinkList.module.css';

/** The links of a pipeline, worst first, each a chain that opens. */
export function LinkList(props: {
  report: PipelineReport;
  accounts: Accounts;
  hop?: string;
  addressOf(hop: HopVerdict): string;
}) {
  const { report, hop } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const links = [...report.links].sort(
    (a, b) =>
      healthsFromBest.indexOf(b.health) - healthsFromBest.indexOf(a.health),
  );
  if (links.length === 0) {
    return <p className={styles.none}>{t('summary.noAccounts')}</p>;
  }
  return (
    <ul className={styles.links}>
      {links.map((link, index) => (
        <li key={`${link.account.id}/${link.region}`}>
          <Disclosure
            defaultOpen={
              hop
                ? link.hops.some(({ id }) => id === hop)
                : index === 0 && link.health !== 'healthy'
            }
            summary={<LinkSummary link={link} />}
          >
            <LinkChain {...props} link={link} />
          </Disclosure>
        </li>
      ))}
    </ul>
  );
}

function LinkSummary({ link }: { link: LinkReport }) {
  const { account, region, health, hops, reachedBy, reachedByPhrases } = link;
  const { say } = useSentences();
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const worst = hops.find(hop => hop.health === health);
  return (
    <span className={styles.summary}>
      <span className={styles.name}>
        <HealthIcon health={health} /> {account.name ?? account.id}
      </span>
      <span className={styles.fact}>
        {[
          account.name && account.id,
          account.environment,
          region,
          reachedBy &&
            t('table.reachedBy', { what: say(reachedBy, reachedByPhrases) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {health !== 'healthy' && worst && (
        <span className={styles.reason}>
          <HopReason hop={worst} />
        </span>
      )}
    </span>
  );
}
