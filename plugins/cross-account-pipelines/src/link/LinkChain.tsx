import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowRightLine } from '@remixicon/react';
import type {
  HopVerdict,
  LinkReport,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { HopVerdictItem } from '../card/verdicts/HopVerdictItem';
import type { Accounts } from '../card/verdicts/HopVerdictItem';
import { isRemedyShown } from '../card/verdicts/isRemedyShown';
import { nameAccount } from '../card/verdicts/nameAccount';
import { CopyButton } from '../parts/CopyButton';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { HealthIcon } from '../parts/HealthIcon';
import { describeChain } from './describeChain';
import type { ChainJoint, ChainNode } from './describeChain';
import styles from './LinkChain.module.css';

/**
 * One link from left to right: each node, and before it the joint that opens to
 * show what decides.
 */
export function LinkChain(props: {
  report: PipelineReport;
  link: LinkReport;
  accounts: Accounts;
  /** Id of the hop that an address names. */
  hop?: string;
  /** The address of a hop, to pass on. */
  addressOf(hop: HopVerdict): string;
}) {
  const { report, link, accounts, hop, addressOf } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { start, main, below } = describeChain(report, link);
  const joints = [...main, ...below];
  const named = joints.find(({ hops }) => hops.some(({ id }) => id === hop));
  const worst = joints.find(({ health }) => health === link.health);
  const [open, setOpen] = useState<string | undefined>(
    named?.id ?? (link.health === 'healthy' ? undefined : worst?.id),
  );
  const panel = useId();
  const shown = joints.find(({ id }) => id === open);
  const toggle = (id: string) => setOpen(id === open ? undefined : id);
  const jointProps = { accounts, panel, open, onToggle: toggle };
  return (
    <div className={styles.link}>
      <ol className={styles.chain} aria-label={t('chain.label')}>
        <li className={styles.node}>
          <Node node={start} accounts={accounts} />
        </li>
        {main.map(joint => (
          <Joint key={joint.id} joint={joint} {...jointProps} />
        ))}
      </ol>
      {below.length > 0 && (
        <ul className={styles.chain} aria-label={t('chain.below')}>
          {below.map(joint => (
            <Joint key={joint.id} joint={joint} {...jointProps} />
          ))}
        </ul>
      )}
      <div id={panel} className={styles.panel} hidden={!shown}>
        {shown && (
          <div className={styles.hops}>
            {shown.hops.map((verdict, index) => (
              <HopAnchor
                key={verdict.id}
                isNamed={verdict.id === hop}
                address={addressOf(verdict)}
              >
                <HopVerdictItem
                  hop={verdict}
                  accounts={accounts}
                  remedyShown={isRemedyShown(
                    verdict,
                    shown.hops.slice(0, index),
                  )}
                />
              </HopAnchor>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** Brings the hop that an address names into view. */
function HopAnchor(props: {
  isNamed: boolean;
  address: string;
  children: ReactNode;
}) {
  const { isNamed, address, children } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const anchor = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNamed) {
      anchor.current?.scrollIntoView?.({ block: 'center' });
      anchor.current?.focus({ preventScroll: true });
    }
  }, [isNamed]);
  return (
    <div
      ref={anchor}
      role="group"
      tabIndex={-1}
      className={styles.anchor}
      data-named={isNamed || undefined}
    >
      <ul className={styles.hop}>{children}</ul>
      <CopyButton
        text={new URL(address, window.location.href).href}
        label={t('copy.link')}
      />
    </div>
  );
}

function Joint(props: {
  joint: ChainJoint;
  accounts: Accounts;
  panel: string;
  open?: string;
  onToggle(id: string): void;
}) {
  const { joint, accounts, panel, open, onToggle } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { id, to, health, hops } = joint;
  const decisive = hops.find(hop => hop.health === health) ?? hops[0];
  return (
    <li className={styles.joint}>
      <button
        type="button"
        className={styles.opener}
        aria-expanded={open === id}
        aria-controls={panel}
        onClick={() => onToggle(id)}
      >
        <span className={styles.arrow}>
          <HealthIcon health={health} />
          <RiArrowRightLine aria-hidden size={16} />
        </span>{' '}
        <span>{t(`chain.joint.${to.kind}`)}</span> <Sides hop={decisive} />
      </button>
      <Node node={to} accounts={accounts} />
    </li>
  );
}

/** What each of the two accounts says, which have to agree. */
function Sides({ hop }: { hop: HopVerdict }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { caller, resource } = hop;
  if (!caller || !resource) {
    return null;
  }
  return (
    <span className={styles.sides}>
      {t('chain.sides', {
        caller: t(`chain.says.${caller.allows}`),
        resource: t(`chain.says.${resource.allows}`),
      })}
    </span>
  );
}

function Node({ node, accounts }: { node: ChainNode; accounts: Accounts }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { kind, name, arn, account } = node;
  return (
    <span className={styles.box}>
      <span className={styles.kind}>{t(`chain.node.${kind}`)}</span>
      {name && (
        <span className={styles.name} title={arn}>
          {name}
        </span>
      )}
      {account && (
        <span className={styles.account}>{nameAccount(account, accounts)}</span>
      )}
    </span>
  );
}
