import { type RawBuilder, sql } from 'kysely';
import { type Range, UnknownCursor } from '../store/pages.ts';
import type { ListName } from '../store/schema.ts';
import { type Statement, statement } from '../store/statement.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { reachOf, searchedText, termOf, termsOfText, termsOfWord } from './terms.ts';

/** What a list's row can be found by. */
export interface Entry {
  /** Unix seconds. */
  readonly created: number;
  /** What it is filtered by, such as its status; null for what it does not have. */
  readonly tags: Readonly<Record<string, string | null>>;
  /** Everything it shows. */
  readonly texts: Iterable<string | number | null | undefined>;
}

/** Reads what a list's row can be found by; null for a row that its list does not show. */
export type EntriesOf = Readonly<Record<ListName, (reader: Reader, id: string) => Promise<Entry | null>>>;

interface Wanted {
  readonly list: ListName;
  /** All of these must match (`wordsOf`). */
  readonly words: readonly string[];
  readonly tags: Readonly<Record<string, string | undefined>>;
  readonly created?: Range | undefined;
  /** The row after which to continue. */
  readonly after?: string | undefined;
  readonly limit: number;
}

type Name = { readonly list: ListName; readonly id: string };

/** How many places one second has. */
const perSecond = 2 ** 20;

type Kept = { readonly place: number; readonly tags: string; readonly text: string };

const finding = statement<Name, Kept>((db, p) =>
  sql<Kept>`select place, tags, text from search_entries where account = ${p.account} and mode = ${p.mode}
    and list = ${p.list} and id = ${p.id}`.compile(db),
);
// Places are the whole table's: account and mode are named only because every statement must name them.
const freePlace = statement<{ first: number; next: number }, { place: number }>((db, p) =>
  sql<{
    place: number;
  }>`select coalesce(max(place) + 1, cast(${p.first} as bigint)) as place from search_entries
    where place >= ${p.first} and place < ${p.next} and ${p.account} <> '' and ${p.mode} <> ''`.compile(db),
);
const writing = statement<Name & { place: number; tags: string; text: string }>((db, p) =>
  sql<never>`insert into search_entries (place, account, mode, list, id, tags, text)
    values (cast(${p.place} as bigint), ${p.account}, ${p.mode}, ${p.list}, ${p.id}, ${p.tags}, ${p.text})`.compile(
    db,
  ),
);
const removing = statement<Name>((db, p) =>
  sql<never>`delete from search_entries where account = ${p.account} and mode = ${p.mode}
    and list = ${p.list} and id = ${p.id}`.compile(db),
);
const writingTerms = statement<{ place: number; terms: string }>((db, p, dialect) =>
  sql<never>`insert into search_terms (rowid, terms)
    select place, ${dialect.terms.set(p.terms)} from search_entries
    where place = ${p.place} and account = ${p.account} and mode = ${p.mode}`.compile(db),
);

/** Puts a list's row into the index, or removes it (null). */
export async function writeEntry(
  transaction: Transaction,
  list: ListName,
  id: string,
  entry: Entry | null,
): Promise<void> {
  const known = await transaction.first(finding, { list, id });
  const tags = entry === null ? [] : writtenTags(entry.tags);
  const kept = { tags: `${tags.join('')} `, text: searchedText(entry?.texts ?? []) };
  if (entry !== null && known?.tags === kept.tags && known.text === kept.text) return;
  if (known !== undefined) await transaction.run(removing, { list, id });
  if (entry === null) return;
  const first = entry.created * perSecond;
  const { place = first } =
    known ?? (await transaction.first(freePlace, { first, next: first + perSecond })) ?? {};
  const terms = termsOfText(kept.text);
  for (const term of termsOfTags(transaction, list, tags)) terms.add(term);
  await transaction.run(writing, { place, list, id, ...kept });
  await transaction.run(writingTerms, { place, terms: [...terms].join(' ') });
}

