import { useMemo } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox, Text } from '@backstage/ui';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import type { ListedThing } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../requests/messageOf';
import { FieldSurface } from './FieldSurface';
import { findPlaces } from './findPlaces';
import { offerThings } from './offerThings';
import type { thingSchema } from './thingSchema';

type Props = typeof thingSchema.TProps;

/** Asks for something in an account: offers what there is, and takes any name. */
export function ThingField(props: Props) {
  const { formData, onChange, schema, uiSchema, required, rawErrors } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { things, places, failure } = useThings(props);
  const options = useMemo(
    () =>
      offerThings(things, found =>
        t('thingField.foundIn', {
          found: String(found),
          count: places,
        }),
      ),
    [things, places, t],
  );
  const shown = options.find(({ value }) => value === formData);
  const change = (value: string) => onChange(value || undefined);
  return (
    <FieldSurface>
      <Combobox
        label={schema.title}
        description={uiSchema?.['ui:description'] ?? schema.description}
        options={options}
        allowsCustomValue
        isRequired={required}
        isDisabled={props.disabled || props.readonly}
        isInvalid={Boolean(rawErrors?.length)}
        inputValue={shown?.label ?? formData ?? ''}
        onInputChange={text =>
          change(options.find(({ label }) => label === text)?.value ?? text)
        }
        onChange={key => key !== null && change(String(key))}
      />
      {failure && (
        <Text as="p" variant="body-small" color="secondary" title={failure}>
          {t('thingField.failed')}
        </Text>
      )}
    </FieldSurface>
  );
}

/** What each place has; a place that does not tell is left out. */
function useThings({ formContext, uiSchema }: Props) {
  const api = useApi(crossAccountPipelinesApiRef);
  const { kind, in: inside = 'pipeline' } = uiSchema?.['ui:options'] ?? {};
  const answers = formContext?.formData ?? {};
  const { value: accounts = [] } = useAsync(
    async (): Promise<ConfiguredAccount[]> =>
      inside === 'pipeline' ? api.listAccounts() : [],
    [api, inside],
  );
  const places = JSON.stringify(findPlaces({ inside, answers, accounts }));
  const { value } = useAsync(async () => {
    const asked: ReturnType<typeof findPlaces> = JSON.parse(places);
    const lists = await Promise.allSettled(
      kind ? asked.map(place => api.listThings({ ...place, kind })) : [],
    );
    const failed = lists.find(list => list.status === 'rejected');
    return {
      things: lists.flatMap((list): ListedThing[][] =>
        list.status === 'fulfilled' ? [list.value] : [],
      ),
      failure: failed && messageOf(failed.reason),
    };
  }, [api, kind, places]);
  const { things = [], failure } = value ?? {};
  return { things, places: things.length, failure };
}
