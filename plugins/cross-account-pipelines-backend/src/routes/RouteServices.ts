import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type {
  ConfiguredAccount,
  FindingPolicy,
} from 'backstage-plugin-cross-account-pipelines-core';
import type {
  AwsClients,
  PipelineGuardrails,
  PipelineRuns,
  OrganizationAccounts,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { Request, RequestHandler } from 'express';
import type { Knex } from 'knex';
import type { PipelineAccess } from '../access/PipelineAccess';
import type { ThingLists } from '../choosing/ThingLists';
import type { EntityPipelines } from '../EntityPipelines';
import type { PipelineOwners } from '../ownership/PipelineOwners';
import type { LinkTable } from '../store/LinkTable';
import type { PipelineStore } from '../store/PipelineStore';
import type { WaiverTable } from '../store/WaiverTable';

/**
 * What the routes work with.
 */
export interface RouteServices {
  access: PipelineAccess;
  accounts: ConfiguredAccount[];
  /** The same with what their organization says of them. */
  organization: Pick<OrganizationAccounts, 'read'>;
  entityPipelines: EntityPipelines;
  knex: Knex;
  links: LinkTable;
  owners: PipelineOwners;
  planning: {
    clients: AwsClients;
    findingPolicy?: FindingPolicy;
    guardrails: PipelineGuardrails;
    templates?: string;
  };
  runs: PipelineRuns;
  store: PipelineStore;
  things: ThingLists;
  waivers: WaiverTable;
  /** Who asks; anonymous callers are refused. */
  identify(request: Request): Promise<BackstageCredentials>;
  /** Tells the auditor what is done, and whether it was. */
  audited<T>(
    event: Parameters<AuditorService['createEvent']>[0],
    work: () => Promise<T>,
  ): Promise<T>;
  /** Refuses callers who ask too often. */
  limited: RequestHandler;
}
