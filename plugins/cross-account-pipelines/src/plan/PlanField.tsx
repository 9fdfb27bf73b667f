import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject, JsonValue } from '@backstage/types';
import { Alert, ButtonLink, Skeleton, Text } from '@backstage/ui';
import type { PipelinePlan } from 'backstage-plugin-cross-account-pipelines-common';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { FieldFrame } from '../fields/FieldFrame';
import announcementStyles from '../parts/announcement.module.css';
import { messageOf } from '../requests/messageOf';
import { useRequest } from '../requests/useRequest';
import { useTemplateLinks } from '../templates/useTemplateLinks';
import type { planSchema } from './planSchema';
import { PlanView } from './PlanView';
import { specOfForm, type FormReading } from './specOfForm';
import { useListNames } from '../parts/useListNames';
import { usePlanSentence } from './usePlanSentence';
import styles from './PlanField.module.css';

type Props = typeof planSchema.TProps;

/** Who types is not asked about at every letter. */
const PAUSE_MS = 700;

/** What the form would make, foretold beside it while it is filled in. */
export function PlanField(props: Props) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <div className={styles.beside}>
      <FieldFrame field={props} defaultTitle={t('plan.title')}>
        <Reading {...props} />
      </FieldFrame>
    </div>
  );
}

function Reading(props: Props) {
  const { formContext, uiSchema } = props;
  const { entity = 'component', template } = uiSchema?.['ui:options'] ?? {};
  const answers = (formContext?.formData ?? {}) as Record<string, JsonValue>;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const listNames = useListNames();
  const templates = useTemplateOfForm(template);
  if (templates.error) {
    return <Impossible {...props} why={messageOf(templates.error)} />;
  }
  if (!templates.value) {
    return <Waiting />;
  }
  const reading = readForm(templates.value, answers);
  const entityRef = answers[entity];
  if (reading instanceof Error || !reading) {
    return (
      <Impossible {...props} why={reading?.message ?? t('plan.noPipeline')} />
    );
  }
  if ('unanswered' in reading || typeof entityRef !== 'string') {
    const titles = 'unanswered' in reading ? reading.unanswered : [];
    return (
      <NoPlan {...props}>
        <Text as="p" color="secondary">
          {t('plan.unanswered', { answers: listNames([...new Set(titles)]) })}
        </Text>
      </NoPlan>
    );
  }
  return <Plan {...props} entityRef={entityRef} spec={reading.spec} />;
}

function Impossible(props: Props & { why: string }) {
  const { why, ...field } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <NoPlan {...field}>
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('plan.impossible')}
        description={why}
      />
    </NoPlan>
  );
}

/** Says why nothing is foretold; an earlier plan is not true any more. */
function NoPlan(props: Props & { children: ReactElement }) {
  useReview(props, undefined);
  return props.children;
}

/** What the review shows is what was seen, or nothing. */
function useReview({ formData, onChange }: Props, sentence?: string): void {
  useEffect(() => {
    if (formData !== sentence) {
      onChange(sentence);
    }
  });
}

function Plan(props: Props & { entityRef: string; spec: JsonObject }) {
  const { entityRef, spec, uiSchema } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const sentenceOf = usePlanSentence();
  const wanted = JSON.stringify({ entityRef, spec });
  const [asked, setAsked] = useState(wanted);
  useDebounce(() => setAsked(wanted), PAUSE_MS, [wanted]);
  const ask = useCallback(
    async (signal: AbortSignal) => ({
      asked,
      plan: await api.planPipeline(JSON.parse(asked), { signal }),
    }),
    [api, asked],
  );
  const { value, error, loading } = useRequest(ask);
  const isNew = value?.asked === wanted && !loading;

  useReview(props, isNew && !error ? sentenceOf(value.plan) : undefined);

  if (error && !loading) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('plan.refused')}
        description={messageOf(error)}
      />
    );
  }
  return (
    <>
      {value?.plan.change && !uiSchema?.['ui:options']?.isChange && (
        <Exists plan={value.plan} entityRef={entityRef} />
      )}
      <Answer plan={value?.plan} isNew={isNew} />
    </>
  );
}

/** Who means to set up another pipeline is led to the form for this one. */
function Exists(props: { plan: PipelinePlan; entityRef: string }) {
  const { plan, entityRef } = props;
  const { pipelineArn, report } = plan;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { change } = useTemplateLinks();
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('plan.exists', { pipeline: report.name })}
      description={t('plan.existsHint')}
      customActions={
        change && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={change({ component: entityRef, pipelineArn })}
          >
            {t('menu.change')}
          </ButtonLink>
        )
      }
    />
  );
}

function Answer({ plan, isNew }: { plan?: PipelinePlan; isNew: boolean }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const sentenceOf = usePlanSentence();
  return (
    <>
      <div role="status" className={announcementStyles.announcement}>
        {plan && isNew ? sentenceOf(plan) : t('plan.loading')}
      </div>
      {plan ? (
        <div aria-busy={!isNew}>
          {!isNew && (
            <Text as="p" color="secondary">
              {t('plan.loading')}
            </Text>
          )}
          <PlanView plan={plan} />
        </div>
      ) : (
        <Waiting />
      )}
    </>
  );
}

function Waiting() {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <div role="progressbar" aria-label={t('plan.loading')}>
      <Skeleton width="100%" height={120} />
    </div>
  );
}

function useTemplateOfForm(named: string | undefined) {
  const catalogApi = useApi(catalogApiRef);
  const { namespace = 'default', templateName: name } = useParams();
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return useAsync(async () => {
    const ref =
      named ??
      (name && stringifyEntityRef({ kind: 'template', namespace, name }));
    const template = ref ? await catalogApi.getEntityByRef(ref) : undefined;
    if (!template) {
      throw new Error(t('plan.noTemplate'));
    }
    return template as TemplateEntityV1beta3;
  }, [catalogApi, named, namespace, name]);
}

function readForm(
  template: TemplateEntityV1beta3,
  answers: Record<string, JsonValue>,
): FormReading | Error | undefined {
  try {
    return specOfForm({ template, answers });
  } catch (error) {
    return error as Error;
  }
}
