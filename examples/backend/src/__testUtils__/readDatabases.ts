import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import createKnex from 'knex';

function open(folder: string, plugin: string) {
  return createKnex({
    client: 'better-sqlite3',
    connection: { filename: join(folder, `${plugin}.sqlite`) },
    useNullAsDefault: true,
  });
}

/** Has SQLite keep what a column held before it was changed or emptied. */
export async function keepEveryVersion(
  folder: string,
  options: { plugin: string; table: string; column: string },
): Promise<void> {
  const { plugin, table, column } = options;
  const knex = open(folder, plugin);
  try {
    await knex.schema.createTable('versions', built => built.text('version'));
    await knex.raw(
      `CREATE TRIGGER keep_versions AFTER UPDATE OF ${column} ON ${table}
       BEGIN INSERT INTO versions VALUES (NEW.${column}); END`,
    );
  } finally {
    await knex.destroy();
  }
}

/**
 * All rows of all tables that the plugins of a portal have in SQLite, by plugin
 * and table.
 */
export async function readDatabases(
  folder: string,
): Promise<Record<string, object[]>> {
  const rows: Record<string, object[]> = {};
  const files = readdirSync(folder).filter(name => name.endsWith('.sqlite'));
  for (const file of files) {
    const plugin = file.replace('.sqlite', '');
    const knex = open(folder, plugin);
    try {
      const tables = await knex('sqlite_master').where({ type: 'table' });
      for (const { name } of tables) {
        rows[`${plugin}.${name}`] = await knex(name);
      }
    } finally {
      await knex.destroy();
    }
  }
  return rows;
}
