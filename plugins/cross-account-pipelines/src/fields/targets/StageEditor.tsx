import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Box,
  ButtonIcon,
  Select,
  Switch,
  Text,
  TextField,
} from '@backstage/ui';
import {
  RiArrowDownLine,
  RiArrowUpLine,
  RiCloseLine,
  RiDeleteBinLine,
} from '@remixicon/react';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { targetKey } from './checkStages';
import { chooseRegion, toTarget } from './proposeStages';
import { searchAmong } from '../searchAmong';
import type { StageValue, TargetValue } from './targetsSchema';
import styles from './StageEditor.module.css';

/** `codepipeline/latest/userguide/action-reference-Approval`: CustomData. */
const maxQuestion = 1000;

interface Props {
  stage: StageValue;
  /** Counted from 1. */
  position: number;
  accounts: ConfiguredAccount[];
  /** Where accounts are added, if they may work there. */
  pipelineRegion?: string;
  /** Every target of every stage. */
  taken: TargetValue[];
  isDisabled?: boolean;
  onChange(stage: StageValue): void;
  onRemove(): void;
  /** Absent for the first stage. */
  onMoveUp?(): void;
  /** Absent for the last stage. */
  onMoveDown?(): void;
}

/** One stage: its name, whether it waits for approval, and its accounts. */
export function StageEditor(props: Props) {
  const { stage, position, isDisabled, onChange } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const title = stage.name
    ? t('targetsField.stage', { position: String(position), name: stage.name })
    : t('targetsField.stageUnnamed', { position: String(position) });
  const short =
    stage.name ||
    t('targetsField.stageUnnamed', { position: String(position) });

  return (
    <Box
      bg="neutral"
      role="group"
      aria-label={title}
      tabIndex={-1}
      className={styles.stage}
    >
      <div className={styles.head}>
        <span aria-hidden className={styles.position}>
          {position}
        </span>
        <TextField
          className={styles.name}
          aria-label={t('targetsField.name')}
          placeholder={t('targetsField.name')}
          size="small"
          value={stage.name}
          isDisabled={isDisabled}
          onChange={name => onChange({ ...stage, name })}
        />
        <Switch
          label={t('targetsField.approval')}
          isSelected={Boolean(stage.approval)}
          isDisabled={isDisabled}
          onChange={wanted =>
            onChange(
              withApproval(
                stage,
                wanted && t('targetsField.proposedQuestion', { stage: short }),
              ),
            )
          }
        />
        <span className={styles.actions}>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowUpLine aria-hidden />}
            aria-label={t('targetsField.moveUp', { stage: short })}
            isDisabled={isDisabled || !props.onMoveUp}
            onPress={props.onMoveUp}
          />
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowDownLine aria-hidden />}
            aria-label={t('targetsField.moveDown', { stage: short })}
            isDisabled={isDisabled || !props.onMoveDown}
            onPress={props.onMoveDown}
          />
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiDeleteBinLine aria-hidden />}
            aria-label={t('targetsField.removeStage', { stage: short })}
            isDisabled={isDisabled}
            onPress={props.onRemove}
          />
        </span>
      </div>
      {stage.approval && (
        <TextField
          label={t('targetsField.question')}
          size="small"
          maxLength={maxQuestion}
          value={(stage.approval !== true && stage.approval.message) || ''}
          isDisabled={isDisabled}
          onChange={question => onChange(withApproval(stage, question || true))}
        />
      )}
      <Targets {...props} stageName={short} />
      <AddTarget {...props} />
    </Box>
  );
}

// In the order in which the review of the form shows it.
function withApproval(
  { name, approval: before, targets, ...rest }: StageValue,
  wanted: boolean | string,
): StageValue {
  if (!wanted) {
    return { name, targets, ...rest };
  }
  const { message: _, ...other } =
    typeof before === 'object' ? before : { message: '' };
  const approval =
    wanted === true && Object.keys(other).length === 0
      ? wanted
      : { ...other, ...(wanted !== true && { message: wanted }) };
  return { name, approval, targets, ...rest };
}

function Targets(props: Props & { stageName: string }) {
  const { stage, stageName, accounts, taken, isDisabled, onChange } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  if (stage.targets.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('targetsField.noTargets')}
      </Text>
    );
  }
  const change = (targets: TargetValue[]) => onChange({ ...stage, targets });
  return (
    <ul className={styles.targets}>
      {stage.targets.map((target, index) => (
        <Target
          key={targetKey(target)}
          target={target}
          stageName={stageName}
          account={accounts.find(({ id }) => id === target.account)}
          taken={taken}
          isDisabled={isDisabled}
          onChange={changed =>
            change(stage.targets.map((one, i) => (i === index ? changed : one)))
          }
          onRemove={() => change(stage.targets.filter((_, i) => i !== index))}
        />
      ))}
    </ul>
  );
}

function Target(props: {
  target: TargetValue;
  stageName: string;
  account?: ConfiguredAccount;
  taken: TargetValue[];
  isDisabled?: boolean;
  onChange(target: TargetValue): void;
  onRemove(): void;
}) {
  const { target, stageName, account, taken, isDisabled } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const name = account?.name ?? target.account;
  const regions = [
    ...new Set([
      target.region,
      ...(account ? freeRegions(account, taken) : []),
    ]),
  ];
  return (
    <li className={styles.target}>
      <span className={styles.account}>
        {name}
        {account && <span className={styles.id}>{target.account}</span>}
      </span>
      {regions.length > 1 ? (
        <Select
          className={styles.region}
          aria-label={t('targetsField.region', { account: name })}
          size="small"
          options={regions.map(region => ({ value: region, label: region }))}
          value={target.region}
          isDisabled={isDisabled}
          onChange={key => props.onChange({ ...target, region: String(key) })}
        />
      ) : (
        <span className={styles.region}>{target.region}</span>
      )}
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiCloseLine aria-hidden />}
        aria-label={t('targetsField.removeTarget', {
          target: t('targetsField.target', {
            account: name,
            region: target.region,
          }),
          stage: stageName,
        })}
        isDisabled={isDisabled}
        onPress={props.onRemove}
      />
    </li>
  );
}

function AddTarget(props: Props) {
  const { stage, accounts, pipelineRegion, taken, isDisabled, onChange } =
    props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const free = accounts.filter(
    account => freeRegions(account, taken).length > 0,
  );
  const add = (account: ConfiguredAccount | undefined) => {
    if (account) {
      const region = chooseRegion(freeRegions(account, taken), pipelineRegion);
      const target = toTarget(account, region);
      onChange({ ...stage, targets: [...stage.targets, target] });
    }
  };
  return (
    <Select
      className={styles.add}
      aria-label={t('targetsField.addTarget')}
      placeholder={
        free.length > 0
          ? t('targetsField.addTarget')
          : t('targetsField.allUsed')
      }
      size="small"
      options={free.map(({ id, name, environment }) => ({
        value: id,
        label: [name, id, environment].filter(Boolean).join(' · '),
      }))}
      search={searchAmong(free.length)}
      isDisabled={isDisabled || free.length === 0}
      value={null}
      onChange={key => add(free.find(({ id }) => id === key))}
    />
  );
}

function freeRegions(
  account: ConfiguredAccount,
  taken: TargetValue[],
): string[] {
  const keys = new Set(taken.map(targetKey));
  return account.regions.filter(
    region => !keys.has(targetKey({ account: account.id, region })),
  );
}
