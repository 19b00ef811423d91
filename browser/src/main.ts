import { findScriptTag } from './script-tag.ts';
import { createStripe, type OnfileStripe } from './stripe.ts';

const script = findScriptTag();

/** `Stripe(…)` and `new Stripe(…)` do the same. */
function Stripe(publishableKey: unknown, options?: unknown): OnfileStripe {
  return createStripe(script, publishableKey, options);
}
Stripe.version = script.release === 'v3' ? 3 : script.release;

if ('Stripe' in window && typeof window.Stripe === 'function') {
  console.warn('Stripe.js was loaded more than once on this page.');
} else {
  Object.assign(window, { Stripe });
}
