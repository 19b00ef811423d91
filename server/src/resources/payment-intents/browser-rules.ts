import { isDeepStrictEqual } from 'node:util';
import { errors } from '@onfile/shared/errors.ts';
import type { IntentChange } from './rules.ts';
import { shippingOf } from './shipping.ts';
import type { PaymentIntentDoc, PaymentIntentRow } from './table.ts';

/** What a browser may set on an intent as long as the server has not. */
const fillable = ['receipt_email', 'shipping'] as const;
type Fillable = (typeof fillable)[number];

type Said = Pick<IntentChange, Fillable | 'setup_future_usage'>;

const strength = { none: 0, on_session: 1, off_session: 2 } as const;

/** Throws 400 if a browser's confirmation would overrule what the server has set on the intent. */
export function requireBrowserMayConfirm({ doc }: PaymentIntentRow, given: Said): void {
  if (doc.confirmation_method === 'manual') {
    throw errors.stateInvalid(
      'This PaymentIntent has `confirmation_method` manual: it can only be confirmed with a secret API key.',
      { code: 'secret_key_required' },
    );
  }
  if (overrules(doc, given, 'setup_future_usage')) {
    throw errors.parameterInvalid(
      'With a publishable API key, `setup_future_usage` can only be set if it was not, or raised from on_session to off_session.',
      'setup_future_usage',
    );
  }
  const fixed = fillable.find((name) => overrules(doc, given, name));
  if (fixed !== undefined) {
    throw errors.parameterInvalid(
      `The ${fixed} of this PaymentIntent was set with a secret API key: a publishable API key cannot change it.`,
      fixed,
    );
  }
}

/** What a buyer's page set earlier (in a confirmation token), without what would overrule the server's settings on the intent. */
export function withoutOverruling<Given extends Said>({ doc }: PaymentIntentRow, given: Given): Given {
  const kept = { ...given };
  for (const name of [...fillable, 'setup_future_usage'] as const)
    if (overrules(doc, given, name)) delete kept[name];
  return kept;
}

function overrules(doc: PaymentIntentDoc, given: Said, name: keyof Said): boolean {
  if (given[name] === undefined) return false;
  if (name === 'setup_future_usage') {
    return strength[given[name] ?? 'none'] < strength[doc[name] ?? 'none'];
  }
  if (doc[name] === null || (doc.said_by_browser ?? []).includes(name)) return false;
  const value = name === 'shipping' ? given.shipping && shippingOf(given.shipping) : given[name];
  return !isDeepStrictEqual(value, doc[name]);
}

/** The changed intent, which remembers whether a browser or the server last set what a browser may fill in. */
export function rememberingWhoSaid(
  row: PaymentIntentRow,
  given: Said,
  caller: 'secret' | 'publishable',
): PaymentIntentRow {
  const said = fillable.filter((name) => given[name] !== undefined);
  if (said.length === 0) return row;
  const others = (row.doc.said_by_browser ?? []).filter((name) => !said.includes(name));
  const said_by_browser = caller === 'publishable' ? [...others, ...said] : others;
  return { ...row, doc: { ...row.doc, said_by_browser } };
}
