/** A merchant's page without Checkout: what it creates with `stripe`, and what it does when the buyer presses pay. */
export function elementsPage(page: {
  /** Creates and mounts elements; `stripe` and `clientSecret` are available. */
  readonly setUp: string;
  /** Returns the outcome. */
  readonly pay: string;
}): string {
  return `<main><h1>Pay</h1><div id="element"></div><div id="expiry"></div><div id="code"></div>
<button id="pay">Pay</button><pre id="result" hidden></pre></main>
<script>
const clientSecret = '{{CLIENT_SECRET}}';
const stripe = Stripe('{{PUBLISHABLE_KEY}}');
const events = [];
${page.setUp}
document.getElementById('pay').addEventListener('click', async () => {
  const result = document.getElementById('result');
  delete result.dataset.done;
  const outcome = await (async () => { ${page.pay} })().catch(
    (error) => ({ thrown: { name: error.name, message: error.message } }),
  );
  result.textContent = JSON.stringify(outcome);
  result.dataset.done = 'yes';
});
</script>`;
}
