import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Link, TextAreaField } from '@backstage/ui';
import type { Explanation } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Disclosure } from '../parts/Disclosure';
import { messageOf } from '../requests/messageOf';
import { useSentences } from '../sentences/useSentences';
import { useSubmission } from '../requests/useSubmission';
import styles from './ExplainBox.module.css';

const docs = 'https://docs.aws.amazon.com/';

const nothing = () => {};

/**
 * Says what an error can come from. It is explained in the browser: the text
 * goes nowhere.
 */
export function ExplainBox() {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <Disclosure summary={<strong>{t('explain.title')}</strong>}>
      <ExplainForm />
    </Disclosure>
  );
}

function ExplainForm() {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const [text, setText] = useState('');
  const [explanations, setExplanations] = useState<Explanation[]>();
  const { pending, error, submit } = useSubmission(nothing);
  const explain = (event: FormEvent) => {
    event.preventDefault();
    submit(async () => {
      const { explainError } = await import(
        'backstage-plugin-cross-account-pipelines-core'
      );
      setExplanations(explainError({ text }));
    });
  };
  return (
    <form className={styles.form} onSubmit={explain}>
      <TextAreaField
        label={t('explain.text')}
        description={t('explain.hint')}
        rows={4}
        value={text}
        onChange={setText}
      />
      <div>
        <Button
          type="submit"
          size="small"
          isPending={pending}
          isDisabled={!text.trim()}
        >
          {t('explain.submit')}
        </Button>
      </div>
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('explain.failed')}
          description={messageOf(error)}
        />
      )}
      <div role="status">
        {explanations && <Explanations explanations={explanations} />}
      </div>
    </form>
  );
}

function Explanations({ explanations }: { explanations: Explanation[] }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (explanations.length === 0) {
    return <p>{t('explain.none')}</p>;
  }
  return (
    <ol className={styles.list}>
      {explanations.map(explanation => (
        <Explained key={explanation.cause} explanation={explanation} />
      ))}
    </ol>
  );
}

function Explained({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { sentence, change } = useSentences().explain(explanation);
  return (
    <li className={styles.item}>
      <p>
        <strong>{sentence}</strong>
      </p>
      <p className={styles.fact}>
        {explanation.gate
          ? t('explain.hop', {
              hop: explanation.hop,
              gate: t(`gate.${explanation.gate}`),
            })
          : explanation.hop}
      </p>
      {change && (
        <p>
          {t('hop.remedy')} {change}
        </p>
      )}
      {explanation.page && (
        <Link
          href={`${docs}${explanation.page}.html`}
          target="_blank"
          rel="noopener noreferrer"
        >
          {t('explain.page')}
        </Link>
      )}
    </li>
  );
}
