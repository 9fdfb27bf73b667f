import { Fragment, useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowRightSLine } from '@remixicon/react';
import type { Gate } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type GateHealth,
  gates,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { HealthIcon } from '../parts/HealthIcon';
import { RelativeTime } from '../parts/RelativeTime';
import type {
  AccountRow,
  EnvironmentGroup,
  PipelineDescription,
  Row,
} from './describePipeline';
import { HopList } from './verdicts/HopList';
import { LoadedHopList } from './verdicts/LoadedHopList';
import type { AbridgedReport } from './verdicts/LoadedHopList';
import type { Accounts } from './verdicts/HopVerdictItem';
import { Sentence } from '../parts/Sentence';
import { useSentences } from '../sentences/useSentences';
import styles from './AccountTable.module.css';

/** With more accounts than this, each environment is a line that opens. */
const accountsInFull = 12;

const columns = 2 + gates.length;

/** What the rows of a table have in common. */
interface Common {
  accounts: Accounts;
  abridged?: AbridgedReport;
}

/** The accounts that a pipeline reaches, by environment, and their gates. */
export function AccountTable(props: {
  name: string;
  description: PipelineDescription;
  /** Where rows have only what is seen at a glance: whose rest is to be loaded. */
  abridged?: AbridgedReport;
}) {
  const { name, description, abridged } = props;
  const { own, environments, accounts } = description;
  const common = { accounts, abridged };
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const links = environments.reduce((sum, { rows }) => sum + rows.length, 0);
  const ownRow = (
    <tbody className={styles.own}>
      <OpeningRow row={own} {...common}>
        {t('table.own')}
      </OpeningRow>
    </tbody>
  );
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>
        {t('table.caption', { pipeline: name })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('table.account')}</th>
          <th scope="col" className={styles.region}>
            {t('table.region')}
          </th>
          {gates.map(gate => (
            <th
              key={gate}
              scope="col"
              className={styles.gate}
              title={t(`gate.hint.${gate}`)}
            >
              {t(`gate.${gate}`)}
            </th>
          ))}
        </tr>
      </thead>
      {own.health !== 'healthy' && ownRow}
      {environments.map(group =>
        links > accountsInFull ? (
          <OpeningEnvironment
            key={group.environment ?? ''}
            group={group}
            {...common}
          />
        ) : (
          <Environment
            key={group.environment ?? ''}
            group={group}
            {...common}
            named={environments.length > 1 || group.environment !== undefined}
          />
        ),
      )}
      {own.health === 'healthy' && own.hops.length > 0 && ownRow}
    </table>
  );
}

function Environment(
  props: Common & { group: EnvironmentGroup; named: boolean },
) {
  const { group, named, ...common } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <tbody>
      {named && (
        <tr>
          <th scope="rowgroup" colSpan={columns} className={styles.environment}>
            {group.environment ?? t('table.noEnvironment')}
          </th>
        </tr>
      )}
      {group.rows.map(row => (
        <AccountRows key={row.id} row={row} {...common} />
      ))}
    </tbody>
  );
}

function OpeningEnvironment(props: Common & { group: EnvironmentGroup }) {
  const { group, ...common } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [open, setOpen] = useState(false);
  const content = useId();
  const name = group.environment ?? t('table.noEnvironment');
  const [worst] = group.rows;
  const reached = group.rows.filter(
    ({ health }) => health === 'healthy' || health === 'warning',
  );
  return (
    <>
      <tbody>
        <tr>
          <th scope="rowgroup" className={styles.name}>
            <Opener open={open} controls={content} onToggle={setOpen}>
              <HealthIcon health={group.health} /> {name}
            </Opener>
            <span className={styles.facts}>
              {' '}
              {t('summary.environment', {
                reached: String(reached.length),
                total: String(group.rows.length),
              })}
            </span>
          </th>
          <td className={styles.region} />
          <GateCells gates={group.gates} />
        </tr>
        {!open && worst.reason && (
          <ReasonRow>
            {worst.account.name ?? worst.account.id}:{' '}
            <Sentence text={worst.reason} phrases={worst.reasonPhrases} />
          </ReasonRow>
        )}
      </tbody>
      <tbody id={content} hidden={!open} className={styles.inner}>
        {open &&
          group.rows.map(row => (
            <AccountRows key={row.id} row={row} {...common} />
          ))}
      </tbody>
    </>
  );
}

function AccountRows(props: Common & { row: AccountRow }) {
  const { row, ...common } = props;
  const { reachedBy, reachedByPhrases } = row;
  const { say } = useSentences();
  const { id, name } = row.account;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <OpeningRow
      row={row}
      {...common}
      facts={
        <>
          {name && id}
          <span className={styles.regionInline}>{row.region}</span>
          {reachedBy && (
            <span className={styles.reachedBy}>
              {t('table.reachedBy', {
                what: say(reachedBy, reachedByPhrases),
              })}
            </span>
          )}
        </>
      }
    >
      {name ?? id}
    </OpeningRow>
  );
}

function OpeningRow(
  props: Common & { row: Row; facts?: ReactNode; children: ReactNode },
) {
  const { row, accounts, abridged, facts, children } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [open, setOpen] = useState(false);
  const content = useId();
  const since = row.hops.find(hop => hop.health === row.health)?.since;
  return (
    <Fragment>
      <tr>
        <th scope="row" className={styles.name}>
          <Opener open={open} controls={content} onToggle={setOpen}>
            <HealthIcon health={row.health} /> {children}
          </Opener>
          {facts && <span className={styles.facts}> {facts}</span>}
        </th>
        <td className={styles.region}>{row.region}</td>
        <GateCells gates={row.gates} />
      </tr>
      {row.reason && !open && (
        <ReasonRow>
          <Sentence text={row.reason} phrases={row.reasonPhrases} />
          {since && (
            <span className={styles.since}>
              {' '}
              {t('time.since', { when: <RelativeTime moment={since} /> })}
            </span>
          )}
        </ReasonRow>
      )}
      <tr id={content} hidden={!open}>
        {open && (
          <td colSpan={columns} className={styles.details}>
            {abridged ? (
              <LoadedHopList
                key={abridged.readAt}
                report={abridged}
                row={row}
                accounts={accounts}
              />
            ) : (
              <HopList row={row} accounts={accounts} />
            )}
          </td>
        )}
      </tr>
    </Fragment>
  );
}

function ReasonRow({ children }: { children: ReactNode }) {
  return (
    <tr className={styles.reasonRow}>
      <td colSpan={columns} className={styles.reason}>
        {children}
      </td>
    </tr>
  );
}

function GateCells(props: { gates: Record<Gate, GateHealth> }) {
  return (
    <>
      {gates.map(gate => (
        <td key={gate} className={styles.gate}>
          <HealthIcon health={props.gates[gate]} />
        </td>
      ))}
    </>
  );
}

function Opener(props: {
  open: boolean;
  controls: string;
  onToggle(open: boolean): void;
  children: ReactNode;
}) {
  const { open, controls, onToggle, children } = props;
  return (
    <button
      type="button"
      className={styles.opener}
      aria-expanded={open}
      aria-controls={controls}
      onClick={() => onToggle(!open)}
    >
      <RiArrowRightSLine aria-hidden size={16} className={styles.chevron} />
      {children}
    </button>
  );
}
