/** What `stripe.js` loads when a page first needs it. */
export { StripeCalls } from './calls.ts';
export { showChallenge } from './challenge.ts';
export { ElementsEngine } from './elements-engine.ts';
export { outcomeWithoutFrame } from './outcome-without-frame.ts';
