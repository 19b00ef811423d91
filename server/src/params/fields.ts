import { isCurrency, maximumAmount } from '@onfile/shared/money.ts';
import { z } from 'zod';
import { withoutCards } from '../redaction/without-cards.ts';
import { type Problem, problem } from './problem.ts';

/**
 * The kinds of parameters. Each takes what the form decoder produces (text or a group) and returns the typed value, or one
 * `Problem`, which `translate-issues.ts` turns into Stripe's error. A field is required unless it is `.optional()`; an
 * empty string unsets a clearable field (null) and is an error for the others.
 */
type Read<T> = (raw: unknown) => T | Problem;

function field<T>(read: Read<T>) {
  const schema = z.transform((raw: unknown, context): T => {
    const value = raw === undefined ? problem.missing() : read(raw);
    if (value !== null && typeof value === 'object' && problem.is(value)) {
      context.issues.push({ code: 'custom', input: raw, params: { problem: value } });
      return z.NEVER;
    }
    return value as T;
  });
  return Object.assign(schema, { optional: kept(() => z.optional(schema)) });
}

/**
 * Shares equal schemas: they never change, take time and memory to create, and a start asks for a thousand of them.
 */
function kept<Given extends readonly (string | number | undefined)[], Schema>(
  make: (...given: Given) => Schema,
): (...given: Given) => Schema {
  const made = new Map<string, Schema>();
  return (...given) => {
    const name = given.join('\n');
    const known = made.get(name) ?? make(...given);
    made.set(name, known);
    return known;
  };
}

function ofText<T>(read: (text: string) => T | Problem): Read<T> {
  return (raw) => {
    if (typeof raw !== 'string') return problem.invalid(`Invalid string: ${JSON.stringify(raw)}`);
    return raw === '' ? problem.empty() : read(raw);
  };
}

/** A field that an empty string sets to null. */
function clearable<T>(read: Read<T>): Read<T | null> {
  return (raw) => (raw === '' ? null : read(raw));
}

const textMax = 5000;

/** Counts characters as people do: an emoji is one. */
function charactersIn(text: string): number {
  return [...text].length;
}

function boundedText(max: number): Read<string> {
  return ofText((text) =>
    text.length > max && charactersIn(text) > max
      ? problem.invalid(
          `Invalid string: ${withoutCards(text).slice(0, 10)}...; must be at most ${max} characters`,
          'parameter_invalid_string',
        )
      : text,
  );
}

const integerOf =
  (min: number, max: number): Read<number> =>
  (raw) => {
    if (raw === '') return problem.empty();
    if (typeof raw !== 'string' || !/^-?\d+$/.test(raw)) {
      return problem.invalid(
        `Invalid integer: ${typeof raw === 'string' ? raw : JSON.stringify(raw)}`,
        'parameter_invalid_integer',
      );
    }
    const value = Number(raw);
    if (value < min) {
      return problem.invalid(
        `This value must be greater than or equal to ${min}.`,
        'parameter_invalid_integer',
      );
    }
    if (value > max) {
      return problem.invalid(`This value must be less than or equal to ${max}.`, 'parameter_invalid_integer');
    }
    return value;
  };

const amountOf =
  (min: number): Read<number> =>
  (raw) => {
    const value = integerOf(min, Number.MAX_SAFE_INTEGER)(raw);
    return typeof value === 'number' && value > maximumAmount
      ? problem.invalid('Amount must be no more than $999,999.99', 'amount_too_large')
      : value;
  };

// An older Python client uses its own spelling.
const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['True', true],
  ['False', false],
]);

const booleanOf: Read<boolean> = (raw) => {
  if (raw === '') return problem.empty();
  const value = typeof raw === 'string' ? truths.get(raw) : undefined;
  return value ?? problem.invalid(`Invalid boolean: ${typeof raw === 'string' ? raw : JSON.stringify(raw)}`);
};

const timeOf = integerOf(0, 99_999_999_999);

/** What an upload shows of its file. Stripe's word for a group is a hash. */
const fileOf: Read<{ readonly filename: string }> = (raw) =>
  typeof raw === 'object' &&
  raw !== null &&
  'filename' in raw &&
  typeof raw.filename === 'string' &&
  Object.keys(raw).every((key) => key === 'filename' || key === 'size')
    ? { filename: raw.filename }
    : problem.invalid('Invalid hash');

