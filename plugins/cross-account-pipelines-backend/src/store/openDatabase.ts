import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const migrations = resolvePackagePath(
  'backstage-plugin-cross-account-pipelines-backend',
  'migrations',
);

/**
 * The plugin's database with its tables made or brought up to date.
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrations });
  }
  return knex;
}
