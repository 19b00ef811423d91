import type { Expandables } from '../resources/expandables.ts';
import type { Reader } from '../store/store.ts';
import { removedIn, shownUnasked } from '../versions/index.ts';
import { expandables } from './index.ts';

/** What `expand` may follow in a version. */
export function expandablesIn(version: string): Expandables {
  const removed = removedIn(version);
  return Object.fromEntries(
    Object.entries(expandables).map(([owner, fields]) => {
      const gone = removed.get(owner) ?? [];
      return [owner, Object.fromEntries(Object.entries(fields).filter(([field]) => !gone.includes(field)))];
    }),
  );
}

/** Adds to an answer what its version shows without being asked, in every object inside. */
export async function withUnasked<Answer extends object>(
  reader: Reader,
  version: string,
  answer: Answer,
  now: number,
): Promise<Answer> {
  const fields = shownUnasked(version);
  return fields.size === 0 ? answer : ((await shown(answer)) as Answer);

  async function shown(value: unknown): Promise<unknown> {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return Promise.all(value.map(shown));
    const { id, object, deleted }: { id?: unknown; object?: unknown; deleted?: unknown } = value;
    const missing =
      typeof id === 'string' && typeof object === 'string' && deleted !== true
        ? (fields.get(object) ?? []).filter((field) => !(field in value))
        : [];
    const added = missing.map(async (field) => {
      const load = expandables[String(object)]?.[field]?.load ?? null;
      return [field, load === null ? null : await load(reader, String(id), now)] as const;
    });
    const whole = { ...value, ...Object.fromEntries(await Promise.all(added)) };
    const entries = Object.entries(whole).map(async ([name, inner]) => [name, await shown(inner)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}
