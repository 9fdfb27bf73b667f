import type {
  Estate,
  PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  accountOf,
  listLinks,
  parsePipelineArn,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AttachmentRecord } from './AttachmentRecord';

/** Roles of the pipeline account that use the key, as the engine lists them. */
export function keyUsers(
  definition: PipelineDefinition,
  observed: Estate,
  pipelineArn: string,
  keyArn: string,
): string[] {
  const { account } = parsePipelineArn(pipelineArn)!;
  const { hops } = linksAfter(definition, observed, pipelineArn);
  const roles = hops.flatMap(hop =>
    hop.type === 'access' &&
    hop.target.type === 'key' &&
    hop.target.arn === keyArn &&
    hop.principal.type === 'role' &&
    accountOf(hop.principal.arn) === account
      ? [hop.principal.arn]
      : [],
  );
  return [...new Set([definition.roleArn, ...roles])];
}

function linksAfter(
  definition: PipelineDefinition,
  { accounts }: Estate,
  pipelineArn: string,
) {
  return listLinks(definition, {
    pipelineArn,
    resources: {
      project: arn =>
        Object.values(accounts).flatMap(
          ({ projects = {} }) => projects[arn] ?? [],
        )[0],
    },
  });
}

/** Projects that encrypt what other accounts are to read with another key. */
export function projectsToChange(
  definition: PipelineDefinition,
  observed: Estate,
  pipelineArn: string,
  keyArn: string,
): AttachmentRecord['projects'] {
  const { account } = parsePipelineArn(pipelineArn)!;
  const { projects = {} } = observed.accounts[account];
  const { hops } = linksAfter(definition, observed, pipelineArn);
  const arns = hops.flatMap(hop =>
    hop.type === 'check' &&
    hop.check.rule === 'project-key' &&
    hop.check.foreign
      ? [hop.check.projectArn]
      : [],
  );
  return [...new Set(arns)]
    .map(arn => ({ arn, encryptionKey: projects[arn]?.encryptionKey }))
    .filter(({ encryptionKey }) => encryptionKey !== keyArn);
}
