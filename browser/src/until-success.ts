/** Shares one call among all callers until it fails; the next caller after that calls again. */
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
