import ts from 'typescript';
import type { NamedTypes } from './named-types.ts';

/** By an object's `object` name, then by field: the `object` names of what `expand` can put there, separated by `|`. */
export type ExpandableFields = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * What `expand` can follow in the objects that an interface names, and in everything reachable from them: each field whose
 * type holds an API object, alone, in a list or beside its id. A field inside a plain group is named with its path. Events
 * are left out: nothing in them is expanded.
 */
export function expandableFieldsOf({ checker, members }: NamedTypes): ExpandableFields {
  return new Walk(checker).from(members);
}

class Walk {
  readonly #checker: ts.TypeChecker;
  readonly #found = new Map<string, Map<string, Set<string>>>();
  readonly #waiting: ts.Type[] = [];
  readonly #seen = new Set<ts.Type>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  from(named: ts.Type): ExpandableFields {
    for (const member of named.getProperties()) this.#targets(this.#checker.getTypeOfSymbol(member));
    for (let type = this.#waiting.pop(); type !== undefined; type = this.#waiting.pop()) {
      this.#read(type, this.#fieldsOf(nameOf(this.#checker, type) ?? ''), '', []);
    }
    const sorted = [...this.#found].filter(([, fields]) => fields.size > 0).sort(byName);
    return Object.fromEntries(
      sorted.map(([name, fields]) => [
        name,
        Object.fromEntries([...fields].sort(byName).map(([at, to]) => [at, [...to].sort().join('|')])),
      ]),
    );
  }

  #fieldsOf(name: string): Map<string, Set<string>> {
    const fields = this.#found.get(name) ?? new Map<string, Set<string>>();
    this.#found.set(name, fields);
    return fields;
  }

  #read(type: ts.Type, fields: Map<string, Set<string>>, path: string, above: readonly ts.Type[]): void {
    for (const property of type.getProperties()) {
      const at = path + property.name;
      for (const part of partsOf(this.#checker.getTypeOfSymbol(property))) {
        const held = this.#elementOf(part) ?? part;
        const targets = this.#targets(held);
        if (targets.length > 0) fields.set(at, new Set([...(fields.get(at) ?? []), ...targets]));
        else this.#readGroups(held, fields, `${at}.`, above);
      }
    }
  }

  #readGroups(
    held: ts.Type,
    fields: Map<string, Set<string>>,
    path: string,
    above: readonly ts.Type[],
  ): void {
    for (const group of partsOf(held)) {
      const plain = (group.flags & ts.TypeFlags.Object) !== 0 && !above.includes(group);
      const ours = group.symbol?.declarations?.some((at) => at.getSourceFile().fileName.includes('/stripe/'));
      if (plain && ours === true && this.#targets(group).length === 0) {
        this.#read(group, fields, path, [...above, group]);
      }
    }
  }

  #elementOf(type: ts.Type): ts.Type | undefined {
    return this.#checker.isArrayType(type)
      ? this.#checker.getTypeArguments(type as ts.TypeReference)[0]
      : undefined;
  }

  /** The API objects that a type can be; each is queued for reading. */
  #targets(type: ts.Type): string[] {
    return partsOf(type).flatMap((part) => {
      const name = nameOf(this.#checker, part);
      if (name === null || name === 'event') return [];
      if (name === 'list') {
        const data = part.getProperty('data');
        const item = data && this.#elementOf(this.#checker.getTypeOfSymbol(data));
        return item === undefined ? [] : [`list:${this.#targets(item).sort().join('|')}`];
      }
      if (!this.#seen.has(part)) this.#waiting.push(part);
      this.#seen.add(part);
      return [name];
    });
  }
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function partsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** The `object` name of an API type; null for any other. */
function nameOf(checker: ts.TypeChecker, type: ts.Type): string | null {
  const property = (type.flags & ts.TypeFlags.Object) === 0 ? undefined : type.getProperty('object');
  const literal = property && checker.getTypeOfSymbol(property);
  return literal?.isStringLiteral() === true ? literal.value : null;
}
