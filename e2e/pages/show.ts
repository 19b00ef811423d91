/** What a page was made for; it shows its outcome in `#result`. */
export const { clientSecret = '', publishableKey = '', element: way = '' } = document.body.dataset;

export function show(outcome: unknown): void {
  const result = document.createElement('pre');
  result.id = 'result';
  result.dataset.done = 'yes';
  result.textContent = JSON.stringify(outcome);
  document.body.append(result);
}

/** Shows the status of a confirmed intent, or why there is none. */
export async function showIntent(
  confirmed: () => Promise<{ error?: { message?: string }; paymentIntent?: { status: string } }>,
): Promise<void> {
  try {
    const { error, paymentIntent } = await confirmed();
    show(error ?? { status: paymentIntent?.status });
  } catch (error) {
    show({ thrown: String(error) });
  }
}
