import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesApiRef } from '../../crossAccountPipelinesApiRef';
import { Requested } from '../../parts/Requested';
import { useRequest } from '../../requests/useRequest';
import { describePipeline } from '../describePipeline';
import type { Row } from '../describePipeline';
import { HopList } from './HopList';
import type { Accounts } from './HopVerdictItem';

/** A report with what is seen at a glance. */
export type AbridgedReport = Pick<PipelineReport, 'pipelineArn' | 'readAt'>;

/** The same as `HopList` for a row that has only what is seen at a glance. */
export function LoadedHopList(props: {
  report: AbridgedReport;
  row: Row;
  accounts: Accounts;
}) {
  const { report, row, accounts } = props;
  const { pipelineArn } = report;
  const { id } = row;
  const api = useApi(crossAccountPipelinesApiRef);
  const request = useRequest(
    useCallback(
      async (signal: AbortSignal) => {
        const link = id === pipelineArn ? 'own' : id;
        const part = await api.getPipelineReport(
          { pipelineArn, link },
          { signal },
        );
        const { own, environments } = describePipeline(part);
        return environments[0]?.rows[0] ?? own;
      },
      [api, id, pipelineArn],
    ),
  );
  return (
    <Requested request={request}>
      {loaded => <HopList row={loaded} accounts={accounts} />}
    </Requested>
  );
}
