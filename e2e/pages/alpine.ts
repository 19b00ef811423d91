import Alpine from 'alpinejs';
import { clientSecret, publishableKey, showIntent } from './show.ts';

const root = document.getElementById('root');
if (root !== null) {
  root.innerHTML =
    '<div x-data="shop"><div id="element"></div><button id="pay" @click="pay">Pay</button></div>';
}

Alpine.data('shop', () => ({
  stripe: null,
  elements: null,
  element: null,
  init() {
    this.stripe = window.Stripe(publishableKey);
    this.elements = this.stripe.elements({ clientSecret });
    this.element = this.elements.create('payment');
    this.element.mount('#element');
  },
  pay() {
    const { elements } = this;
    return showIntent(() => this.stripe.confirmPayment({ elements, redirect: 'if_required' }));
  },
}));
Alpine.start();
