import type Stripe from 'stripe';

interface ErrorBody {
  readonly type?: string;
  readonly code?: string;
  readonly message?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly payment_intent?: Stripe.PaymentIntent;
}

/** An answer that is an error in Stripe's form, or no answer at all (status 0). */
export class RequestFailed extends Error {
  readonly status: number;
  readonly requestId: string | null;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody, requestId: string | null) {
    super(body.message ?? '');
    this.name = 'RequestFailed';
    this.status = status;
    this.body = body;
    this.requestId = requestId;
  }
}
