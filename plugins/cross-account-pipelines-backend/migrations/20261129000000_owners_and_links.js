/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('claims', table => {
    table.comment('Entities whose own annotation names a pipeline');
    table.string('entity_ref').notNullable();
    table.string('pipeline_arn').notNullable().index();
    table
      .string('seen_at')
      .notNullable()
      .comment('When the portal first saw it; ISO 8601 in UTC');
    table.primary(['entity_ref', 'pipeline_arn']);
  });

  await knex.schema.createTable('entities', table => {
    table.comment('What the catalog says of entities that have pipelines');
    table.string('entity_ref').primary();
    table.string('owner').comment('Entity ref');
    table.string('system').comment('Entity ref');
  });

  await knex.schema.alterTable('pipelines', table => {
    table
      .string('tagged_ref')
      .comment("The entity that the pipeline's tag names, as last read");
    table.string('owner_ref').index().comment('The entity it belongs to');
    table
      .integer('report_version')
      .comment('Shape of the report; absent for the first one');
    table.text('executions', 'longtext').comment('Newest first; JSON');
    table
      .string('gone_at')
      .comment('When AWS first had no such pipeline any more; ISO 8601');
    table
      .integer('checks_begun')
      .notNullable()
      .defaultTo(0)
      .comment('Tells the order of checks whatever clocks say');
    table
      .integer('check_stored')
      .notNullable()
      .defaultTo(0)
      .comment('The check that the report is of');
    table
      .string('changed_at')
      .comment('When its health last changed; ISO 8601');
    table.string('tried_at').comment('When AWS was last asked; ISO 8601');
    table
      .integer('failures')
      .notNullable()
      .defaultTo(0)
      .comment('Checks in a row that gave no report');
  });

  await knex.schema.createTable('links', table => {
    table.comment('A row for each link of the newest reports');
    table.string('pipeline_arn').notNullable();
    table
      .string('link_key')
      .notNullable()
      .comment('Account and Region, or own');
    table.string('pipeline_name').notNullable();
    table.string('entity_ref');
    table.string('entity_owner');
    table.string('entity_system');
    table.string('account').notNullable();
    table.string('account_name');
    table.string('environment');
    table.string('region').notNullable();
    table.boolean('is_own').notNullable();
    table.string('health').notNullable();
    table.integer('severity').notNullable().comment('Rank of the health');
    table.string('since').notNullable();
    table.string('hop').comment('Kind of the worst hop');
    table.text('worst_hop').comment('JSON');
    table.text('rules').notNullable().comment('JSON');
    table.string('read_at').notNullable();
    table.primary(['pipeline_arn', 'link_key']);
    table.index(['severity', 'pipeline_arn', 'link_key']);
    table.index(['account']);
    table.index(['entity_ref']);
  });

  await knex.schema.createTable('transitions', table => {
    table.comment('Changes of the health of hops');
    table.increments('id');
    table.string('pipeline_arn').notNullable();
    table.string('account').notNullable();
    table.string('region').notNullable();
    table.text('hop_id').notNullable();
    table.string('hop').notNullable();
    table.text('sentence').notNullable();
    table.string('from_health');
    table.string('to_health').notNullable();
    table.string('first_seen_at').notNullable();
    table.string('last_seen_at').notNullable().index();
    table.boolean('is_current').notNullable();
    table.text('reason');
    table.text('changes', 'longtext').notNullable().comment('JSON');
    table.index(['pipeline_arn', 'is_current']);
  });

  await knex.schema.createTable('waivers', table => {
    table.comment('Findings that an owner puts up with');
    table.string('id').primary();
    table.string('pipeline_arn').notNullable().index();
    table.string('rule').notNullable();
    table.string('account');
    table.text('reason').notNullable();
    table.string('until').notNullable();
    table.string('created_by').notNullable();
    table.string('created_at').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const name of [
    'waivers',
    'transitions',
    'links',
    'entities',
    'claims',
  ]) {
    await knex.schema.dropTable(name);
  }
  await knex.schema.alterTable('pipelines', table => {
    table.dropIndex('owner_ref');
    table.dropColumns(
      'tagged_ref',
      'owner_ref',
      'report_version',
      'executions',
      'gone_at',
      'checks_begun',
      'check_stored',
      'changed_at',
      'tried_at',
      'failures',
    );
  });
};
