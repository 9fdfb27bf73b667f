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
import {
  type AccountRule,
  coversAccount,
  describeRule,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesTranslationRef } from '../../crossAccountPipelinesTranslationRef';
import { targetKey } from './checkStages';
import { offerRules, regionsOf } from './offerRules';
import { chooseRegion, toTarget } from './proposeStages';
import { sayRule } from './sayRule';
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
          accounts={accounts}
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
  accounts: ConfiguredAccount[];
  taken: TargetValue[];
  isDisabled?: boolean;
  onChange(target: TargetValue): void;
  onRemove(): void;
}) {
  const { target, stageName, accounts, taken, isDisabled } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const rule = target.account === undefined ? target.rule : undefined;
  const account = accounts.find(({ id }) => id === target.account);
  const name = rule
    ? sayRule(rule, t)
    : account?.name ?? String(target.account);
  const free = rule
    ? freeRegionsOfRule(rule, accounts, taken)
    : account && freeRegions(account, taken);
  const regions = [...new Set([target.region, ...(free ?? [])])];
  return (
    <li className={styles.target}>
      <span className={styles.account}>
        {name}
        {account && <span className={styles.id}>{target.account}</span>}
        {rule && (
          <span className={styles.id}>
            {t('targetsField.namedNow', {
              accounts: accounts
                .filter(each => coversAccount(rule, each))
                .map(each => each.name)
                .join(', '),
            })}
          </span>
        )}
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
  const { stage, accounts, taken, pipelineRegion, isDisabled, onChange } =
    props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const add = (target: TargetValue) => {
    const kept = stage.targets.filter(
      each => !standsFor(target, each, accounts),
    );
    onChange({ ...stage, targets: [...kept, target] });
  };
  const offered = [
    ...accounts.flatMap(account => {
      const { id, name, environment } = account;
      const free = freeRegions(account, taken);
      const label = [name, id, environment].filter(Boolean).join(' · ');
      const target = toTarget(account, chooseRegion(free, pipelineRegion));
      return free.length === 0 ? [] : [{ value: id, label, target }];
    }),
    ...offerRules(accounts).flatMap(rule => {
      const free = freeRegionsOfRule(rule, accounts, taken);
      const region = chooseRegion(free, pipelineRegion);
      return free.length === 0
        ? []
        : [
            {
              value: describeRule(rule),
              label: sayRule(rule, t),
              target: { rule, region },
            },
          ];
    }),
  ];
  return (
    <Select
      className={styles.add}
      aria-label={t('targetsField.addTarget')}
      placeholder={
        offered.length > 0
          ? t('targetsField.addTarget')
          : t('targetsField.allUsed')
      }
      size="small"
      options={offered.map(({ value, label }) => ({ value, label }))}
      search={searchAmong(offered.length)}
      isDisabled={isDisabled || offered.length === 0}
      value={null}
      onChange={key => {
        const chosen = offered.find(({ value }) => value === key);
        if (chosen) {
          add(chosen.target);
        }
      }}
    />
  );
}

/** Whether a rule names what was chosen by itself, and nothing else is said of it. */
function standsFor(
  { rule, region }: TargetValue,
  { account, region: other, name: _, ...more }: TargetValue,
  accounts: ConfiguredAccount[],
): boolean {
  const chosen = accounts.find(({ id }) => id === account);
  return Boolean(
    rule &&
      chosen &&
      region === other &&
      Object.keys(more).length === 0 &&
      coversAccount(rule, chosen),
  );
}

function freeRegionsOfRule(
  rule: AccountRule,
  accounts: ConfiguredAccount[],
  taken: TargetValue[],
): string[] {
  const keys = new Set(taken.map(targetKey));
  return regionsOf(rule, accounts).filter(
    region => !keys.has(targetKey({ rule, region })),
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
