import type { Knex } from 'knex';
import { inBatches } from './inBatches';

/** Has a row for each pipeline, from now on if there was none. */
export async function insertPipelines(
  knex: Knex,
  pipelineArns: Iterable<string>,
): Promise<void> {
  for (const batch of inBatches([...new Set(pipelineArns)])) {
    await knex('pipelines')
      .insert(batch.map(pipeline_arn => ({ pipeline_arn })))
      .onConflict('pipeline_arn')
      .ignore();
  }
}
