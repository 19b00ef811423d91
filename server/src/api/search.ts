import { errors } from '@onfile/shared/errors.ts';
import { type RawBuilder, sql } from 'kysely';
import type Stripe from 'stripe';
import type { Dialect } from '../store/engine.ts';
import type { Reader } from '../store/store.ts';
import type { Condition, Page } from '../store/table.ts';
import { type Clause, malformed, parseSearch } from './search-query.ts';

/** What may be searched, and where it is stored. */
export type SearchField =
  | { readonly kind: 'text'; readonly column: string; readonly substring?: boolean }
  | { readonly kind: 'token' | 'number' | 'flag'; readonly column: string }
  /** Text inside the document. */
  | { readonly kind: 'document'; readonly path: readonly string[]; readonly substring?: boolean }
  | { readonly kind: 'metadata' };
export type SearchFields = Readonly<Record<string, SearchField>>;

interface Searchable<R> {
  search(
    reader: Reader,
    query: { conditions: readonly Condition[]; join: 'and' | 'or'; limit: number; offset: number },
  ): Promise<Page<R> & { total: number }>;
}

const substringMin = 3;

/** Answers a search as Stripe does. Throws 400 for what the query language or the resource does not know. */
export async function searchPage<R, V>(
  reader: Reader,
  table: Searchable<R>,
  fields: SearchFields,
  options: {
    readonly params: { readonly query: string; readonly limit: number; readonly page?: string | undefined };
    readonly withTotal: boolean;
    readonly url: string;
    readonly view: (row: R) => V;
    /** Conditions that hold for every result, such as not being deleted. */
    readonly always?: readonly Condition[];
  },
): Promise<Stripe.ApiSearchResult<V>> {
  const { clauses, join } = parseSearch(options.params.query);
  const offset = offsetOf(options.params.page);
  const asked: Condition = (dialect) =>
    sql`(${sql.join(
      clauses.map((clause) => conditionOf(clause, fields, dialect)),
      join === 'and' ? sql` and ` : sql` or `,
    )})`;
  const { limit } = options.params;
  const found = await table.search(reader, {
    conditions: [...(options.always ?? []), asked],
    join: 'and',
    limit,
    offset,
  });
  return {
    object: 'search_result',
    data: found.rows.map(options.view),
    has_more: found.hasMore,
    next_page: found.hasMore ? pageToken(offset + limit) : null,
    ...(options.withTotal ? { total_count: found.total } : {}),
    url: options.url,
  };
}

function conditionOf(clause: Clause, fields: SearchFields, dialect: Dialect): RawBuilder<unknown> {
  const field = Object.hasOwn(fields, clause.field) ? fields[clause.field] : undefined;
  if (field === undefined)
    throw malformed(`Field '${clause.field}' is an unsupported search field for this resource.`);
  const matches = comparison(clause, field, dialect);
  return clause.negated ? sql`not coalesce(${matches}, false)` : matches;
}

function comparison(clause: Clause, field: SearchField, dialect: Dialect): RawBuilder<unknown> {
  const stored = expressionOf(clause, field, dialect);
  if (clause.value === null) return sql`${stored} is null`;
  const { operator, value } = clause;
  if (operator === '~') {
    if (!('substring' in field && field.substring))
      throw malformed(`Field '${clause.field}' does not support '~'.`);
    if (value.length < substringMin)
      throw malformed(`Substring searches need at least ${substringMin} characters.`);
    return sql`lower(${stored}) like ${`%${likeLiteral(value.toLowerCase())}%`} escape '\\'`;
  }
  if (field.kind === 'number') {
    const number = Number(value);
    if (Number.isNaN(number)) throw malformed(`Field '${clause.field}' takes a number.`);
    return sql`${stored} ${sql.raw(operator === ':' ? '=' : operator)} ${number}`;
  }
  if (operator !== ':') throw malformed(`Field '${clause.field}' does not support '${operator}'.`);
  if (field.kind === 'flag') return sql`${stored} = ${value === 'true' ? 1 : 0}`;
  return sql`lower(${stored}) = ${value.toLowerCase()}`;
}

function expressionOf(clause: Clause, field: SearchField, dialect: Dialect): RawBuilder<unknown> {
  switch (field.kind) {
    case 'metadata':
      if (clause.key === null) throw malformed("Metadata is searched by key: metadata['key']:'value'.");
      return sql.raw(dialect.jsonText('doc', ['metadata', clause.key]));
    case 'document':
      return sql.raw(dialect.jsonText('doc', field.path));
    case 'text':
    case 'token':
    case 'number':
    case 'flag':
      return sql.ref(field.column);
  }
}

function likeLiteral(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}

function pageToken(offset: number): string {
  return Buffer.from(`offset ${offset}`).toString('base64url');
}

function offsetOf(page: string | undefined): number {
  if (page === undefined) return 0;
  const offset = /^offset (\d{1,9})$/.exec(Buffer.from(page, 'base64url').toString())?.[1];
  if (offset === undefined) throw errors.parameterInvalid('Invalid page token.', 'page');
  return Number(offset);
}
