// The Payment Element asks for consent with its own checkbox and shows saved cards again.
const { clientSecret, publishableKey } = document.getElementById('checkout').dataset;
const stripe = Stripe(publishableKey);
const dark = matchMedia('(prefers-color-scheme: dark)').matches;

const checkout = stripe.initCheckout({
  clientSecret,
  elementsOptions: {
    appearance: { theme: dark ? 'night' : 'stripe' },
    savedPaymentMethod: { enableSave: 'auto', enableRedisplay: 'auto' },
  },
});
checkout.createPaymentElement().mount('#payment-element');

const loaded = await checkout.loadActions();
const message = document.getElementById('message');
if (loaded.type === 'error') {
  message.textContent = loaded.error.message;
} else {
  const { actions } = loaded;
  document.getElementById('total').textContent = actions.getSession().total.total.amount;
  const button = document.getElementById('pay');
  button.addEventListener('click', async () => {
    button.disabled = true;
    message.textContent = '';
    const result = await actions.confirm();
    button.disabled = false;
    if (result.type === 'error') message.textContent = result.error.message;
  });
}
