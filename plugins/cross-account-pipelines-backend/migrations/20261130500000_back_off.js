/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('back_off', table => {
    table.comment('Accounts whose pipelines could not be read lately');
    table.string('account').primary();
    table
      .integer('failures')
      .notNullable()
      .comment('Checks in a row that gave no report');
    table
      .integer('pauses')
      .notNullable()
      .comment('How often it was left alone since it last answered');
    table
      .string('until')
      .comment('Until when the schedule leaves it alone; ISO 8601 in UTC');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('back_off');
};
