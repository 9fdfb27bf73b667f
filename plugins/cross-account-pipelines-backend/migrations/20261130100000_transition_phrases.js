/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('transitions', table => {
    table
      .text('phrases')
      .comment('The sentence and the reason for other languages; JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('transitions', table => {
    table.dropColumn('phrases');
  });
};
