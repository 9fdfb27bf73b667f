import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import announcementStyles from '../../parts/announcement.module.css';
import { ConfiguredAccounts } from '../ConfiguredAccounts';
import { FieldFrame } from '../FieldFrame';
import { proposeStages } from './proposeStages';
import { StageEditor } from './StageEditor';
import type { StagesValue, StageValue, targetsSchema } from './targetsSchema';
import styles from './TargetsField.module.css';

type Props = typeof targetsSchema.TProps;

/** Asks which accounts to deploy to, in which order. */
export function TargetsField(props: Props) {
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  return (
    <FieldFrame field={props} defaultTitle={t('targetsField.title')}>
      <ConfiguredAccounts use="target">
        {accounts => <Stages {...props} accounts={accounts} />}
      </ConfiguredAccounts>
    </FieldFrame>
  );
}

function Stages(props: Props & { accounts: ConfiguredAccount[] }) {
  const { accounts, formData, onChange } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const stages = completeStages(formData);
  const pipelineRegion = props.formContext?.formData?.pipeline?.region;
  const isDisabled = props.disabled || props.readonly;
  const [announcement, setAnnouncement] = useState('');
  const touched = useRef(false);
  const list = useRef<HTMLOListElement>(null);
  const focusNext = useRef<number>();

  // After every rendering rather than once: when two fields propose a value in
  // the same moment, the form keeps only one of them.
  useEffect(() => {
    if (!touched.current && isEmpty(stages)) {
      onChange(
        proposeStages({
          accounts,
          pipelineRegion,
          questionFor: stage => t('targetsField.proposedQuestion', { stage }),
        }),
      );
    }
  });

  // A stage that moves takes the focus along.
  useEffect(() => {
    if (focusNext.current !== undefined) {
      const moved = list.current?.children[focusNext.current];
      moved?.querySelector<HTMLElement>('[role="group"]')?.focus();
      focusNext.current = undefined;
    }
  });

  const change = (changed: StagesValue) => {
    touched.current = true;
    onChange(changed);
  };
  const replace = (index: number, stage: StageValue) =>
    change(stages.map((one, i) => (i === index ? stage : one)));
  const move = (from: number, to: number) => {
    const moved = stages.filter((_, i) => i !== from);
    moved.splice(to, 0, stages[from]);
    focusNext.current = to;
    setAnnouncement(
      t('targetsField.moved', {
        stage: stages[from].name,
        position: String(to + 1),
      }),
    );
    change(moved);
  };
  const remove = (index: number) => {
    focusNext.current = Math.max(0, index - 1);
    setAnnouncement(t('targetsField.removed', { stage: stages[index].name }));
    change(stages.filter((_, i) => i !== index));
  };

  return (
    <>
      <Text as="p" variant="body-small" color="secondary">
        {t('targetsField.order')}
      </Text>
      {stages.length === 0 && (
        <Text as="p" color="secondary">
          {t('targetsField.none')}
        </Text>
      )}
      <ol className={styles.stages} ref={list}>
        {stages.map((stage, index) => (
          <li key={index}>
            <StageEditor
              stage={stage}
              position={index + 1}
              accounts={accounts}
              pipelineRegion={pipelineRegion}
              taken={stages.flatMap(({ targets }) => targets)}
              isDisabled={isDisabled}
              onChange={changed => replace(index, changed)}
              onMoveUp={index > 0 ? () => move(index, index - 1) : undefined}
              onMoveDown={
                index < stages.length - 1
                  ? () => move(index, index + 1)
                  : undefined
              }
              onRemove={() => remove(index)}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiAddLine aria-hidden />}
          isDisabled={isDisabled}
          onPress={() => {
            focusNext.current = stages.length;
            change([...stages, { name: '', targets: [] }]);
          }}
        >
          {t('targetsField.addStage')}
        </Button>
      </div>
      <div role="status" className={announcementStyles.announcement}>
        {announcement}
      </div>
    </>
  );
}

// The form library fills arrays up to `minItems` with empty objects, and a
// prefilled form may hold anything.
function completeStages(formData: StagesValue | undefined): StagesValue {
  const stages = (formData ?? []) as Array<Partial<StageValue> | undefined>;
  return stages.map(stage => {
    const { name = '', approval, targets = [], ...rest } = stage ?? {};
    return { name, ...(approval && { approval }), targets, ...rest };
  });
}

function isEmpty(stages: StagesValue): boolean {
  return stages.every(({ name, targets }) => !name && targets.length === 0);
}
