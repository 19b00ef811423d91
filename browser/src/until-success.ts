/** One call for all who ask, until it fails: whoever asks after that calls again. */
export function untilSuccess<Answer>(call: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<Answer> | null = null;
  return () => {
    running ??= call().catch((error: unknown) => {
      running = null;
      throw error;
    });
    return running;
  };
}
