import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type {
  Explanation,
  HopVerdict,
} from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { cutText } from './cutText';
import { hopBehind } from './describeRun';
import type { RunAction } from './describeRun';
import { HopSentence } from '../sentences/HopSentence';
import { useSentences } from '../sentences/useSentences';
import { Sentence } from '../parts/Sentence';
import styles from './FailedAction.module.css';

/** Why an action failed: AWS's own words, and what the engine makes of them. */
export function FailedAction(props: {
  action: RunAction;
  hrefOfHop(hop: HopVerdict): string | undefined;
}) {
  const { action, hrefOfHop } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { stage, name, error, summary } = action;
  const hop = hopBehind(action);
  const href = hop && hrefOfHop(hop);
  const [explanation] = error?.explanations ?? [];
  const message = error?.message ?? summary;
  return (
    <div className={styles.action}>
      <p className={styles.name}>
        {t('run.failedAction', { action: `${stage}/${name}` })}
      </p>
      {message && (
        <blockquote className={styles.message} title={message}>
          {cutText(message)}
        </blockquote>
      )}
      {hop && (
        <p>
          {t('run.explainedBy')}{' '}
          {href ? (
            <Link href={href}>
              <HopSentence hop={hop} />
            </Link>
          ) : (
            <HopSentence hop={hop} />
          )}
        </p>
      )}
      {hop?.reason && (
        <p>
          <Sentence text={hop.reason} phrases={hop.reasonPhrases} />
        </p>
      )}
      {!hop && explanation && <Guess explanation={explanation} />}
      {!hop && !explanation && message && <p>{t('run.unexplained')}</p>}
    </div>
  );
}

function Guess({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { sentence, change } = useSentences().explain(explanation);
  return (
    <>
      <p>{sentence}</p>
      {explanation.assessment === 'contradicted' && (
        <p className={styles.contradicted}>{t('run.contradicted')}</p>
      )}
      {change && (
        <p>
          <strong>{t('hop.remedy')}</strong> {change}
        </p>
      )}
    </>
  );
}