const currencyOf = ofText((text) => {
  const currency = text.toLowerCase();
  return isCurrency(currency)
    ? currency
    : problem.invalid(
        `Invalid currency: ${currency}. Stripe currently supports these currencies: ${problem.currencies}`,
      );
});

const emailOf = ofText((text) =>
  text.length <= 512 && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text)
    ? text
    : problem.invalid(`Invalid email address: ${text}`, 'email_invalid'),
);

/** URL parsers silently drop line ends and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const controlCharacters = /[\u0000-\u001f\u007f]/;

function urlWith(isAllowed: (protocol: string) => boolean): Read<string> {
  return ofText((text) => {
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
      return problem.invalid(
        'Invalid URL: An explicit scheme (such as https) must be provided.',
        'url_invalid',
      );
    }
    const url = withoutPlaceholder(text);
    const whole = text.length <= textMax && !controlCharacters.test(text) && URL.canParse(url);
    return whole && isAllowed(new URL(url).protocol)
      ? text
      : problem.invalid('Not a valid URL', 'url_invalid');
  });
}

const urlOf = urlWith((protocol) => /^https?:$/.test(protocol));

/** Where the browser is sent: possibly into an app of the merchant's, but never to what the browser would run or open. */
const returnUrlOf = urlWith(
  (protocol) =>
    !/^(about|blob|chrome|data|file|filesystem|ftp|javascript|vbscript|view-source|wss?):$/.test(protocol),
);

function withoutPlaceholder(url: string): string {
  return url.replaceAll('{CHECKOUT_SESSION_ID}', 'cs');
}

const decimalOf = ofText((text) =>
  /^\d{1,20}(\.\d{1,12})?$/.test(text) && Number(text) <= maximumAmount
    ? text
    : problem.invalid(
        `Invalid decimal: ${text}; must be a non-negative decimal with at most 12 decimal places`,
      ),
);

