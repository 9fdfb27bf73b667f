import { assessPipeline } from 'backstage-plugin-cross-account-pipelines-core';
import { findingsOfReport } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { DefaultAwsClients } from '../../aws';
import { collectEstate } from '../../collection';
import { judgeRules } from '../../deployment';
import type { Command } from './Command';
import { readPortalConfig } from '../setUp/PortalConfig';
import { readFailedActions } from '../setUp/readFailedActions';
import { tellCheck } from '../output/tellCheck';
import { UsageError } from '../UsageError';

/** Judges a pipeline in AWS. */
export const checkLiveCommand: Command = async (
  { operands, options },
  terminal,
) => {
  const { live: pipelineArn = '', deployed, config: file } = options;
  const { folder, env } = terminal;
  const portal = await readPortalConfig({ file, folder, env });
  if (operands.length > 0) {
    throw new UsageError('check takes either files or --live, not both');
  }
  if (deployed) {
    throw new UsageError(
      'check compares files with what is deployed: --deployed needs no --live',
    );
  }
  const { config, accounts } = portal;
  const clients = DefaultAwsClients.fromConfig(config);
  const estate = await collectEstate({ clients, pipelineArn });
  const judged = assessPipeline({ estate, pipelineArn, accounts });
  const report = accounts
    ? await judgeRules(judged, { clients, accounts })
    : judged;
  const failures = await readFailedActions({ clients, report });
  return tellCheck(
    { reports: [report], findings: findingsOfReport(report), failures },
    { options, terminal, portal },
  );
};
