/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('claims', table => {
    table
      .text('tags')
      .comment(
        'The tags by which the entity names it; absent where it names the pipeline itself',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('claims').whereNotNull('tags').delete();
  await knex.schema.alterTable('claims', table => {
    table.dropColumn('tags');
  });
};
