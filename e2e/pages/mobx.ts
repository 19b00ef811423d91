import { observable, runInAction } from 'mobx';
import { clientSecret, publishableKey, showIntent } from './show.ts';

const root = document.getElementById('root');
if (root !== null) root.innerHTML = '<div id="element"></div><button id="pay">Pay</button>';

/** A store that observes whatever it is given, deeply. */
const kept = observable({ stripe: null, elements: null, element: null });
runInAction(() => {
  kept.stripe = window.Stripe(publishableKey);
  kept.elements = kept.stripe.elements({ clientSecret });
  kept.element = kept.elements.create('payment');
  kept.element.mount('#element');
});
document.getElementById('pay')?.addEventListener('click', () => {
  const { elements } = kept;
  return showIntent(() => kept.stripe.confirmPayment({ elements, redirect: 'if_required' }));
});
