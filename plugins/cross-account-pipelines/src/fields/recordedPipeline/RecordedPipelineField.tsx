import { useEffect, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Select, Skeleton, Text } from '@backstage/ui';
import {
  parsePipelineArn,
  pipelineArnOf,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesApiRef } from '../../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { messageOf } from '../../requests/messageOf';
import { FieldFrame } from '../FieldFrame';
import type { recordedPipelineSchema } from './recordedPipelineSchema';
import { type Spec, SpecEditor } from './SpecEditor';
import styles from './RecordedPipelineField.module.css';

type Props = typeof recordedPipelineSchema.TProps;

/** Chooses a pipeline of a service, and changes what made it. */
export function RecordedPipelineField(props: Props) {
  const { formContext, uiSchema } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { entity = 'component' } = uiSchema?.['ui:options'] ?? {};
  const answers = (formContext?.formData ?? {}) as Record<string, unknown>;
  const entityRef = answers[entity];
  return (
    <FieldFrame field={props} defaultTitle={t('recordedField.title')}>
      {typeof entityRef === 'string' ? (
        <Pipelines
          {...props}
          key={entityRef}
          entityRef={entityRef}
          named={answers.pipelineArn}
        />
      ) : (
        <Text as="p" color="secondary">
          {t('recordedField.noService')}
        </Text>
      )}
    </FieldFrame>
  );
}

function Pipelines(props: Props & { entityRef: string; named: unknown }) {
  const { entityRef, named, formData, onChange, disabled, readonly } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const pipelines = useAsync(
    () => api.getEntityPipelines(entityRef, { detail: 'glance' }),
    [api, entityRef],
  );
  const arns = (pipelines.value ?? []).map(each => each.pipelineArn);
  const [chosen, setChosen] = useState<string>();
  const current = arnOf(formData);
  const pipelineArn =
    [chosen, current, named].find(arn => arns.includes(arn as string)) ??
    (arns.length === 1 ? arns[0] : undefined);
  const wanted = pipelineArn === current ? undefined : pipelineArn;
  const recorded = useAsync(
    async () =>
      wanted === undefined ? undefined : api.getPipelineSpec(wanted as string),
    [api, wanted],
  );

  // After every rendering rather than once: when two fields propose a value in
  // the same moment, the form keeps only one of them.
  useEffect(() => {
    if (wanted !== undefined && recorded.value?.pipelineArn === wanted) {
      onChange(recorded.value.spec);
    }
  });

  if (pipelines.loading || recorded.loading) {
    return (
      <div role="progressbar" aria-label={t('recordedField.loading')}>
        <Skeleton width="100%" height={120} />
      </div>
    );
  }
  const error = pipelines.error ?? recorded.error;
  return (
    <div className={styles.editor}>
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('recordedField.failed')}
          description={messageOf(error)}
        />
      )}
      {pipelines.value?.length === 0 && (
        <Text as="p" color="secondary">
          {t('recordedField.none')}
        </Text>
      )}
      {arns.length > 1 && (
        <Select
          label={t('recordedField.pipeline')}
          placeholder={t('recordedField.choose')}
          options={arns.map(arn => ({ value: arn, label: labelOf(arn) }))}
          isDisabled={disabled || readonly}
          value={(pipelineArn as string | undefined) ?? null}
          onChange={key => setChosen(String(key))}
        />
      )}
      {pipelineArn !== undefined && pipelineArn === current && (
        <SpecEditor
          spec={formData as Spec}
          isDisabled={disabled || readonly}
          onChange={onChange}
        />
      )}
    </div>
  );
}

/** The form library starts an object field with an empty object. */
function arnOf(spec: Spec | undefined): string | undefined {
  return typeof spec?.name === 'string'
    ? pipelineArnOf(spec as { name: string; account: string; region: string })
    : undefined;
}

function labelOf(arn: string): string {
  const { name, account, region } = parsePipelineArn(arn)!;
  return [name, account, region].join(' · ');
}
