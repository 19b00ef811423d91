/** The pages of Stripe's guide, as merchants paste them. Each puts its outcome into `#result`. */

const show = `
const result = document.getElementById('result');
const show = (outcome) => { result.textContent = JSON.stringify(outcome); result.dataset.done = 'yes'; };
`;

const frame = '<div id="payment-element"></div><button id="pay">Pay</button><pre id="result"></pre>';

/** (a) and (b): the element with its own consent and saved cards, confirmed through the loaded actions. */
export const automatic = `${frame}<script>${show}
const stripe = Stripe('{{PUBLISHABLE_KEY}}');
const checkout = stripe.initCheckout({
  clientSecret: '{{CLIENT_SECRET}}',
  elementsOptions: { savedPaymentMethod: { enableSave: 'auto', enableRedisplay: 'auto' } },
});
const paymentElement = checkout.createPaymentElement();
paymentElement.mount('#payment-element');
const actionsLoaded = checkout.loadActions();
document.getElementById('pay').addEventListener('click', async () => {
  const loaded = await actionsLoaded;
  if (loaded.type === 'success') {
    const outcome = await loaded.actions.confirm();
    show(outcome.type === 'error' ? { error: outcome.error } : { type: outcome.type, status: outcome.session.status });
  }
});
</script>`;

/** (b): the merchant's own checkbox. */
export const ownCheckbox = `<label><input type="checkbox" id="save-payment-method-checkbox"> Save my payment information for future purchases</label>
${frame}<script>${show}
const stripe = Stripe('{{PUBLISHABLE_KEY}}');
const checkout = stripe.initCheckout({
  clientSecret: '{{CLIENT_SECRET}}',
  elementsOptions: { savedPaymentMethod: { enableSave: 'never', enableRedisplay: 'never' } },
});
checkout.createPaymentElement().mount('#payment-element');
(async () => {
  const r = await checkout.loadActions();
  if (r.type === 'success') {
    document.getElementById('pay').addEventListener('click', () => {
      const savePaymentMethod = document.getElementById('save-payment-method-checkbox').checked;
      r.actions.confirm({ savePaymentMethod }).then((res) => {
        show(res.type === 'error' ? { error: res.error } : { type: res.type, status: res.session.status });
      });
    });
  }
})();
</script>`;

/** (c): the merchant's own list of saved cards, without an element. */
export const ownSavedCards = `<div id="saved"></div><button id="pay">Pay</button><pre id="result"></pre><script>${show}
const stripe = Stripe('{{PUBLISHABLE_KEY}}');
stripe.initCheckout({ clientSecret: '{{CLIENT_SECRET}}' }).then((checkout) => {
  const container = document.getElementById('saved');
  checkout.session().savedPaymentMethods.forEach((pm) => {
    const label = document.createElement('label');
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'card';
    radio.value = pm.id;
    label.append(radio, 'Card ending in ' + pm.card.last4);
    container.append(label);
  });
  document.getElementById('pay').addEventListener('click', () => {
    const paymentMethod = document.querySelector('input[name=card]:checked').value;
    checkout.confirm({ paymentMethod }).then((res) => {
      show(res.error ? { error: res.error } : { type: res.type, status: res.session.status });
    });
  });
  document.body.dataset.ready = 'yes';
});
</script>`;

/** (d): the secret comes from the merchant's server. */
export const fetched = automatic.replace(
  "clientSecret: '{{CLIENT_SECRET}}',",
  "fetchClientSecret: () => new Promise((resolve) => setTimeout(() => resolve('{{CLIENT_SECRET}}'), 100)),",
);

/** (e): the newest name. */
export const newestName = automatic.replace('stripe.initCheckout(', 'stripe.initCheckoutElementsSdk(');
