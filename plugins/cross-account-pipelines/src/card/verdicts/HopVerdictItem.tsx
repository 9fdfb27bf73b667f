import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowRightSLine } from '@remixicon/react';
import type {
  AccountSummary,
  Evidence,
  HopVerdict,
  SideVerdict,
} from 'backstage-plugin-cross-account-pipelines-core';
import { documentKey } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { HealthIcon } from '../../parts/HealthIcon';
import { useDocumentName } from '../../documents/useDocumentName';
import { RelativeTime } from '../../parts/RelativeTime';
import { EvidenceList } from './EvidenceList';
import { nameAccount } from './nameAccount';
import { RemedyView } from './RemedyView';
import { HopSentence } from '../../sentences/HopSentence';
import { Sentence } from '../../parts/Sentence';
import { WaivedLine } from './WaivedLine';
import styles from './HopVerdictItem.module.css';

/** The accounts of a report by id. */
export type Accounts = Map<string, AccountSummary>;

interface Props {
  hop: HopVerdict;
  accounts: Accounts;
  /** Whether an earlier hop has shown the same remedy. */
  remedyShown?: boolean;
}

/** One hop: what it is, how it is, why, and what to change. */
export function HopVerdictItem(props: Props) {
  const { hop } = props;
  return (
    <li className={styles.item}>
      <HealthIcon health={hop.health} />
      <div className={styles.content}>
        {hop.health === 'healthy' && !hop.waived ? (
          <HealthyHop {...props} />
        ) : (
          <UnhealthyHop {...props} />
        )}
      </div>
    </li>
  );
}

function HealthyHop({ hop, accounts }: Props) {
  if (hop.evidence.length === 0 && !hop.reason) {
    return (
      <span>
        <HopSentence hop={hop} />
      </span>
    );
  }
  return (
    <details className={styles.proof}>
      <summary>
        <span>
          <HopSentence hop={hop} />
        </span>
        <RiArrowRightSLine aria-hidden size={16} className={styles.chevron} />
      </summary>
      {hop.reason && (
        <p className={styles.facts}>
          <Sentence text={hop.reason} phrases={hop.reasonPhrases} />
        </p>
      )}
      <EvidenceList evidence={hop.evidence} accounts={accounts} />
    </details>
  );
}

function UnhealthyHop({ hop, accounts, remedyShown }: Props) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <>
      <span>
        <HopSentence hop={hop} />
      </span>
      <Reason hop={hop} />
      {hop.waived && <WaivedLine waived={hop.waived} />}
      {hop.actions && hop.actions.length > 0 && (
        <p className={styles.facts}>
          {t('hop.neededBy', { actions: hop.actions.join(', ') })}
        </p>
      )}
      <Sides hop={hop} accounts={accounts} />
      <WhatToChange hop={hop} accounts={accounts} />
      <EvidenceList
        evidence={beyondSides(hop)}
        accounts={accounts}
        remedy={hop.remedy}
      />
      {hop.remedy && remedyShown && <p>{t('hop.sameRemedy')}</p>}
      {hop.remedy && !remedyShown && (
        <RemedyView remedy={hop.remedy} accounts={accounts} />
      )}
    </>
  );
}

function Reason({ hop }: { hop: HopVerdict }) {
  const { reason, reasonPhrases, since } = hop;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (!reason) {
    return null;
  }
  return (
    <p>
      <span className={styles.reason}>
        <Sentence text={reason} phrases={reasonPhrases} />
      </span>
      {since && (
        <span className={styles.facts}>
          {' '}
          {t('time.since', { when: <RelativeTime moment={since} /> })}
        </span>
      )}
    </p>
  );
}

// The sides name their documents already.
function beyondSides({ evidence, caller, resource }: HopVerdict): Evidence[] {
  return evidence.filter(
    ({ document, source, statement, text }) =>
      source ||
      statement ||
      text ||
      ![caller, resource].some(
        side => side && documentKey(side.document) === documentKey(document),
      ),
  );
}

function Sides({ hop, accounts }: { hop: HopVerdict; accounts: Accounts }) {
  if (!hop.caller && !hop.resource) {
    return null;
  }
  return (
    <ul className={styles.sides}>
      {hop.caller && (
        <SideItem name="caller" side={hop.caller} accounts={accounts} />
      )}
      {hop.resource && (
        <SideItem name="resource" side={hop.resource} accounts={accounts} />
      )}
    </ul>
  );
}

const healthOfAnswer = {
  yes: 'healthy',
  no: 'broken',
  unknown: 'unknown',
} as const;

function SideItem(props: {
  name: 'caller' | 'resource';
  side: SideVerdict;
  accounts: Accounts;
}) {
  const { name, side, accounts } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const nameDocument = useDocumentName();
  return (
    <li className={styles.side}>
      <HealthIcon health={healthOfAnswer[side.allows]} />
      <span>
        {t(`hop.side.${name}`, {
          account: nameAccount(side.account, accounts),
          answer: t(`hop.allows.${side.allows}`),
        })}
        <span className={styles.facts}> · {nameDocument(side.document)}</span>
      </span>
    </li>
  );
}

function WhatToChange(props: { hop: HopVerdict; accounts: Accounts }) {
  const { side, account } = props.hop;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (!account) {
    return null;
  }
  return (
    <p>
      {t(`hop.change.${side ?? 'any'}`, {
        account: nameAccount(account, props.accounts),
      })}
    </p>
  );
}