/** Source: Stripe's documentation of statement descriptors. */
const descriptorOf: Read<string> = (raw) => {
  const text = boundedText(22)(raw);
  if (typeof text !== 'string') return text;
  if (/[<>\\'"*]/.test(text)) {
    return problem.invalid('The statement descriptor cannot contain any of the characters < > \\ \' " *.');
  }
  return /\p{L}/u.test(text)
    ? text
    : problem.invalid('The statement descriptor must contain at least one letter.');
};

/** Empty, false or one of the words; a group that is not `enabled`, or has nothing on inside. */
function isOff(raw: unknown, words: readonly string[]): boolean {
  if (typeof raw === 'string') return raw === '' || truths.get(raw) === false || words.includes(raw);
  if (typeof raw !== 'object' || raw === null) return false;
  if ('enabled' in raw && isOff(raw.enabled, words)) return true;
  return Object.values(raw).every((value) => isOff(value, words));
}

function choiceOf<const Values extends readonly string[]>(values: Values): Read<Values[number]> {
  return ofText((text) => {
    const found = values.find((value) => value === text);
    // Alphabetically, as Stripe's messages and types list them.
    return found ?? problem.choice([...values].sort());
  });
}

export const metadataLimits = { keys: 50, keyLength: 40, valueLength: 500 } as const;

/** Keys to set, or to delete if the value is null; null deletes all. Limits as Stripe documents them. */
const metadataOf: Read<Readonly<Record<string, string | null>> | null> = (raw) => {
  if (raw === '') return null;
  if (typeof raw !== 'object' || raw === null) return problem.invalid('Invalid object');
  const entries = Object.entries(raw);
  const { keys, keyLength, valueLength } = metadataLimits;
  if (entries.length > keys) {
    return problem.invalid(`Metadata can have up to ${keys} keys, but you passed in ${entries.length} keys.`);
  }
  const metadata: Record<string, string | null> = {};
  for (const [key, value] of entries) {
    if (charactersIn(key) > keyLength) {
      return problem.invalid(
        `Metadata keys can have up to ${keyLength} characters, but you passed in a key that is ${charactersIn(key)} characters. Invalid key: ${key}`,
      );
    }
    if (typeof value !== 'string') {
      return problem.invalid(`Invalid string: ${JSON.stringify(value)}`).at(key);
    }
    if (charactersIn(value) > valueLength) {
      return problem.invalid(
        `Metadata values can have up to ${valueLength} characters, but you passed in a value that is ${charactersIn(value)} characters. Invalid value: ${value}`,
      );
    }
    metadata[key] = value === '' ? null : value;
  }
  return metadata;
};

export const fields = {
  text: kept((max: number = textMax) => field(boundedText(max))),
  clearableText: kept((max: number = textMax) => field(clearable(boundedText(max)))),
  integer: kept((min: number = 0, max: number = Number.MAX_SAFE_INTEGER) => field(integerOf(min, max))),
  clearableInteger: kept((min: number = 0, max: number = Number.MAX_SAFE_INTEGER) =>
    field(clearable(integerOf(min, max))),
  ),
  /** Minor units, `min` to 99,999,999. */
  amount: kept((min: number = 0) => field(amountOf(min))),
  /** Minor units as decimal text with up to 12 places. */
  decimal: kept(() => field(decimalOf)),
  boolean: kept(() => field(booleanOf)),
  /** Unix seconds. */
  time: kept(() => field(timeOf)),
  /** Unix seconds; an empty string means never. */
  clearableTime: kept(() => field(clearable(timeOf))),
  /** An uploaded file, by its name. */
  file: kept(() => field(fileOf)),
  currency: kept(() => field(currencyOf)),
  email: kept(() => field(emailOf)),
  clearableEmail: kept(() => field(clearable(emailOf))),
  url: kept(() => field(urlOf)),
  clearableUrl: kept(() => field(clearable(urlOf))),
  /** A URL to return to: on the web, or in an app (`shop://paid`). */
  returnUrl: kept(() => field(returnUrlOf)),
  choice: <const Values extends readonly string[]>(values: Values) => field(choiceOf(values)),
  clearableChoice: <const Values extends readonly string[]>(values: Values) =>
    field(clearable(choiceOf(values))),
  metadata: kept(() => field(metadataOf)),
  descriptor: kept(() => field(descriptorOf)),
  clearableDescriptor: kept(() => field(clearable(descriptorOf))),
  /** Refused, because every payment is by card. */
  descriptorOfOtherMethods: kept(() =>
    field<never>(() =>
      problem.invalid(
        'The statement_descriptor parameter is not supported for the payment_method_type `card`. To continue supporting payment_method_type `card`, please pass in `statement_descriptor_suffix` or remove `statement_descriptor`.',
      ),
    ).optional(),
  ),
  /**
   * A documented parameter that Onfile does not have: refused by name, unless it asks for what is the case anyway, in the
   * usual words or those of `off`. Then it is null, so that it counts as given.
   */
  unsupported: kept((...off: readonly string[]) =>
    field<null>((raw) => (isOff(raw, off) ? null : problem.unsupported())).optional(),
  ),
} as const;

/** A list: a group with positions as keys, whose gaps are closed. */
export function listOf<Item extends z.ZodType>(item: Item, max = 1000) {
  return z.preprocess(
    (raw) =>
      raw !== null &&
      typeof raw === 'object' &&
      !Array.isArray(raw) &&
      Object.keys(raw).every((key) => /^\d+$/.test(key))
        ? Object.values(raw)
        : raw,
    z.array(item).max(max),
  );
}

/** A list that an empty string empties. */
export function clearableListOf<Item extends z.ZodType>(item: Item, max = 1000) {
  return z.preprocess((raw) => (raw === '' ? [] : raw), listOf(item, max));
}

/** A nested group of parameters. */
export function group<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape);
}

/** A nested group that an empty string sets to null. */
export function clearableGroup<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess((raw) => (raw === '' ? null : raw), z.strictObject(shape).nullable());
}

/** `created` as lists accept it: a time, or bounds. */
export const createdFilter = z
  .union([
    field(timeOf).transform((at) => ({
      gte: at,
      lte: at,
      gt: undefined,
      lt: undefined,
    })),
    group({
      gt: fields.time().optional(),
      gte: fields.time().optional(),
      lt: fields.time().optional(),
      lte: fields.time().optional(),
    }),
  ])
  .optional();
