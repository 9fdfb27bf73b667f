import { useEffect } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { ConfiguredAccounts } from '../ConfiguredAccounts';
import { FieldFrame } from '../FieldFrame';
import { searchAmong } from '../searchAmong';
import type {
  pipelineAccountSchema,
  PipelineAccountValue,
} from './pipelineAccountSchema';
import styles from './PipelineAccountField.module.css';

type Props = typeof pipelineAccountSchema.TProps;

/** Asks for the account and the Region in which a pipeline is to live. */
export function PipelineAccountField(props: Props) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <FieldFrame field={props} defaultTitle={t('pipelineAccountField.title')}>
      <ConfiguredAccounts use="pipeline">
        {accounts => <Choice {...props} accounts={accounts} />}
      </ConfiguredAccounts>
    </FieldFrame>
  );
}

function Choice(props: Props & { accounts: ConfiguredAccount[] }) {
  const { accounts, formData, onChange, rawErrors, required } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  // The form library starts an object field with an empty object.
  const value: Partial<PipelineAccountValue> = formData ?? {};
  const chosen = accounts.find(({ id }) => id === value.account);
  const isDisabled = props.disabled || props.readonly;
  const isInvalid = Boolean(rawErrors?.length);

  const choose = (account: ConfiguredAccount | undefined) =>
    account &&
    onChange({
      account: account.id,
      region: account.regions.includes(value.region ?? '')
        ? value.region!
        : account.regions[0],
    });

  // After every rendering rather than once: when two fields propose a value in
  // the same moment, the form keeps only one of them.
  useEffect(() => {
    if (accounts.length === 1 && !value.account) {
      choose(accounts[0]);
    }
  });

  return (
    <div className={styles.choice}>
      <Select
        label={t('pipelineAccountField.account')}
        placeholder={t('pipelineAccountField.choose')}
        options={accounts.map(({ id, name }) => ({
          value: id,
          label: `${name} · ${id}`,
        }))}
        search={searchAmong(accounts.length)}
        isRequired={required}
        isDisabled={isDisabled}
        isInvalid={isInvalid}
        value={chosen?.id ?? null}
        onChange={key => choose(accounts.find(({ id }) => id === key))}
      />
      <Select
        label={t('pipelineAccountField.region')}
        placeholder={t('pipelineAccountField.chooseRegion')}
        options={(chosen?.regions ?? []).map(region => ({
          value: region,
          label: region,
        }))}
        isRequired={required}
        isDisabled={isDisabled || !chosen}
        isInvalid={isInvalid}
        value={chosen && value.region ? value.region : null}
        onChange={key =>
          chosen && onChange({ account: chosen.id, region: String(key) })
        }
      />
    </div>
  );
}
