import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiHourglassFill,
  RiQuestionFill,
  RiSubtractLine,
} from '@remixicon/react';
import type { RemixiconComponentType } from '@remixicon/react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GateHealth } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import styles from './HealthIcon.module.css';

// Every health has a shape of its own, so that nothing depends on colour.
const icons: Record<GateHealth, RemixiconComponentType | undefined> = {
  healthy: RiCheckboxCircleFill,
  warning: RiAlertFill,
  pending: RiHourglassFill,
  unknown: RiQuestionFill,
  broken: RiCloseCircleFill,
  'not-judged': RiSubtractLine,
  'not-needed': undefined,
};

const words = {
  healthy: 'health.healthy',
  warning: 'health.warning',
  pending: 'health.pending',
  unknown: 'health.unknown',
  broken: 'health.broken',
  'not-judged': 'health.notJudged',
  'not-needed': 'health.notNeeded',
} as const;

/**
 * A health as an icon, with its word for those who hover and those who listen.
 */
export function HealthIcon({ health }: { health: GateHealth }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const Icon = icons[health];
  const word = t(words[health]);
  return (
    <span className={styles.icon} data-health={health} title={word}>
      {Icon && <Icon aria-hidden size={18} />}
      <span className={styles.word}>{word}</span>
    </span>
  );
}
