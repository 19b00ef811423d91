import {
  CheckoutElementsProvider,
  PaymentElement,
  useCheckoutElements,
} from '@stripe/react-stripe-js/checkout';
import { loadStripe } from '@stripe/stripe-js';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('checkout');
const { clientSecret = '', publishableKey = '' } = root?.dataset ?? {};
const stripe = loadStripe(publishableKey);
const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'stripe';

function Checkout() {
  const state = useCheckoutElements();
  const [message, setMessage] = useState('');
  const [paying, setPaying] = useState(false);
  if (state.type === 'loading') return <p>Loading …</p>;
  if (state.type === 'error') return <p role="alert">{state.error.message}</p>;
  const { checkout } = state;
  const pay = async () => {
    setPaying(true);
    const result = await checkout.confirm();
    setPaying(false);
    if (result.type === 'error') setMessage(result.error.message);
  };
  return (
    <>
      <h1>Your mug</h1>
      <p className="total">
        Total <strong>{checkout.total.total.amount}</strong>
      </p>
      <PaymentElement />
      <p className="message" role="alert">
        {message}
      </p>
      <button id="pay" className="button" type="button" disabled={paying} onClick={pay}>
        Pay
      </button>
    </>
  );
}

if (root !== null) {
  root.replaceChildren();
  createRoot(root).render(
    <CheckoutElementsProvider
      stripe={stripe}
      options={{ clientSecret, elementsOptions: { appearance: { theme } } }}
    >
      <Checkout />
    </CheckoutElementsProvider>,
  );
}
