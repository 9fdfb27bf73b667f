import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Switch, TextField } from '@backstage/ui';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { TargetsField } from '../targets/TargetsField';
import type { targetsSchema } from '../targets/targetsSchema';
import styles from './RecordedPipelineField.module.css';
import { choicesOf } from './settingChoices';

/** A spec; what is not edited here is kept as it is. */
export type Spec = Record<string, unknown>;

type TargetsProps = typeof targetsSchema.TProps;

/**
 * Edits what a pipeline builds, tests and deploys, and where to. Everything else
 * that its spec says stays.
 */
export function SpecEditor(props: {
  spec: Spec;
  isDisabled?: boolean;
  onChange(spec: Spec): void;
}) {
  const { spec, isDisabled, onChange } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const change = (fields: Spec) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...spec, ...fields }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
    );
  const targets = {
    formData: spec.stages,
    onChange: (stages: unknown) => change({ stages }),
    schema: { title: t('recordedField.stages') },
    uiSchema: {},
    formContext: { formData: { pipeline: { region: spec.region } } },
    disabled: isDisabled,
  } as unknown as TargetsProps;
  const editing = { isDisabled, change };
  return (
    <>
      <TargetsField {...targets} />
      <Step
        {...editing}
        name="build"
        value={spec.build as Spec | undefined}
        label={t('recordedField.build')}
      />
      <Step
        {...editing}
        name="test"
        value={spec.test as Spec | undefined}
        label={t('recordedField.test')}
      />
      <Settings {...editing} deploy={spec.deploy as Spec | undefined} />
    </>
  );
}

/** A CodeBuild step that is there or not. */
function Step(props: {
  name: 'build' | 'test';
  label: string;
  value?: Spec;
  isDisabled?: boolean;
  change(fields: Spec): void;
}) {
  const { name, label, value, isDisabled, change } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <div className={styles.step}>
      <Switch
        label={label}
        isSelected={value !== undefined}
        isDisabled={isDisabled}
        onChange={isWanted => change({ [name]: isWanted ? {} : undefined })}
      />
      {value && (
        <TextField
          label={t(`recordedField.${name}spec`)}
          placeholder="buildspec.yml"
          size="small"
          isDisabled={isDisabled}
          value={String(value.buildspec ?? '')}
          onChange={text => {
            const { buildspec: _, ...rest } = value;
            change({ [name]: text ? { ...rest, buildspec: text } : rest });
          }}
        />
      )}
    </div>
  );
}

/** What is deployed alike everywhere, as far as it is text. */
function Settings(props: {
  deploy?: Spec;
  isDisabled?: boolean;
  change(fields: Spec): void;
}) {
  const { deploy = {}, isDisabled, change } = props;
  return (
    <>
      {Object.entries(deploy)
        .filter(
          ([name, value]) => name !== 'provider' && typeof value === 'string',
        )
        .map(([name, value]) => (
          <Setting
            key={name}
            provider={deploy.provider}
            name={name}
            value={value as string}
            isDisabled={isDisabled}
            onChange={text => change({ deploy: { ...deploy, [name]: text } })}
          />
        ))}
    </>
  );
}

function Setting(props: {
  provider: unknown;
  name: string;
  value: string;
  isDisabled?: boolean;
  onChange(value: string): void;
}) {
  const { provider, name, value, isDisabled, onChange } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const choices = choicesOf(provider, name);
  const shown = { label: inWords(name), size: 'small' as const, isDisabled };
  return choices ? (
    <Select
      {...shown}
      options={choices.map(choice => ({
        value: choice.value,
        label: t(`recordedField.choices.${choice.key}`),
      }))}
      value={value}
      onChange={key => onChange(String(key))}
    />
  ) : (
    <TextField {...shown} value={value} onChange={onChange} />
  );
}

/** `templatePath` as "Template path". */
function inWords(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words[0].toUpperCase() + words.slice(1);
}
