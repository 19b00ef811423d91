// The shop's own checkbox and list of saved cards; the element only takes new cards.
const { clientSecret, publishableKey } = document.getElementById('checkout').dataset;
const stripe = Stripe(publishableKey);
const dark = matchMedia('(prefers-color-scheme: dark)').matches;

const checkout = await stripe.initCheckout({
  clientSecret,
  elementsOptions: {
    appearance: { theme: dark ? 'night' : 'stripe' },
    savedPaymentMethod: { enableSave: 'never', enableRedisplay: 'never' },
  },
});
const session = checkout.session();
document.getElementById('total').textContent = session.total.total.amount;
checkout.createPaymentElement().mount('#payment-element');
document.getElementById('save-row').hidden = false;

const list = document.getElementById('saved-cards');
const savedCards = session.savedPaymentMethods ?? [];
for (const pm of savedCards) addChoice(pm.id, `Card ending in ${pm.card.last4}`);
if (savedCards.length > 0) addChoice('', 'New card');

function addChoice(id, text) {
  const label = document.createElement('label');
  const radio = Object.assign(document.createElement('input'), { type: 'radio', name: 'card', value: id });
  radio.checked = list.childElementCount === 0;
  radio.addEventListener('change', showForm);
  label.append(radio, text);
  list.append(label);
}

const chosenCard = () => document.querySelector('input[name=card]:checked')?.value ?? '';

function showForm() {
  document.getElementById('payment-element').hidden = chosenCard() !== '';
  document.getElementById('save-row').hidden = chosenCard() !== '';
}
showForm();

const button = document.getElementById('pay');
const message = document.getElementById('message');
button.addEventListener('click', async () => {
  button.disabled = true;
  message.textContent = '';
  const paymentMethod = chosenCard();
  const savePaymentMethod = document.getElementById('save-payment-method-checkbox').checked;
  const result = await checkout.confirm(paymentMethod === '' ? { savePaymentMethod } : { paymentMethod });
  button.disabled = false;
  if (result.error) message.textContent = result.error.message;
});
