import type { PipelineRegistration } from 'backstage-plugin-cross-account-pipelines-common';
import type { Knex } from 'knex';
import { decideOwner } from '../ownership/decideOwner';
import { writePipelineTags } from '../ownership/parsePipelineTags';
import { inBatches } from './inBatches';
import { insertPipelines } from './insertPipelines';
import type { LinkTableRow } from './linkRowsOf';
import type {
  EntityClaim,
  PipelineOwnership,
  TagMatch,
} from './PipelineOwnership';
import { whereAmong } from './whereAmong';

/** What says whose a pipeline is, of its own row. */
interface OwnedRow {
  pipeline_arn: string;
  owner_ref: string | null;
  /** Empty where the tags were read and name no entity. */
  tagged_ref: string | null;
}

interface RegistrationRow {
  entity_ref: string;
  pipeline_arn: string;
  registered_by: string;
  registered_at: unknown;
}

interface ClaimRow {
  entity_ref: string;
  pipeline_arn: string;
  seen_at: string;
  /** Absent where the entity names the pipeline itself. */
  tags: string | null;
}

interface EntityRow {
  entity_ref: string;
  owner: string | null;
  system: string | null;
}

/**
 * Which entities name which pipelines, by registration or by annotation, and whose
 * each pipeline is for it.
 */
export class OwnershipTables implements PipelineOwnership {
  readonly #knex: Knex;

  /** @param knex - whose tables are there, as `openDatabase` makes them */
  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async setClaims(
    claims: EntityClaim[],
    options: { seenAt: string; entities?: Omit<EntityClaim, 'pipelineArns'>[] },
  ): Promise<void> {
    const keyOf = (row: Pick<ClaimRow, 'entity_ref' | 'pipeline_arn'>) =>
      `${row.entity_ref} ${row.pipeline_arn}`;
    const rows = await this.#knex<ClaimRow>('claims');
    const present = new Map(rows.map(row => [keyOf(row), row]));
    const wanted = new Map(
      claims.flatMap(claim =>
        toClaimRows(claim, options.seenAt).map(row => [keyOf(row), row]),
      ),
    );
    const gone = [...present].filter(([key]) => !wanted.has(key));
    for (const [, { entity_ref, pipeline_arn }] of gone) {
      await this.#knex<ClaimRow>('claims')
        .where({ entity_ref, pipeline_arn })
        .delete();
    }
    const added = [...wanted].filter(
      ([key, { tags }]) => present.get(key)?.tags !== tags,
    );
    await this.#insertClaims(added.map(([, row]) => row));
    await this.#saveEntities([...claims, ...(options.entities ?? [])]);
    await this.#forgetUnnamed();
    await this.updateOwners();
  }

  async addClaim(
    claim: EntityClaim,
    options: { seenAt: string },
  ): Promise<void> {
    await this.#insertClaims(toClaimRows(claim, options.seenAt));
    await this.#saveEntities([claim]);
    await this.updateOwners(claim.pipelineArns);
  }

  async listTagMatches(filter?: { entityRef: string }): Promise<TagMatch[]> {
    const query = this.#knex<ClaimRow>('claims')
      .whereNotNull('tags')
      .orderBy(['entity_ref', 'pipeline_arn']);
    if (filter) {
      query.where({ entity_ref: filter.entityRef });
    }
    const rows: ClaimRow[] = await query;
    return rows.map(row => ({
      entityRef: row.entity_ref,
      tags: row.tags!,
      pipelineArn: row.pipeline_arn,
    }));
  }

  async listOwners(): Promise<string[]> {
    const rows = await this.#knex<OwnedRow>('pipelines')
      .distinct('owner_ref')
      .whereNotNull('owner_ref');
    return rows.map(row => row.owner_ref!);
  }

