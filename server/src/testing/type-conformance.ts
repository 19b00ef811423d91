import ts from 'typescript';
import type { NamedTypes } from './named-types.ts';

/** Says how a JSON value differs from a type: `customer.address.city: is missing`. Empty if it conforms. */
export type ConformanceCheck = (typeName: string, value: unknown) => string[];

/**
 * Checks JSON values against the members of an interface with the compiler's own knowledge of the types: every required
 * field is present, there is nothing that the type does not know, and literals and enums hold. (Generators of JSON schemas
 * cannot tell apart the many namespaces with one name in the official types.)
 */
export function conformanceTo({ checker, members }: NamedTypes): ConformanceCheck {
  return (typeName, value) => {
    const member = members.getProperty(typeName);
    if (member === undefined) return [`${typeName}: has no official type`];
    return new Comparison(checker).differences(checker.getTypeOfSymbol(member), value, typeName);
  };
}

class Comparison {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  differences(type: ts.Type, value: unknown, path: string): string[] {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return [];
    if (type.isUnion()) return this.#closest(type.types, value, path);
    if (type.isLiteral())
      return value === type.value ? [] : [`${path}: ${shown(value)} is not ${shown(type.value)}`];
    if (type.flags & ts.TypeFlags.BooleanLiteral) {
      return String(value) === this.#checker.typeToString(type)
        ? []
        : [`${path}: ${shown(value)} is not boolean`];
    }
    const kind = this.#kindOf(type);
    if (kind === 'object') return this.#ofObject(type, value, path);
    const actual = value === null ? 'null' : typeof value;
    return actual === kind ? [] : [`${path}: ${shown(value)} is not ${kind}`];
  }

  /** For a union, reports the member that fits best. */
  #closest(types: readonly ts.Type[], value: unknown, path: string): string[] {
    let best: string[] | undefined;
    for (const type of types.filter((member) => !this.#contradicts(member, value))) {
      const found = this.differences(type, value, path);
      if (found.length === 0) return found;
      if (best === undefined || found.length < best.length) best = found;
    }
    const name = types.map((type) => this.#checker.typeToString(type)).slice(0, 8);
    return best ?? [`${path}: ${shown(value)} is none of ${name.join(' | ')}`];
  }

  /** Whether `object` or `type` say that the value is another member of the union. */
  #contradicts(type: ts.Type, value: unknown): boolean {
    return ['object', 'type'].some((name) => {
      const property = type.getProperty(name);
      const literal = property && this.#checker.getTypeOfSymbol(property);
      return isRecord(value) && literal?.isStringLiteral() === true && value[name] !== literal.value;
    });
  }

  #kindOf(type: ts.Type): 'string' | 'number' | 'boolean' | 'null' | 'undefined' | 'object' {
    const { flags } = type;
    if (flags & ts.TypeFlags.StringLike) return 'string';
    if (flags & ts.TypeFlags.NumberLike) return 'number';
    if (flags & ts.TypeFlags.BooleanLike) return 'boolean';
    if (flags & ts.TypeFlags.Null) return 'null';
    if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never)) return 'undefined';
    return type.isIntersection() && type.types.some(isTextOnTheWire) ? 'string' : 'object';
  }

  #ofObject(type: ts.Type, value: unknown, path: string): string[] {
    const [element] = this.#checker.isArrayType(type)
      ? this.#checker.getTypeArguments(type as ts.TypeReference)
      : [];
    if (element !== undefined) {
      return Array.isArray(value)
        ? value.flatMap((item, index) => this.differences(element, item, `${path}[${index}]`))
        : [`${path}: ${shown(value)} is no list`];
    }
    if (!isRecord(value)) return [`${path}: ${shown(value)} is no object`];
    const index = type.getStringIndexType();
    const known = this.#checker.getPropertiesOfType(type);
    const names = new Set(known.map(({ name }) => name));
    return [
      ...known.flatMap((property) => this.#ofProperty(property, value, path)),
      ...Object.entries(value).flatMap(([name, item]) => {
        if (names.has(name)) return [];
        return index === undefined
          ? [`${path}.${name}: is not in the type`]
          : this.differences(index, item, `${path}.${name}`);
      }),
    ];
  }

  #ofProperty(property: ts.Symbol, value: Readonly<Record<string, unknown>>, path: string): string[] {
    const at = `${path}.${property.name}`;
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    if (!Object.hasOwn(value, property.name)) return optional ? [] : [`${at}: is missing`];
    return this.differences(this.#checker.getTypeOfSymbol(property), value[property.name], at);
  }
}

/** Enums that may grow are written `string & {…}`; decimals are text that the SDK turns into a class. */
function isTextOnTheWire(part: ts.Type): boolean {
  return (part.flags & ts.TypeFlags.StringLike) !== 0 || part.symbol?.name === 'DecimalImpl';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
}
