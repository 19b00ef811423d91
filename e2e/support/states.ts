import type Stripe from 'stripe';
import type { Buyer } from './journey.ts';

/** One state of the Payment Element: what the session, the page and the buyer did. */
export interface State {
  readonly name: string;
  readonly session?: Stripe.Checkout.SessionCreateParams;
  /** Cards the customer has saved before, by the names of test cards. */
  readonly saved?: readonly string[];
  /** The options `elementsOptions` of `initCheckout` and those of createPaymentElement, as JavaScript. */
  readonly elementsOptions?: string;
  readonly options?: string;
  readonly locale?: string;
  readonly width?: number;
  readonly dark?: boolean;
  act?(buyer: Buyer): Promise<void>;
}

const save = { saved_payment_method_options: { payment_method_save: 'enabled' as const } };
const newCustomer = { customer_creation: 'always' as const, ...save };

/** By keyboard, because a click can miss a frame that has just grown. */
const tick = (buyer: Buyer) => buyer.frame.getByRole('checkbox').press('Space');
const typeAll = (buyer: Buyer) => buyer.fillCard('4242424242424242');

/** The element's states. Adding one also adds its accessibility check, keyboard walk and screenshot. */
export const states: readonly State[] = [
  { name: 'empty' },
  { name: 'complete', act: typeAll },
  {
    name: 'errors',
    act: async (buyer) => {
      await buyer.fillCard('4242424242424241', { expiry: '01 / 20', cvc: '1', zip: '12' });
      await buyer.frame.locator('[name=number]').focus();
    },
  },
  {
    name: 'declined',
    act: async (buyer) => {
      await buyer.fillCard('4000000000000002');
      await buyer.pay();
    },
  },
  { name: 'consent', session: newCustomer },
  {
    name: 'consent ticked with terms',
    session: newCustomer,
    act: async (buyer) => tick(buyer),
  },
  {
    name: 'terms for later charges',
    session: { payment_intent_data: { setup_future_usage: 'off_session' } },
  },
  { name: 'saved card', session: save, saved: ['visa'] },
  {
    name: 'saved cards, new card chosen',
    session: save,
    saved: ['visa', 'mastercard'],
    act: async (buyer) => buyer.frame.getByRole('radio', { name: 'New card' }).press('Space'),
  },
  { name: 'many saved cards', saved: ['visa', 'mastercard', 'amex', 'discover', 'jcb'] },
  {
    name: 'removing a card',
    session: { saved_payment_method_options: { payment_method_remove: 'enabled' } },
    saved: ['visa', 'mastercard'],
    act: async (buyer) => {
      await buyer.frame.getByRole('button', { name: 'More options' }).first().press('Enter');
      await buyer.frame.getByRole('button', { name: /Remove/ }).press('Enter');
    },
  },
  {
    name: 'menu of a saved card',
    width: 320,
    session: { saved_payment_method_options: { payment_method_remove: 'enabled' } },
    saved: ['visa'],
    act: async (buyer) => buyer.frame.getByRole('button', { name: 'More options' }).press('Enter'),
  },
  {
    name: 'editing a saved card',
    saved: ['visa', 'mastercard'],
    act: async (buyer) => {
      await buyer.frame.getByRole('button', { name: 'More options' }).first().press('Enter');
      await buyer.frame.getByRole('button', { name: 'Edit' }).press('Enter');
      await buyer.frame.getByRole('group').getByLabel('Expiration date').fill('12 / 20');
      await buyer.frame.getByRole('group').getByLabel('ZIP code').focus();
    },
  },
  {
    name: 'condensed errors',
    elementsOptions: "{ appearance: { inputs: 'condensed' } }",
    act: async (buyer) => buyer.fillCard('4242424242424241', { expiry: '01 / 20', cvc: '1', zip: '12' }),
  },
  {
    name: 'floating labels that rest',
    dark: true,
    elementsOptions:
      "{ appearance: { labels: 'floating', variables: { colorBackground: '#111318', colorText: '#F0ECE2' } } }",
  },
  {
    name: 'co-badged card',
    act: async (buyer) => buyer.frame.locator('[name=number]').fill('4000002500001001'),
  },
  { name: 'american express', act: async (buyer) => buyer.fillCard('378282246310005', { cvc: '1234' }) },
  { name: 'tabs', options: "{ layout: 'tabs' }" },
  { name: 'read only', options: '{ readOnly: true }' },
  { name: 'without country', options: "{ fields: { billingDetails: { address: 'never' } } }" },
  {
    name: 'night',
    dark: true,
    elementsOptions: "{ appearance: { theme: 'night' } }",
    session: newCustomer,
    act: typeAll,
  },
  { name: 'flat', elementsOptions: "{ appearance: { theme: 'flat' } }", session: newCustomer },
  { name: 'floating labels', elementsOptions: "{ appearance: { labels: 'floating' } }", act: typeAll },
  { name: 'condensed', elementsOptions: "{ appearance: { inputs: 'condensed' } }", act: typeAll },
  {
    name: 'condensed, labels above',
    elementsOptions: "{ appearance: { inputs: 'condensed', labels: 'above' } }",
  },
  {
    name: 'own colours and rules',
    elementsOptions:
      "{ appearance: { variables: { colorPrimary: '#7c3aed', borderRadius: '14px', fontSizeBase: '17px' }, rules: { '.Input': { border: '2px solid #7c3aed' }, '.Label': { fontWeight: '600' } } } }",
  },
  {
    name: 'narrow',
    width: 320,
    session: newCustomer,
    saved: [],
    act: async (buyer) => tick(buyer),
  },
  { name: 'narrow saved cards', width: 320, saved: ['visa', 'mastercard'] },
  { name: 'french', locale: 'fr-FR', session: newCustomer },
  {
    name: 'german, long words',
    locale: 'de-DE',
    width: 340,
    session: newCustomer,
    act: async (buyer) => tick(buyer),
  },
  { name: 'japanese', locale: 'ja-JP', session: newCustomer },
];

/** The page that shows a state. */
export function pageOf(state: State): string {
  return `<main><h1>Pay</h1><div id="payment-element"></div><button id="pay">Pay</button><pre id="result" hidden></pre></main>
<script>
${state.dark ? "document.documentElement.style.background = '#1f2026'; document.documentElement.style.color = '#fff';" : ''}
const checkout = Stripe('{{PUBLISHABLE_KEY}}').initCheckout({
  clientSecret: '{{CLIENT_SECRET}}',
  elementsOptions: ${state.elementsOptions ?? '{}'},
});
const element = checkout.createPaymentElement(${state.options ?? ''});
element.on('ready', () => { document.body.dataset.ready = 'yes'; });
element.mount('#payment-element');
document.getElementById('pay').addEventListener('click', async () => {
  const { actions } = await checkout.loadActions();
  document.getElementById('result').textContent = JSON.stringify(await actions.confirm());
  document.getElementById('result').dataset.done = 'yes';
});
</script>`;
}
