import { InputError } from '@backstage/errors';
import type {
  LinkPage,
  LinkQuery,
  LinkRow,
  LinkSortField,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Knex } from 'knex';
import type { LinkTableRow } from './linkRowsOf';
import { shareAsked } from './shareAsked';

/** What a caller may see: everything, or what the list says. */
type Visible = string[] | 'everything';

const DEFAULT_LIMIT = 100;

const SEARCHED = ['pipeline_name', 'entity_ref', 'account_name', 'account'];

/** SQLite has no escape character of its own. */
const LIKE = String.raw`lower(??) like ? escape '\'`;

const columns: Record<LinkSortField, keyof LinkTableRow> = {
  health: 'severity',
  since: 'since',
  entity: 'entity_ref',
  account: 'account',
  readAt: 'read_at',
};

/**
 * Finds links of all pipelines.
 */
export class LinkTable {
  readonly #knex: Knex;
  readonly #sharePage = shareAsked<LinkPage>();
  readonly #shareValues = shareAsked<string[]>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The entities and accounts that any link is about. */
  async listScopes(): Promise<{ entityRefs: string[]; accounts: string[] }> {
    const [entityRefs, accounts] = await Promise.all([
      this.#distinct('entity_ref'),
      this.#distinct('account'),
    ]);
    return { entityRefs, accounts };
  }

  /**
   * Goes from value to value along the index. There are many links of each, and
   * `distinct` would look at them all.
   */
  #distinct(column: 'account' | 'entity_ref'): Promise<string[]> {
    return this.#shareValues(column, () => this.#walk(column));
  }

  async #walk(column: 'account' | 'entity_ref'): Promise<string[]> {
    const walk = this.#knex.raw(
      `select min(??) from links
       union all
       select (select min(??) from links where ?? > found.value)
       from found where found.value is not null`,
      [column, column, column],
    );
    const found = await this.#knex
      .withRecursive('found', ['value'], walk)
      .select('value')
      .from('found')
      .whereNotNull('value');
    return found.map(({ value }) => value);
  }

  /**
   * @throws InputError for a cursor that is not one of this order
   */
  async query(
    query: LinkQuery,
    visible: { entityRefs: Visible; accounts: Visible },
  ): Promise<LinkPage> {
    return this.#sharePage(JSON.stringify([query, visible]), () =>
      this.#query(query, visible),
    );
  }

  async #query(
    query: LinkQuery,
    visible: { entityRefs: Visible; accounts: Visible },
  ): Promise<LinkPage> {
    const { sort = 'health', limit = DEFAULT_LIMIT } = query;
    const column = columns[sort];
    const descending = query.descending ?? sort === 'health';
    const direction = descending ? 'desc' : 'asc';
    const found = this.#filtered(query, visible);

    const page = found
      .clone()
      .orderBy([
        { column, order: direction },
        { column: 'pipeline_arn', order: 'asc' },
        { column: 'link_key', order: 'asc' },
      ])
      .limit(limit + 1);
    if (query.cursor !== undefined) {
      const [value, arn, key] = readCursor(query.cursor);
      page.where(after => {
        after
          .where(column, descending ? '<' : '>', value)
          .orWhere(same =>
            same
              .where(column, value)
              .whereRaw('(pipeline_arn, link_key) > (?, ?)', [arn, key]),
          );
      });
    }
    const [rows, [{ total }]] = await Promise.all([
      page as Promise<LinkTableRow[]>,
      found.clone().count({ total: '*' }) as Promise<
        Array<{ total: number | string }>
      >,
    ]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(toLinkRow),
      totalItems: Number(total),
      ...(rows.length > limit &&
        last && {
          nextCursor: writeCursor([
            last[column] as string | number,
            last.pipeline_arn,
            last.link_key,
          ]),
        }),
    };
  }

  #filtered(
    query: LinkQuery,
    visible: { entityRefs: Visible; accounts: Visible },
  ): Knex.QueryBuilder<LinkTableRow, LinkTableRow[]> {
    const found = this.#knex<LinkTableRow>('links').whereNotNull('entity_ref');
    const among = (column: string, values: string[] | undefined) => {
      if (values?.length) {
        found.whereIn(column, values);
      }
    };
    this.#only(found, 'entity_ref', visible.entityRefs);
    this.#only(found, 'account', visible.accounts);
    among('account', query.account);
    among('environment', query.environment);
    among('region', query.region);
    among('entity_ref', query.entity);
    among('entity_owner', query.owner);
    among('entity_system', query.system);
    among('health', query.health);
    among('hop', query.hop);
    if (query.rule?.length) {
      found.where(any => {
        for (const rule of query.rule!) {
          const pattern = `%${escapeLike(JSON.stringify(rule).toLowerCase())}%`;
          any.orWhereRaw(LIKE, ['rules', pattern]);
        }
      });
    }
    if (query.since !== undefined) {
      found.where('since', '>=', new Date(query.since).toISOString());
    }
    if (query.text) {
      const pattern = `%${escapeLike(query.text.toLowerCase())}%`;
      found.where(any => {
        for (const column of SEARCHED) {
          any.orWhereRaw(LIKE, [column, pattern]);
        }
      });
    }
    return found;
  }

  /** A list can be longer than what a statement takes as variables. */
  #only(found: Knex.QueryBuilder, column: string, visible: Visible): void {
    if (visible === 'everything') {
      return;
    }
    if (this.#knex.client.config.client === 'pg') {
      found.whereRaw('?? = any(?)', [column, visible]);
    } else {
      found.whereRaw('?? in (select value from json_each(?))', [
        column,
        JSON.stringify(visible),
      ]);
    }
  }
}

function toLinkRow(row: LinkTableRow): LinkRow {
  return {
    pipelineArn: row.pipeline_arn,
    pipelineName: row.pipeline_name,
    entityRef: row.entity_ref!,
    ...(row.entity_owner && { owner: row.entity_owner }),
    ...(row.entity_system && { system: row.entity_system }),
    account: {
      id: row.account,
      ...(row.account_name && { name: row.account_name }),
      ...(row.environment && { environment: row.environment }),
    },
    region: row.region,
    isOwn: Boolean(row.is_own),
    health: row.health,
    since: row.since,
    ...(row.worst_hop && { hop: JSON.parse(row.worst_hop) }),
    rules: JSON.parse(row.rules),
    readAt: row.read_at,
  };
}

/** In a pattern these stand for other texts. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

type Position = [value: string | number, pipelineArn: string, linkKey: string];

function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function readCursor(cursor: string): Position {
  try {
    const position: unknown = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    );
    const [value, arn, key] = position as Position;
    if (
      ['string', 'number'].includes(typeof value) &&
      typeof arn === 'string' &&
      typeof key === 'string'
    ) {
      return [value, arn, key];
    }
  } catch {
    // It is said below.
  }
  throw new InputError(
    'cursor is not one that a page of this list ended with; ask without it for the first page',
  );
}
