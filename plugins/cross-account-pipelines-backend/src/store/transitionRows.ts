import type { LinkTransition } from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import type { Knex } from 'knex';

interface TransitionRow {
  id: number;
  pipeline_arn: string;
  account: string;
  region: string;
  hop_id: string;
  hop: LinkTransition['hop'];
  sentence: string;
  from_health: LinkTransition['from'] | null;
  to_health: LinkTransition['to'];
  first_seen_at: string;
  last_seen_at: string;
  is_current: boolean;
  reason: string | null;
  changes: string;
  phrases: string | null;
}

/** Newest first; more of one pipeline are not shown. */
const MAX_SHOWN = 500;

/**
 * Adds to a pipeline's history what a report made of it, and notes that what
 * has not changed was found again.
 */
export async function insertTransitions(
  knex: Knex,
  options: {
    pipelineArn: string;
    report: PipelineReport;
    transitions: LinkTransition[];
  },
): Promise<void> {
  const { pipelineArn, report, transitions } = options;
  const current = () =>
    knex<TransitionRow>('transitions').where({
      pipeline_arn: pipelineArn,
      is_current: true,
    });
  const replaced = new Set(transitions.map(({ hopId }) => hopId));
  const rows = await current().select('id', 'hop_id');
  for (const { id, hop_id } of rows) {
    if (replaced.has(hop_id)) {
      await knex<TransitionRow>('transitions')
        .where({ id })
        .update({ is_current: false });
    }
  }
  await seeTransitionsAgain(knex, { pipelineArn, at: report.readAt });
  for (const transition of transitions) {
    await knex<TransitionRow>('transitions').insert({
      pipeline_arn: pipelineArn,
      account: transition.account,
      region: transition.region,
      hop_id: transition.hopId,
      hop: transition.hop,
      sentence: transition.sentence,
      from_health: transition.from ?? null,
      to_health: transition.to,
      first_seen_at: transition.firstSeenAt,
      last_seen_at: transition.lastSeenAt,
      is_current: true,
      reason: transition.reason ?? null,
      changes: JSON.stringify(transition.changes),
      phrases: phrasesOf(transition),
    });
  }
}

/** Notes that nothing has changed. */
export async function seeTransitionsAgain(
  knex: Knex,
  { pipelineArn, at }: { pipelineArn: string; at: string },
): Promise<void> {
  await knex<TransitionRow>('transitions')
    .where({ pipeline_arn: pipelineArn, is_current: true })
    .update({ last_seen_at: at });
}

/**
 * The history of a pipeline, newest first.
 */
export async function listTransitions(
  knex: Knex,
  pipelineArn: string,
): Promise<LinkTransition[]> {
  const rows: TransitionRow[] = await knex<TransitionRow>('transitions')
    .where({ pipeline_arn: pipelineArn })
    .orderBy('id', 'desc')
    .limit(MAX_SHOWN);
  return rows.map(row => ({
    pipelineArn: row.pipeline_arn,
    account: row.account,
    region: row.region,
    hopId: row.hop_id,
    hop: row.hop,
    sentence: row.sentence,
    ...(row.from_health && { from: row.from_health }),
    to: row.to_health,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    ...(row.reason && { reason: row.reason }),
    changes: JSON.parse(row.changes),
    ...(row.phrases && JSON.parse(row.phrases)),
  }));
}

function phrasesOf({
  sentencePhrase,
  reasonPhrases,
}: LinkTransition): string | null {
  return sentencePhrase || reasonPhrases
    ? JSON.stringify({ sentencePhrase, reasonPhrases })
    : null;
}

/** Forgets what was over before that time. */
export async function deleteTransitions(
  knex: Knex,
  options: { before: string },
): Promise<void> {
  await knex<TransitionRow>('transitions')
    .where({ is_current: false })
    .where('last_seen_at', '<', options.before)
    .delete();
}
