/** Who may set a parameter of a call that browsers may make too. */
export type Setter =
  /** The buyer's page, as the merchant's server. */
  | 'page'
  /** The merchant's server only: a publishable key that brings it is refused. */
  | 'server'
  /** The page, as long as the server has said nothing of it, or another strength of it: the call's rules know what it said. */
  | 'page_unless_server';

type Known<Value> = NonNullable<Value>;
/** Parameters that nobody can set (`fields.unsupported()`) need no setter. */
type Taken<Params> = {
  [Name in keyof Params]-?: [Known<Params[Name]>] extends [never] ? never : Name;
}[keyof Params];
type IsGroup<Value> = [unknown] extends [Value]
  ? false
  : Value extends readonly unknown[]
    ? false
    : Value extends object
      ? string extends keyof Value
        ? false
        : true
      : false;

/** A setter for every parameter of a call, also for each within its groups: one that is missing does not compile. */
export type Setters<Params> = {
  readonly [Name in Taken<Params>]: IsGroup<Known<Params[Name]>> extends true
    ? Exclude<Setter, 'page'> | Setters<Known<Params[Name]>>
    : Known<Params[Name]> extends readonly (infer Item extends object)[]
      ? 'server' | { readonly each: Setters<Item> }
      : Setter;
};

/** A call's setters with the type of its parameters closed over. */
export interface AnySetters {
  readonly [name: string]: Setter | AnySetters;
}

/** Who may read a field of an answer that browsers get too. */
export type Audience = 'page' | 'server';

type Required<Shape> = {
  [Name in keyof Shape]-?: object extends Pick<Shape, Name> ? never : Name;
}[keyof Shape];

/** An audience for every field of an answer; fields that an answer only sometimes has, and that are not named, are the server's. */
export type Audiences<Shape> = {
  readonly [Name in Required<Shape>]: Audience | Audiences<NonNullable<Shape[Name]>>;
} & {
  readonly [Name in Exclude<keyof Shape, Required<Shape>>]?: Audience | Audiences<NonNullable<Shape[Name]>>;
};

export interface AnyAudiences {
  readonly [name: string]: Audience | AnyAudiences;
}
