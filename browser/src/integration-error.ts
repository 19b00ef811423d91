/** A programming error of the page, as Stripe.js throws it. What a buyer can fix is returned as an error instead. */
export class IntegrationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IntegrationError';
  }
}

/** Checks the name, because the second script has its own copy of the class. */
export function isIntegrationError(error: unknown): error is IntegrationError {
  return error instanceof Error && error.name === 'IntegrationError';
}

/** For what the types name and this version does not support yet: it fails by name, never silently. */
export function notSupported(name: string): IntegrationError {
  return new IntegrationError(`${name} is not supported by this version of Onfile yet.`);
}
