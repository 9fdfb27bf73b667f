import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
  RiQuestionFill,
  RiSkipForwardFill,
  RiStopCircleFill,
} from '@remixicon/react';
import type { RemixiconComponentType } from '@remixicon/react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import styles from './RunStatus.module.css';

/** Statuses of runs, stages and actions: `codepipeline/latest/APIReference`. */
const known = {
  Succeeded: { Icon: RiCheckboxCircleFill, word: 'run.status.succeeded' },
  Failed: { Icon: RiCloseCircleFill, word: 'run.status.failed' },
  InProgress: { Icon: RiLoader4Line, word: 'run.status.inProgress' },
  Stopped: { Icon: RiStopCircleFill, word: 'run.status.stopped' },
  Stopping: { Icon: RiStopCircleFill, word: 'run.status.stopping' },
  Superseded: { Icon: RiSkipForwardFill, word: 'run.status.superseded' },
  Cancelled: { Icon: RiStopCircleFill, word: 'run.status.cancelled' },
  Abandoned: { Icon: RiStopCircleFill, word: 'run.status.abandoned' },
} as const satisfies Record<
  string,
  { Icon: RemixiconComponentType; word: string }
>;

/** How a run, a stage or an action went, as an icon and a word. */
export function RunStatus({ status }: { status: string }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const shown = Object.hasOwn(known, status)
    ? known[status as keyof typeof known]
    : undefined;
  const Icon = shown?.Icon ?? RiQuestionFill;
  return (
    <span className={styles.status} data-status={status}>
      <Icon aria-hidden size={18} />
      {/* AWS may know more by now: its own word is better than none. */}
      <span className={styles.word}>{shown ? t(shown.word) : status}</span>
    </span>
  );
}
