import type { Form } from '../params/form.ts';
import { displayItems } from './2020-08-27-display-items.ts';
import { listsOfCustomers } from './2020-08-27-lists-of-customers.ts';
import { search } from './2020-08-27-search.ts';
import { threeDSecureResult } from './2020-08-27-three-d-secure-result.ts';
import { customersIfRequired } from './2022-08-01-customers-if-required.ts';
import { intentsAtConfirmation } from './2022-08-01-intents-at-confirmation.ts';
import { lineItemsByPrice } from './2022-08-01-line-items-by-price.ts';
import { shippingDetails } from './2022-08-01-shipping-details.ts';
import { chargesOfIntents } from './2022-11-15-charges-of-intents.ts';
import { refundsOfCharges } from './2022-11-15-refunds-of-charges.ts';
import { automaticPaymentMethods } from './2023-08-16-automatic-payment-methods.ts';
import { freeOrders } from './2023-08-16-free-orders.ts';
import { asynchronousCapture } from './2024-04-10-asynchronous-capture.ts';
import { marketingFeatures } from './2024-04-10-marketing-features.ts';
import { collectedInformation } from './2025-03-31-collected-information.ts';
import { invoicesOfPayments } from './2025-03-31-invoices-of-payments.ts';
import { uiModeWords } from './2026-03-25-ui-mode-words.ts';
import { electronicCommerceIndicator } from './2026-09-30-electronic-commerce-indicator.ts';
import { paymentMethodTypesRemoved } from './2026-09-30-payment-method-types-removed.ts';
import type { Change, WireObject } from './change.ts';

/** Newest first. */
export const changes: readonly Change[] = [
  paymentMethodTypesRemoved,
  electronicCommerceIndicator,
  uiModeWords,
  invoicesOfPayments,
  collectedInformation,
  marketingFeatures,
  asynchronousCapture,
  freeOrders,
  automaticPaymentMethods,
  refundsOfCharges,
  chargesOfIntents,
  shippingDetails,
  lineItemsByPrice,
  intentsAtConfirmation,
  customersIfRequired,
  threeDSecureResult,
  search,
  listsOfCustomers,
  displayItems,
];

/** What is derived from a version once: there are few versions, and each request uses one. */
function ofVersion<Made>(make: (version: string) => Made): (version: string) => Made {
  const known = new Map<string, Made>();
  return (version) => {
    const made = known.get(version) ?? make(version);
    known.set(version, made);
    return made;
  };
}

const behind = ofVersion((version) => changes.filter((change) => version >= change.version));
const ahead = ofVersion((version) => changes.filter((change) => version < change.version));

/**
 * Brings a request of `version` to the newest form, applying the oldest change first. Throws 400 for what the version no
 * longer accepts.
 */
export function upgradeRequest(version: string, call: { method: string; path: string }, form: Form): Form {
  for (const change of behind(version)) change.refuse?.(call, form);
  return ahead(version).reduceRight((upgraded, change) => change.request?.(call, upgraded) ?? upgraded, form);
}

/** What a request of `version` calls the parameter that an error names. */
export function downgradeParam(
  version: string,
  call: { method: string; path: string },
  name: string,
): string {
  return ahead(version).reduce((param, change) => change.param?.(call, param) ?? param, name);
}

type Fields = ReadonlyMap<string, readonly string[]>;

/** The fields that answers in `version` show without being asked, by the `object` name of their owner. */
export const shownUnasked = ofVersion(
  (version): Fields => merged(ahead(version).flatMap(({ hides, removes }) => [hides, removes])),
);

/** The fields that no longer exist in `version`. */
export const removedIn = ofVersion(
  (version): Fields => merged(behind(version).map(({ removes }) => removes)),
);

function merged(given: readonly (Change['hides'] | undefined)[]): Fields {
  const fields = new Map<string, readonly string[]>();
  for (const [owner, names] of given.flatMap((group) => Object.entries(group ?? {})))
    fields.set(owner, [...(fields.get(owner) ?? []), ...names]);
  return fields;
}

type Rewrites = readonly NonNullable<Change['response']>[];

const rewritesTo = ofVersion(
  (version): Rewrites => ahead(version).flatMap(({ response }) => (response === undefined ? [] : [response])),
);

/** Brings an answer to the form of `version`, applying the newest change first, in every object inside. */
export function downgradeResponse<Answer extends object>(version: string, answer: Answer): Answer {
  const rewrites = rewritesTo(version);
  return rewrites.length === 0 ? answer : (rewritten(answer, rewrites) as Answer);
}

/** The value with every object inside rewritten. What does not change is not copied; most answers do not. */
function rewritten(value: unknown, rewrites: Rewrites): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => rewritten(item, rewrites));
  const inner = withInner(value as WireObject, rewrites);
  const name = inner.object;
  if (typeof name !== 'string') return inner;
  return rewrites.reduce((object, byName) => byName[name]?.(object) ?? object, inner);
}

function withInner(object: WireObject, rewrites: Rewrites): WireObject {
  let changed: Record<string, unknown> | undefined;
  for (const key in object) {
    const before = object[key];
    if (before === null || typeof before !== 'object') continue;
    const after = rewritten(before, rewrites);
    if (after === before) continue;
    changed ??= { ...object };
    changed[key] = after;
  }
  return changed ?? object;
}
