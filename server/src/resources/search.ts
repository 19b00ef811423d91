import { errors } from '@onfile/shared/errors.ts';
import { type RawBuilder, sql } from 'kysely';
import type Stripe from 'stripe';
import type { Dialect } from '../store/engine.ts';
import type { Page } from '../store/pages.ts';
import type { Condition, Position } from '../store/search.ts';
import type { Reader } from '../store/store.ts';
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
    condition: Condition,
    page: { limit: number; after: Position | undefined },
  ): Promise<Page<R> & { last: Position | undefined }>;
  count(reader: Reader, condition: Condition): Promise<number>;
}

const substringMin = 3;
/** Bounds the cost: every position of every text is compared with the whole of it. */
const substringMax = 200;

/** Performs a search as Stripe does. Throws 400 for what the query language or the resource does not know. */
export async function searchPage<R, V>(
  reader: Reader,
  table: Searchable<R>,
  fields: SearchFields,
  options: {
    readonly params: { readonly query: string; readonly limit: number; readonly page?: string | undefined };
    readonly withTotal: boolean;
    readonly url: string;
    readonly view: (row: R) => V;
    /** A condition for every result, such as not being deleted. */
    readonly always?: Condition;
  },
): Promise<Stripe.ApiSearchResult<V>> {
  const { clauses, join } = parseSearch(options.params.query);
  const after = positionOf(options.params.page);
  const condition: Condition = (dialect) => {
    const asked = sql.join(
      clauses.map((clause) => conditionOf(clause, fields, dialect)),
      join === 'and' ? sql` and ` : sql` or `,
    );
    return options.always === undefined ? asked : sql`${options.always(dialect)} and (${asked})`;
  };
  const found = await table.search(reader, condition, { limit: options.params.limit, after });
  return {
    object: 'search_result',
    data: found.rows.map(options.view),
    has_more: found.hasMore,
    next_page: found.hasMore && found.last !== undefined ? pageToken(found.last) : null,
    ...(options.withTotal ? { total_count: await table.count(reader, condition) } : {}),
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
    requireSubstring(clause.field, field, value);
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

function requireSubstring(name: string, field: SearchField, value: string): void {
  if (!('substring' in field && field.substring)) throw malformed(`Field '${name}' does not support '~'.`);
  if (value.length < substringMin)
    throw malformed(`Substring searches need at least ${substringMin} characters.`);
  if (value.length > substringMax)
    throw malformed(`Substring searches can have up to ${substringMax} characters.`);
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

/** Names the last result, so that what is created meanwhile moves no result from page to page. */
function pageToken({ created, seq }: Position): string {
  return Buffer.from(`after ${created} ${seq}`).toString('base64url');
}

function positionOf(page: string | undefined): Position | undefined {
  if (page === undefined) return undefined;
  const groups = /^after (\d{1,11}) (\d{1,15})$/.exec(Buffer.from(page, 'base64url').toString());
  if (groups === null) throw errors.parameterInvalid('Invalid page token.', 'page');
  return { created: Number(groups[1]), seq: Number(groups[2]) };
}
