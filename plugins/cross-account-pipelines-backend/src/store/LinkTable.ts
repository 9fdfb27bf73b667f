import { InputError } from '@backstage/errors';
import type {
  LinkPage,
  LinkQuery,
  LinkRow,
  LinkSortField,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import { healthsFromBest } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { Knex } from 'knex';
import { type LinkTableRow, OWN } from './linkRowsOf';
import { shareAsked } from './shareAsked';
import { whereAmong } from './whereAmong';

type LinksFound = Knex.QueryBuilder<LinkTableRow, LinkTableRow[]>;

/** The pipelines and accounts in whose names a text is. */
interface Named {
  pipelines: string[];
  accounts: string[];
  accountNames: string[];
}

/** What a caller may see: everything, or what the list says. */
type Visible = string[] | 'everything';

const DEFAULT_LIMIT = 100;

/** For how long it is remembered how many there are where there are many, in ms. */
const TOTAL_MAX_AGE = 5_000;

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
  readonly #shareTotal = shareAsked<number>({ keptFor: TOTAL_MAX_AGE });

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The entities and accounts that any link is about. */
  async listScopes(): Promise<{ entityRefs: string[]; accounts: string[] }> {
    const [entityRefs, accounts] = await Promise.all([
      this.#shareValues('entity_ref', () => this.#listEntities()),
      this.#distinct('account'),
    ]);
    return { entityRefs, accounts };
  }

  /** How many links are in which health, whoever may see them. */
  async countByHealth(): Promise<Map<Health, number>> {
    const rows = await this.#knex<LinkTableRow>('links')
      .select('severity')
      .count({ total: '*' })
      .groupBy('severity');
    return new Map(
      rows.map(({ severity, total }) => [
        healthsFromBest[Number(severity)],
        Number(total),
      ]),
    );
  }

  async #listEntities(): Promise<string[]> {
    const found = await this.#knex<LinkTableRow>('links')
      .distinct('entity_ref')
      .where('link_key', OWN)
      .whereNotNull('entity_ref');
    return found.map(row => row.entity_ref!);
  }

  /**
   * Goes from value to value along the index. There are many links of each, and
   * `distinct` would look at them all.
   */
  #distinct(column: 'account' | 'account_name'): Promise<string[]> {
    return this.#shareValues(column, () => this.#walk(column));
  }

  async #walk(column: 'account' | 'account_name'): Promise<string[]> {
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
    const named = query.text
      ? await this.#search(query.text.toLowerCase())
      : undefined;
    const found = this.#filtered(query, visible, named);

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
    const rows: LinkTableRow[] = await page;
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const isAll = query.cursor === undefined && rows.length <= limit;
    return {
      items: shown.map(toLinkRow),
      totalItems: isAll
        ? rows.length
        : Math.max(rows.length, await this.#count(found, query, visible)),
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

  /** Counting costs more than all the rest, and goes by the filters alone. */
  async #count(
    found: LinksFound,
    query: LinkQuery,
    visible: { entityRefs: Visible; accounts: Visible },
  ): Promise<number> {
    const {
      sort: _,
      descending: __,
      limit: ___,
      cursor: ____,
      ...filters
    } = query;
    return this.#shareTotal(JSON.stringify([filters, visible]), async () => {
      const [{ total }] = await found.clone().count({ total: '*' });
      return Number(total);
    });
  }

  #filtered(
    query: LinkQuery,
    visible: { entityRefs: Visible; accounts: Visible },
    named?: Named,
  ): LinksFound {
    const found = this.#knex<LinkTableRow>('links').whereNotNull('entity_ref');
    const among = (
      column: string,
      values: Array<string | number> | undefined,
    ) => {
      if (values?.length) {
        found.whereIn(column, values);
      }
    };
    if (visible.entityRefs !== 'everything') {
      whereAmong(found, 'entity_ref', visible.entityRefs);
    }
    if (visible.accounts !== 'everything') {
      whereAmong(found, 'account', visible.accounts);
    }
    among('account', query.account);
    among('environment', query.environment);
    among('region', query.region);
    among('entity_ref', query.entity);
    among('entity_owner', query.owner);
    among('entity_system', query.system);
    // There is an index by how bad they are.
    among(
      'severity',
      query.health?.map(health => healthsFromBest.indexOf(health)),
    );
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
    if (named) {
      const { pipelines, accounts, accountNames } = named;
      found.where(any => {
        any.where(one => whereAmong(one, 'pipeline_arn', pipelines));
        any.orWhereIn('account', accounts);
        any.orWhereIn('account_name', accountNames);
      });
    }
    return found;
  }

  /** There are few of them, beside the links. */
  async #search(text: string): Promise<Named> {
    const pattern = `%${escapeLike(text)}%`;
    const [pipelines, accounts, accountNames] = await Promise.all([
      this.#shareValues(`pipelines ${text}`, async () => {
        const found = await this.#knex<LinkTableRow>('links')
          .select('pipeline_arn')
          .where('link_key', OWN)
          .where(any =>
            any
              .whereRaw(LIKE, ['pipeline_name', pattern])
              .orWhereRaw(LIKE, ['entity_ref', pattern]),
          );
        return found.map(row => row.pipeline_arn);
      }),
      this.#distinct('account'),
      this.#distinct('account_name'),
    ]);
    const having = (values: string[]) =>
      values.filter(value => value.toLowerCase().includes(text));
    return {
      pipelines,
      accounts: having(accounts),
      accountNames: having(accountNames),
    };
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
