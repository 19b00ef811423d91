import {
  CheckoutElementsProvider,
  PaymentElement,
  useCheckoutElements,
} from '@stripe/react-stripe-js/checkout';
import { loadStripe } from '@stripe/stripe-js';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

/** A merchant's page as in the newest release's guide. */
const { clientSecret = '', publishableKey = '' } = document.body.dataset;
const stripe = loadStripe(publishableKey);

function Form() {
  const state = useCheckoutElements();
  const [result, setResult] = useState<string | null>(null);
  if (state.type === 'loading') return <p>Loading</p>;
  if (state.type === 'error') return <p role="alert">{state.error.message}</p>;
  const { checkout } = state;
  const pay = async () => {
    const outcome = await checkout.confirm();
    setResult(
      JSON.stringify(
        outcome.type === 'error' ? outcome : { type: outcome.type, status: outcome.session.status },
      ),
    );
  };
  return (
    <>
      <p id="total">{checkout.total.total.amount}</p>
      <PaymentElement />
      <button type="button" id="pay" onClick={pay}>
        Pay
      </button>
      <pre id="result" data-done={result === null ? 'no' : 'yes'}>
        {result}
      </pre>
    </>
  );
}

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <CheckoutElementsProvider stripe={stripe} options={{ clientSecret }}>
      <Form />
    </CheckoutElementsProvider>,
  );
}
