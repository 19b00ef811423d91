import type { Form } from '../params/form.ts';
import { uiModeWords } from './2026-03-25-ui-mode-words.ts';
import { electronicCommerceIndicator } from './2026-09-30-electronic-commerce-indicator.ts';
import { paymentMethodTypesRemoved } from './2026-09-30-payment-method-types-removed.ts';
import type { Change, WireObject } from './change.ts';

/** Newest first. */
export const changes: readonly Change[] = [
  paymentMethodTypesRemoved,
  electronicCommerceIndicator,
  uiModeWords,
];

/**
 * Brings a request of `version` to the newest form: the oldest change first. Throws 400 for what the version no
 * longer takes.
 */
export function upgradeRequest(version: string, call: { method: string; path: string }, form: Form): Form {
  for (const change of changes) if (version >= change.version) change.refuse?.(call, form);
  return changes
    .filter((change) => version < change.version)
    .reduceRight((upgraded, change) => change.request?.(call, upgraded) ?? upgraded, form);
}

/** Brings an answer to the form of `version`: the newest change first, in every object within. */
export function downgradeResponse<Answer extends object>(version: string, answer: Answer): Answer {
  const rewrites = changes.flatMap((change) =>
    version < change.version && change.response !== undefined ? [change.response] : [],
  );
  if (rewrites.length === 0) return answer;
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite);
    if (value === null || typeof value !== 'object') return value;
    const inner: WireObject = Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, rewrite(item)]),
    );
    const name = inner.object;
    if (typeof name !== 'string') return inner;
    return rewrites.reduce((object, byName) => byName[name]?.(object) ?? object, inner);
  };
  return rewrite(answer) as Answer;
}
