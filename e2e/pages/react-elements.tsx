import { CardElement, Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { loadStripe } from '@stripe/stripe-js';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** A merchant's page without Checkout, as in the guides. */
const { clientSecret = '', publishableKey = '', element = 'payment' } = document.body.dataset;
const stripePromise = loadStripe(publishableKey);

function Form() {
  const stripe = useStripe();
  const elements = useElements();
  const [result, setResult] = useState<string | null>(null);
  const [complete, setComplete] = useState(false);
  const pay = async () => {
    if (stripe === null || elements === null) return;
    const card = elements.getElement(CardElement);
    const { error, paymentIntent } =
      card === null
        ? await stripe.confirmPayment({ elements, redirect: 'if_required' })
        : await stripe.confirmCardPayment(clientSecret, { payment_method: { card } });
    setResult(JSON.stringify(error === undefined ? { status: paymentIntent.status } : { error }));
  };
  return (
    <>
      {element === 'card' ? (
        <CardElement options={{ hidePostalCode: true }} onChange={(event) => setComplete(event.complete)} />
      ) : (
        <PaymentElement onChange={(event) => setComplete(event.complete)} />
      )}
      <p id="complete">{complete ? 'complete' : 'incomplete'}</p>
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
    <StrictMode>
      <Elements stripe={stripePromise} options={element === 'card' ? {} : { clientSecret }}>
        <Form />
      </Elements>
    </StrictMode>,
  );
}
