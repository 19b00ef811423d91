/** A mistake of the page's programmer, as Stripe.js throws it. What a buyer can do something about is answered instead. */
export class IntegrationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IntegrationError';
  }
}

/** By its name: the second script has a class of its own. */
export function isIntegrationError(error: unknown): error is IntegrationError {
  return error instanceof Error && error.name === 'IntegrationError';
}

/** What the types name and this version does not do yet: it fails by name, never in silence. */
export function notSupported(name: string): IntegrationError {
  return new IntegrationError(`${name} is not supported by this version of Onfile yet.`);
}
