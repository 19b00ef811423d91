const pauseMs = 500;
/** As long as a payment may take. */
const tries = 20;

/** Asks repeatedly until an answer is `good`; returns the last one if none is. */
export async function waitFor<Answer>(
  ask: () => Promise<Answer>,
  good: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    const answer = await ask();
    if (good(answer) || tried === tries) return answer;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
