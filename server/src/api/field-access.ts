/** Who may set a parameter of a call that browsers may also make. */
export type Setter =
  /** The buyer's page, like the merchant's server. */
  | 'page'
  /** Only the merchant's server: the parameter is refused with a publishable key. */
  | 'server'
  /** The page, unless the server has set it, or set a stricter value: the call's rules know what the server set. */
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

/** A setter for every parameter of a call, including those within groups: leaving one out does not compile. */
export type Setters<Params> = {
  readonly [Name in Taken<Params>]: IsGroup<Known<Params[Name]>> extends true
    ? Exclude<Setter, 'page'> | Setters<Known<Params[Name]>>
    : Known<Params[Name]> extends readonly (infer Item extends object)[]
      ? 'server' | { readonly each: Setters<Item> }
      : Setter;
};

/** A call's setters, with the type of its parameters closed over. */
export interface AnySetters {
  readonly [name: string]: Setter | AnySetters;
}

/** Who may read a field of an answer that browsers also receive. */
export type Audience = 'page' | 'server';

type Required<Shape> = {
  [Name in keyof Shape]-?: object extends Pick<Shape, Name> ? never : Name;
}[keyof Shape];

/** An audience for every field of an answer. Fields that are only sometimes present and not named are for the server. */
export type Audiences<Shape> = {
  readonly [Name in Required<Shape>]: Audience | Audiences<NonNullable<Shape[Name]>>;
} & {
  readonly [Name in Exclude<keyof Shape, Required<Shape>>]?: Audience | Audiences<NonNullable<Shape[Name]>>;
};

export interface AnyAudiences {
  readonly [name: string]: Audience | AnyAudiences;
}