  async register(
    registration: PipelineRegistration & { registeredBy: string },
  ): Promise<void> {
    const { entityRef, pipelineArn, registeredBy } = registration;
    await this.#knex.transaction(async tx => {
      await tx<RegistrationRow>('registrations')
        .insert({
          entity_ref: entityRef,
          pipeline_arn: pipelineArn,
          registered_by: registeredBy,
        })
        .onConflict(['entity_ref', 'pipeline_arn'])
        .ignore();
      await insertPipelines(tx, [pipelineArn]);
      await this.updateOwners([pipelineArn], tx);
    });
  }

  async unregister(registration: PipelineRegistration): Promise<boolean> {
    const { entityRef, pipelineArn } = registration;
    const deleted = await this.#knex<RegistrationRow>('registrations')
      .where({ entity_ref: entityRef, pipeline_arn: pipelineArn })
      .delete();
    await this.#forgetUnnamed([pipelineArn]);
    await this.updateOwners([pipelineArn]);
    return deleted > 0;
  }

  async listRegistrations(
    filter: { entityRef?: string; pipelineArn?: string } = {},
  ): Promise<PipelineRegistration[]> {
    const query = this.#knex<RegistrationRow>('registrations')
      .select('entity_ref', 'pipeline_arn')
      .orderBy(['entity_ref', 'pipeline_arn']);
    if (filter.entityRef !== undefined) {
      query.where({ entity_ref: filter.entityRef });
    }
    if (filter.pipelineArn !== undefined) {
      query.where({ pipeline_arn: filter.pipelineArn });
    }
    const rows = await query;
    return rows.map(row => ({
      entityRef: row.entity_ref,
      pipelineArn: row.pipeline_arn,
    }));
  }

  /** @param among - pipelines; absent for all */
  async entitiesByPipeline(
    among?: string[],
  ): Promise<Map<string, Set<string>>> {
    const named = (
      await Promise.all(
        ['claims', 'registrations'].map(table => {
          const found = this.#knex<ClaimRow>(table).select(
            'entity_ref',
            'pipeline_arn',
          );
          return among ? whereAmong(found, 'pipeline_arn', among) : found;
        }),
      )
    ).flat();
    const refs = new Map<string, Set<string>>();
    for (const { entity_ref, pipeline_arn } of named) {
      const own = refs.get(pipeline_arn) ?? new Set();
      refs.set(pipeline_arn, own.add(entity_ref));
    }
    return refs;
  }

  /** Works out whose pipelines are, here and nowhere else. */
  async updateOwners(among?: string[], knex: Knex = this.#knex) {
    for (const batch of among ? inBatches(among) : [undefined]) {
      const only = <T extends Knex.QueryBuilder>(query: T): T =>
        batch ? (query.whereIn('pipeline_arn', batch) as T) : query;
      const pipelines: OwnedRow[] = await only(
        knex('pipelines').select('pipeline_arn', 'tagged_ref', 'owner_ref'),
      );
      const registrations: RegistrationRow[] = await only(
        knex('registrations').orderBy(['registered_at', 'entity_ref']),
      );
      const claims: ClaimRow[] = await only(knex('claims'));
      const entities = await readEntities(knex, claims);
      const registered = groupByPipeline(registrations);
      const claimed = groupByPipeline(claims);

      for (const pipeline of pipelines) {
        const arn = pipeline.pipeline_arn;
        const ownerRef = decideOwner({
          tagsWereRead: pipeline.tagged_ref !== null,
          taggedRef: pipeline.tagged_ref || undefined,
          registeredRefs: (registered.get(arn) ?? []).map(
            row => row.entity_ref,
          ),
          claims: (claimed.get(arn) ?? []).map(row => ({
            entityRef: row.entity_ref,
            seenAt: row.seen_at,
            isByTags: row.tags !== null,
            owner: entities.get(row.entity_ref)?.owner ?? undefined,
          })),
        });
        if (ownerRef !== (pipeline.owner_ref ?? undefined)) {
          await knex<OwnedRow>('pipelines')
            .where({ pipeline_arn: arn })
            .update({ owner_ref: ownerRef ?? null });
        }
      }
      await this.#updateLinkOwners(knex, batch);
    }
  }

  async #insertClaims(rows: ClaimRow[]): Promise<void> {
    for (const batch of inBatches(rows)) {
      await this.#knex<ClaimRow>('claims')
        .insert(batch)
        .onConflict(['entity_ref', 'pipeline_arn'])
        // When it was first seen stays.
        .merge(['tags']);
    }
    await insertPipelines(
      this.#knex,
      rows.map(row => row.pipeline_arn),
    );
  }

  async #saveEntities(
    entities: Array<Omit<EntityClaim, 'pipelineArns'>>,
  ): Promise<void> {
    for (const batch of inBatches(entities)) {
      const rows = batch.map(({ entityRef, owner, system }) => ({
        entity_ref: entityRef,
        owner: owner ?? null,
        system: system ?? null,
      }));
      await this.#knex<EntityRow>('entities')
        .insert(rows)
        .onConflict('entity_ref')
        .merge(['owner', 'system']);
    }
  }

  /** Asked of the database, since one may just have been registered. */
  async #forgetUnnamed(among?: string[]): Promise<void> {
    const unnamed = this.#knex<OwnedRow>('pipelines')
      .select('pipeline_arn')
      .whereNotIn(
        'pipeline_arn',
        this.#knex<RegistrationRow>('registrations').select('pipeline_arn'),
      )
      .whereNotIn(
        'pipeline_arn',
        this.#knex<ClaimRow>('claims').select('pipeline_arn'),
      );
    if (among) {
      unnamed.whereIn('pipeline_arn', among);
    }
    const arns = (await unnamed).map(row => row.pipeline_arn);
    for (const batch of inBatches(arns)) {
      await this.#knex('links').whereIn('pipeline_arn', batch).delete();
      await this.#knex<OwnedRow>('pipelines')
        .whereIn('pipeline_arn', batch)
        .whereNotIn(
          'pipeline_arn',
          this.#knex<RegistrationRow>('registrations').select('pipeline_arn'),
        )
        .delete();
    }
  }

  async #updateLinkOwners(knex: Knex, among?: string[]): Promise<void> {
    const owned = knex('pipelines')
      .leftJoin('entities', 'entities.entity_ref', 'pipelines.owner_ref')
      .select('pipeline_arn', 'owner_ref', 'owner', 'system');
    const links = knex('links').distinct(
      'pipeline_arn',
      'entity_ref',
      'entity_owner',
      'entity_system',
    );
    if (among) {
      owned.whereIn('pipeline_arn', among);
      links.whereIn('pipeline_arn', among);
    }
    const present = new Map<string, LinkTableRow>(
      (await links).map(row => [row.pipeline_arn, row]),
    );
    for (const { pipeline_arn, owner_ref, owner, system } of await owned) {
      const row = present.get(pipeline_arn);
      if (
        row &&
        (row.entity_ref !== owner_ref ||
          row.entity_owner !== owner ||
          row.entity_system !== system)
      ) {
        await knex('links').where({ pipeline_arn }).update({
          entity_ref: owner_ref,
          entity_owner: owner,
          entity_system: system,
        });
      }
    }
  }
}

