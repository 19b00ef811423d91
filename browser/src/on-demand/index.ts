/** What `stripe.js` loads when a page first needs it. */
export { actionsOf } from './checkout/actions.ts';
export { shownSession } from './checkout/session.ts';
export { newElementsEngine } from './elements/new-elements-engine.ts';
export { valueOfStandIn } from './elements/stand-in-value.ts';
export { giveFonts } from './fonts/fonts.ts';
export { warnOfIdle } from './idle-options.ts';
export { stripeCalls } from './intents/calls.ts';
