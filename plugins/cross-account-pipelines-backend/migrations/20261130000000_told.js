/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('pipelines', table => {
    table
      .text('told')
      .comment('The broken links that its owner was told of last; JSON');
    table.string('told_at').comment('When that was; ISO 8601');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('pipelines', table => {
    table.dropColumns('told', 'told_at');
  });
};