async function readEntities(
  knex: Knex,
  claims: ClaimRow[],
): Promise<Map<string, EntityRow>> {
  const found = new Map<string, EntityRow>();
  const refs = [...new Set(claims.map(row => row.entity_ref))];
  for (const batch of inBatches(refs)) {
    const rows = await knex<EntityRow>('entities').whereIn('entity_ref', batch);
    for (const row of rows as EntityRow[]) {
      found.set(row.entity_ref, row);
    }
  }
  return found;
}

/** One row for each pipeline: what is named need not be found. */
function toClaimRows(claim: EntityClaim, seenAt: string): ClaimRow[] {
  const { entityRef, pipelineArns, tags = {}, taggedArns = [] } = claim;
  const found = taggedArns.filter(arn => !pipelineArns.includes(arn));
  const toRow = (pipeline_arn: string, by: string | null): ClaimRow => ({
    entity_ref: entityRef,
    pipeline_arn,
    seen_at: seenAt,
    tags: by,
  });
  return [
    ...pipelineArns.map(arn => toRow(arn, null)),
    ...found.map(arn => toRow(arn, writePipelineTags(tags))),
  ];
}

function groupByPipeline<T extends { pipeline_arn: string }>(
  rows: T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.pipeline_arn);
    if (group) {
      group.push(row);
    } else {
      groups.set(row.pipeline_arn, [row]);
    }
  }
  return groups;
}
