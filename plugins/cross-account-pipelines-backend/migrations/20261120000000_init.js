/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('pipelines', table => {
    table.comment('Pipelines that are checked, each with its newest report');
    table.string('pipeline_arn').primary();
    table.string('health').comment('Absent until there is a report');
    table
      .string('read_at')
      .comment('When AWS was read for the report; ISO 8601 in UTC');
    table.text('reaches').comment('Accounts that the pipeline acts in; JSON');
    table.text('report', 'longtext').comment('JSON');
    table
      .text('error')
      .comment('Why the last check gave no report; absent when it gave one');
  });

  await knex.schema.createTable('registrations', table => {
    table.comment('Pipelines that were registered for an entity');
    table.string('entity_ref').notNullable();
    table.string('pipeline_arn').notNullable().index();
    table
      .string('registered_by')
      .notNullable()
      .comment('Entity ref of a user, or the subject of a service');
    table
      .dateTime('registered_at')
      .defaultTo(knex.fn.now())
      .notNullable()
      .comment('When it was registered first');
    table.primary(['entity_ref', 'pipeline_arn']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('registrations');
  await knex.schema.dropTable('pipelines');
};
