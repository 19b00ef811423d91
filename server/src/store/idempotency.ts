/** How long an answer is kept for its idempotency key. */
export const idempotencySeconds = 24 * 60 * 60;
