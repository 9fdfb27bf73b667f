import type { EntityPipeline } from 'backstage-plugin-cross-account-pipelines-common';
import {
  type Health,
  hopsOf,
} from 'backstage-plugin-cross-account-pipelines-core';

/** What Tech Insights is told of an entity's pipelines. */
export interface PipelineFacts {
  pipelines: number;
  links: number;
  brokenLinks: number;
  linksHealthy: boolean;
  findings: number;
  /** By name, each once. */
  findingRules: string[];
  /** Absent where it is known of none. */
  templatesBehind?: boolean;
}

/** What AWS would allow now. */
const works: readonly Health[] = ['healthy', 'warning'];

/**
 * @param pipelines - in full; one without a report is not known to be healthy
 * @param areCurrent - of each, whether its templates are, where that is known
 */
export function summarizePipelines(
  pipelines: EntityPipeline[],
  areCurrent: Array<boolean | undefined>,
): PipelineFacts {
  const reports = pipelines.flatMap(({ report }) => report ?? []);
  const links = reports.flatMap(report => report.links);
  const findings = reports
    .flatMap(report => report.findings)
    .filter(({ waived }) => !waived);
  const known = areCurrent.filter(each => each !== undefined);
  return {
    pipelines: pipelines.length,
    links: links.length,
    brokenLinks: links.filter(({ health }) => health === 'broken').length,
    linksHealthy:
      reports.length === pipelines.length &&
      reports.every(report =>
        hopsOf(report).every(({ health }) => works.includes(health)),
      ),
    findings: findings.length,
    findingRules: [...new Set(findings.map(({ rule }) => rule))].sort(),
    ...(known.length > 0 && { templatesBehind: known.includes(false) }),
  };
}
