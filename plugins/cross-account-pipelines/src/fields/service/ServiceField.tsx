import useAsync from 'react-use/esm/useAsync';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Alert, ButtonLink, Combobox } from '@backstage/ui';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesApiRef } from '../../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { messageOf } from '../../requests/messageOf';
import { useTemplateLinks } from '../../templates/useTemplateLinks';
import { FieldSurface } from '../FieldSurface';
import type { serviceSchema } from './serviceSchema';

type Props = typeof serviceSchema.TProps;

/** Asks for a service, and says where it has a pipeline already. */
export function ServiceField(props: Props) {
  const { formData, onChange, schema, uiSchema, required, rawErrors } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const { value, error } = useAsync(
    () =>
      catalogApi.getEntities({
        filter: { kind: 'Component' },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
        ],
      }),
    [catalogApi],
  );
  if (error) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('serviceField.failed')}
        description={messageOf(error)}
      />
    );
  }
  return (
    <FieldSurface>
      <Combobox
        label={schema.title ?? t('serviceField.title')}
        description={uiSchema?.['ui:description'] ?? schema.description}
        placeholder={t('serviceField.choose')}
        options={(value?.items ?? []).map(toOption).sort(byLabel)}
        isRequired={required}
        isDisabled={props.disabled || props.readonly}
        isInvalid={Boolean(rawErrors?.length)}
        value={formData ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
      />
      {formData && <PipelinesOf key={formData} entityRef={formData} />}
    </FieldSurface>
  );
}

function toOption(entity: Entity) {
  const { name, title } = entity.metadata;
  return {
    value: stringifyEntityRef(entity),
    label: title && title !== name ? `${title} · ${name}` : name,
  };
}

function byLabel(a: { label: string }, b: { label: string }): number {
  return a.label.localeCompare(b.label);
}

function PipelinesOf({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const { change } = useTemplateLinks();
  // Nothing is said where it cannot be found out: the task itself looks again.
  const { value: pipelines = [] } = useAsync(
    () => api.getEntityPipelines(entityRef, { detail: 'glance' }),
    [api, entityRef],
  );
  if (pipelines.length === 0) {
    return null;
  }
  const [{ pipelineArn }] = pipelines;
  return (
    <div role="status">
      <Alert
        status="warning"
        icon
        title={t('serviceField.exists', {
          pipelines: pipelines
            .map(each => parsePipelineArn(each.pipelineArn)?.name ?? '')
            .join(', '),
        })}
        description={t('serviceField.existsHint')}
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
    </div>
  );
}
