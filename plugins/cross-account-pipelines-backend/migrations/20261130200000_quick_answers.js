/**
 * What cards and the fleet page are answered from when many ask.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('pipelines', table => {
    table
      .text('glance', 'longtext')
      .comment(
        'What is shown of the report at a glance, ready to be sent; JSON',
      );
    table
      .string('glance_until')
      .comment(
        'The last day on which it is right; absent where that is every day',
      );
  });
  // Each pipeline has one such row, and one has to be looked at instead of all.
  await knex.raw(
    "create index links_of_pipelines_index on links (entity_ref, pipeline_name, pipeline_arn) where link_key = 'own'",
  );
  await knex.schema.alterTable('links', table => {
    table.index(['account_name']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('links', table => {
    table.dropIndex(['account_name']);
    table.dropIndex([], 'links_of_pipelines_index');
  });
  await knex.schema.alterTable('pipelines', table => {
    table.dropColumns('glance', 'glance_until');
  });
};
