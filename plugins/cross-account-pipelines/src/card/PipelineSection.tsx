import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { Disclosure } from '../parts/Disclosure';
import { useEntityTabHref } from '../entityTab/useEntityTabHref';
import { LastRun } from '../execution/LastRun';
import { HealthIcon } from '../parts/HealthIcon';
import type { PipelinePermissions } from '../requests/usePipelinePermissions';
import { AccountTable } from './AccountTable';
import type { DescribedPipeline } from './describeEntity';
import { OwnedElsewhere } from './OwnedElsewhere';
import { PipelineMenu } from './PipelineMenu';
import { PipelineSummaryLine } from './PipelineSummaryLine';
import { ReachedByBuild } from './ReachedByBuild';
import { Reading } from './Reading';
import { Unseen } from './Unseen';
import styles from './PipelineSection.module.css';

interface Props {
  entityRef: string;
  described: DescribedPipeline;
  permissions: PipelinePermissions;
  onChanged(): void;
}

/** One pipeline of the entity: what it is, how it is, and whom it reaches. */
export function PipelineSection(props: Props) {
  const { described, onChanged, permissions, entityRef } = props;
  const { pipelineArn, report } = described.pipeline;
  const name = nameOf(described);
  const heading = useId();
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <header className={styles.header}>
        <Text as="h4" id={heading} weight="bold" className={styles.name}>
          {name}
        </Text>
        <Place described={described} />
        <span className={styles.end}>
          {report && <Reading report={report} />}
          <PipelineMenu
            entityRef={entityRef}
            pipelineArn={pipelineArn}
            name={name}
            onDone={onChanged}
            {...permissions}
          />
        </span>
      </header>
      <Body {...props} />
    </section>
  );
}

/** One of several pipelines: a line that opens. */
export function OpeningPipelineSection(
  props: Props & { defaultOpen: boolean },
) {
  const { described, defaultOpen } = props;
  return (
    <Disclosure
      defaultOpen={defaultOpen}
      summary={
        <span className={styles.summary}>
          <HealthIcon health={described.health} /> {nameOf(described)}
        </span>
      }
    >
      <PipelineSection {...props} />
    </Disclosure>
  );
}

function nameOf({ pipeline }: DescribedPipeline): string {
  const { report, pipelineArn } = pipeline;
  return report?.name ?? parsePipelineArn(pipelineArn)?.name ?? pipelineArn;
}

function Body(props: Props): ReactNode {
  const { entityRef, described, permissions, onChanged } = props;
  const { pipeline, description } = described;
  const { report, error, ownerRef, goneAt } = pipeline;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const tabHref = useEntityTabHref();
  return (
    <>
      {ownerRef && ownerRef !== entityRef && (
        <OwnedElsewhere ownerRef={ownerRef} />
      )}
      {error && (
        <Alert
          role="alert"
          status={report ? 'warning' : 'danger'}
          icon
          title={t(readFailure(Boolean(report), goneAt))}
          description={error}
        />
      )}
      {!report && !error && (
        <Text as="p" color="secondary">
          {t('card.neverChecked')}
        </Text>
      )}
      {description && (
        <PipelineSummaryLine
          health={described.health}
          own={description.own.health}
          counts={description.counts}
        />
      )}
      <LastRun
        pipeline={pipeline}
        mayRun={permissions.mayRun}
        hrefOfHop={hop =>
          tabHref(entityRef, {
            pipelineArn: pipeline.pipelineArn,
            hop: hop.id,
          })
        }
        onDone={onChanged}
      />
      {report && description && (
        <>
          <AccountTable
            name={report.name}
            description={description}
            abridged={pipeline.isAbridged && report}
          />
          <ReachedByBuild report={report} accounts={description.accounts} />
          <Unseen sentences={report.unseen} />
        </>
      )}
    </>
  );
}

function readFailure(hasReport: boolean, goneAt: string | undefined) {
  if (goneAt) {
    return 'card.gone';
  }
  return hasReport ? 'card.readFailed' : 'card.readFailedFirst';
}

function Place({ described }: { described: DescribedPipeline }) {
  const { report, pipelineArn } = described.pipeline;
  const place = report
    ? {
        account: [report.account.name, report.account.id],
        region: report.region,
      }
    : parsePipelineArn(pipelineArn);
  if (!place) {
    return null;
  }
  return (
    <span className={styles.place}>
      {[place.account, place.region].flat().filter(Boolean).join(' · ')}
    </span>
  );
}
