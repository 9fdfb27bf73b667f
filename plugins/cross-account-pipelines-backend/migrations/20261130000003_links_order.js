/**
 * The order of the first page of the fleet, the worst first: an index all of
 * whose columns ascend cannot give it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('links', table => {
    table.dropIndex(['severity', 'pipeline_arn', 'link_key']);
  });
  await knex.raw(
    'create index links_worst_first_index on links (severity desc, pipeline_arn, link_key)',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('links', table => {
    table.dropIndex([], 'links_worst_first_index');
    table.index(['severity', 'pipeline_arn', 'link_key']);
  });
};