/** Ids of the matching rows, newest first. Throws UnknownCursor if `after` is not a row of the list. */
export async function findEntries(reader: Reader, wanted: Wanted): Promise<string[]> {
  const { list, words, limit } = wanted;
  const tags = writtenTags(wanted.tags);
  const terms = [...words.flatMap(termsOfWord), ...termsOfTags(reader, list, tags)];
  const parameters: Parameters = {
    list,
    limit,
    terms: [...new Set(terms)].join(' '),
    ...(await boundsOf(reader, wanted)),
  };
  for (const [at, tag] of tags.entries()) parameters[`tag${at}`] = `${tag} `;
  for (const [at, word] of words.entries()) {
    parameters[`word${at}`] = reachOf(word) === 'part' ? `%${literal(word)}%` : `% ${literal(word)}%`;
  }
  const { amongNewest, amongAll } = findingOf(words.length, tags.length);
  const newest = await reader.all(amongNewest, parameters);
  // Frequent matches are usually among the newest rows; for rare ones, the index knows all.
  const found = newest.length < limit ? await reader.all(amongAll, parameters) : newest;
  return found.map(({ id }) => id);
}

type Parameters = Record<string, string | number> & { limit: number };
type Finding = Statement<Parameters, { id: string }>;

/** How many rows are compared without the index. */
const newestRows = 500;

const findings = new Map<string, { amongNewest: Finding; amongAll: Finding }>();

/** The statements for this many words and tags. */
function findingOf(words: number, tags: number) {
  const key = `${words} ${tags}`;
  const known = findings.get(key);
  if (known !== undefined) return known;
  const each = (count: number, condition: (at: number) => RawBuilder<unknown>) =>
    Array.from({ length: count }, (_, at) => condition(at));
  const matching = (holes: Parameters) =>
    sql.join(
      [
        sql`true`,
        // Exact, unlike `like`, which ignores case on some engines.
        ...each(tags, (at) => sql`replace(e.tags, ${holes[`tag${at}`]}, '') <> e.tags`),
        ...each(words, (at) => sql`e.text like ${holes[`word${at}`]} escape '!'`),
      ],
      sql` and `,
    );
  const made = {
    amongNewest: statement<Parameters, { id: string }>((db, p) =>
      sql<{ id: string }>`select e.id from (
          select * from search_entries where account = ${p.account} and mode = ${p.mode} and list = ${p.list}
            and place >= ${p.from} and place < ${p.before} order by place desc limit ${sql.lit(newestRows)}) e
        where ${matching(p)} order by e.place desc limit ${p.limit}`.compile(db),
    ),
    amongAll: statement<Parameters, { id: string }>((db, p, dialect) =>
      sql<{ id: string }>`select e.id from search_terms join search_entries e on e.place = search_terms.rowid
        where ${dialect.terms.hold(p.terms)} and search_terms.rowid >= ${p.from} and search_terms.rowid < ${p.before}
          and e.account = ${p.account} and e.mode = ${p.mode} and e.list = ${p.list} and ${matching(p)}
        order by ${sql.raw(dialect.terms.newestFirst)} limit ${p.limit}`.compile(db),
    ),
  };
  findings.set(key, made);
  return made;
}

/** The places between which the matching rows are. Undefined bounds are those of all rows. */
async function boundsOf(reader: Reader, { list, after, created = {} }: Wanted) {
  const { gt, gte, lt, lte } = created;
  const cursor = after === undefined ? undefined : await reader.first(finding, { list, id: after });
  if (after !== undefined && cursor === undefined) throw new UnknownCursor(after);
  const from = Math.max(0, gte ?? 0, gt === undefined ? 0 : gt + 1);
  const until = Math.min(lt ?? lastSecond, lte === undefined ? lastSecond : lte + 1);
  return {
    from: from * perSecond,
    before: Math.min(until * perSecond, cursor?.place ?? Number.MAX_SAFE_INTEGER),
  };
}

const lastSecond = 2 ** 33 - 1;

/** The list of one account and mode is a tag of all its rows, and each filter with a value is another one. */
function termsOfTags({ scope }: Reader, list: ListName, tags: readonly string[]): number[] {
  const of = `${scope.account} ${scope.livemode} ${list}`;
  return [termOf(of), ...tags.map((tag) => termOf(`${of}${tag}`))];
}

function writtenTags(tags: Readonly<Record<string, string | null | undefined>>): string[] {
  return Object.entries(tags).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [` ${name}=${encodeURIComponent(value)}`],
  );
}

function literal(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}
