import { errors } from '@onfile/shared/errors.ts';

/** `field:'value'`, possibly negated; `key` is the metadata key. */
export interface Clause {
  readonly field: string;
  readonly key: string | null;
  readonly negated: boolean;
  readonly operator: ':' | '~' | '>' | '<' | '>=' | '<=';
  /** Null asks whether the field is present at all. */
  readonly value: string | null;
}

export interface SearchQuery {
  readonly clauses: readonly Clause[];
  readonly join: 'and' | 'or';
}

const clausesMax = 10;

/** One clause, and the AND or OR (or end) after it. */
const clausePattern =
  /\s*(?<negated>-)?(?<field>[A-Za-z_][\w.]*)(?:\[(?<key>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\])?\s*(?<operator>:|~|>=|<=|>|<)\s*(?<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|null|-?\d+(?:\.\d+)?|true|false)\s*(?<join>AND\b|OR\b|and\b|or\b|$)?/y;

/** Parses Stripe's search language: up to ten clauses joined by AND or by OR. Throws 400 with the place of the error. */
export function parseSearch(query: string): SearchQuery {
  const clauses: Clause[] = [];
  const joins = new Set<'and' | 'or'>();
  let at = 0;
  let open = true;
  const end = query.trimEnd().length;
  while (at < end && clauses.length <= clausesMax) {
    clausePattern.lastIndex = at;
    const groups = clausePattern.exec(query)?.groups;
    if (!open || groups === undefined)
      throw malformed(`We were unable to parse your search query at character ${at}.`);
    clauses.push(clauseOf(groups));
    at = clausePattern.lastIndex;
    const join = groups.join?.toLowerCase();
    open = join === 'and' || join === 'or';
    if (join === 'and' || join === 'or') joins.add(join);
  }
  if (clauses.length > clausesMax) throw malformed(`A search query can have up to ${clausesMax} clauses.`);
  if (clauses.length === 0 || open) throw malformed('The search query ends where a clause should follow.');
  if (joins.size > 1) throw malformed('AND and OR cannot be combined in one search query.');
  return { clauses, join: joins.has('or') ? 'or' : 'and' };
}

function clauseOf(groups: Record<string, string | undefined>): Clause {
  const { field = '', key, operator = ':', value = '' } = groups;
  return {
    field,
    key: key === undefined ? null : unquoted(key),
    negated: groups.negated !== undefined,
    operator: operator as Clause['operator'],
    value: value === 'null' ? null : unquoted(value),
  };
}

function unquoted(text: string): string {
  return /^['"]/.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text;
}

export function malformed(message: string) {
  return errors.parameterInvalid(message, 'query');
}
