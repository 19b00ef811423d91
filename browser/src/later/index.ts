/** What `stripe.js` loads when a page first needs it. */
export { actionsOf } from './actions.ts';
export { stripeCalls } from './calls.ts';
export { newElementsEngine } from './elements-engine.ts';
export { giveFonts } from './fonts.ts';
export { warnOfIdle } from './idle-options.ts';
export { valueOfStandIn } from './stand-in-value.ts';
