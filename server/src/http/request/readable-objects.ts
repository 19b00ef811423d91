import { resourcesShownBy } from '../../api/resources.ts';

/**
 * An answer or error as the holder of a restricted key may read it: an object inside that belongs to a resource the key may not
 * read, such as an event's object or the card of a declined payment, is reduced to its id.
 */
export function readableWith(permissions: readonly string[]): <Body extends object>(body: Body) => Body {
  const reads = (resource: string) =>
    permissions.includes(`${resource}:read`) || permissions.includes(`${resource}:write`);

  function shown(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(shown);
    const fields: Readonly<Record<string, unknown>> = { ...value };
    const { id, object } = fields;
    // A line item's price is part of it.
    if (object === 'item') return value;
    const needed = resourcesShownBy[String(object === 'search_hit' ? fields.type : object)] ?? [];
    if (!needed.every(reads)) return { id, object };
    return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, shown(field)]));
  }

  return <Body extends object>(body: Body) => shown(body) as Body;
}
