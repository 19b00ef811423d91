import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answered,
  approved,
  canceled,
  captured,
  challenged,
  confirmed,
  declined,
  type IntentStatus,
  newPaymentIntent,
  resumed,
} from './rules.ts';
import type { IntentError, PaymentIntentRow } from './table.ts';

const amount = 2000;
const action = { type: 'use_stripe_sdk', use_stripe_sdk: {} } as const;
const error: IntentError = { message: 'Your card was declined.', type: 'card_error', payment_method: null };

function intent(status: IntentStatus, capture: 'automatic' | 'manual' = 'automatic'): PaymentIntentRow {
  const row = newPaymentIntent({
    id: 'pi_1',
    now: 0,
    clientSecret: 'pi_1_secret_1',
    amount,
    currency: 'usd',
    customer: null,
    checkoutSession: null,
    about: {
      amount_capturable: status === 'requires_capture' ? amount : 0,
      amount_received: status === 'succeeded' ? amount : 0,
      capture_method: capture,
      challenged_attempt: status === 'requires_action' ? 'payatt_1' : null,
    },
  });
  return { ...row, status };
}

const happenings = {
  confirm: (row: PaymentIntentRow) => confirmed(row, 'pm_1', 'off_session'),
  challenge: (row: PaymentIntentRow) => challenged(row, 'payatt_1', action),
  answer: answered,
  resume: resumed,
  approve: (row: PaymentIntentRow) => approved(row, 'ch_1', 7),
  decline: (row: PaymentIntentRow) => declined(row, error, 'ch_2'),
  capture: (row: PaymentIntentRow) => captured(row, amount),
  cancel: (row: PaymentIntentRow) => canceled(row, 'expired', 99),
};
type Happening = keyof typeof happenings;
const names = Object.keys(happenings) as Happening[];

/** The next state for each, with automatic capture; what is missing must throw. */
const transitions: Readonly<Record<IntentStatus, Partial<Record<Happening, IntentStatus>>>> = {
  requires_payment_method: { confirm: 'processing', cancel: 'canceled' },
  requires_confirmation: { confirm: 'processing', resume: 'processing', cancel: 'canceled' },
  requires_action: {
    confirm: 'processing',
    answer: 'requires_confirmation',
    resume: 'processing',
    approve: 'succeeded',
    decline: 'requires_payment_method',
    cancel: 'canceled',
  },
  processing: {
    challenge: 'requires_action',
    approve: 'succeeded',
    decline: 'requires_payment_method',
    cancel: 'canceled',
  },
  requires_capture: { capture: 'succeeded', cancel: 'canceled' },
  succeeded: {},
  canceled: {},
};
const held = (name: Happening, next: IntentStatus) => (name === 'approve' ? 'requires_capture' : next);
const statuses = Object.keys(transitions) as IntentStatus[];

const cells = statuses.flatMap((status) =>
  names.map((name): [IntentStatus, Happening, IntentStatus | undefined] => [
    status,
    name,
    transitions[status][name],
  ]),
);

describe('a PaymentIntent', () => {
  it.each(cells)('that is %s, on %s: %s', (status, name, next) => {
    const row = intent(status);
    if (next === undefined) expect(() => happenings[name](row)).toThrow(`A PaymentIntent that is ${status}`);
    else expect(happenings[name](row).status).toBe(next);
  });

  it.each(cells)('with manual capture that is %s, on %s: held instead of %s', (status, name, next) => {
    const row = intent(status, 'manual');
    if (next === undefined) expect(() => happenings[name](row)).toThrow();
    else expect(happenings[name](row).status).toBe(held(name, next));
  });

  it('adopts the card and the usage of its attempt', () => {
    expect(happenings.confirm(intent('requires_payment_method')).doc).toMatchObject({
      payment_method: 'pm_1',
      setup_future_usage: 'off_session',
    });
  });

  it('keeps the failed charge and its error, and drops the card', () => {
    const row = happenings.decline(happenings.confirm(intent('requires_payment_method')));
    expect(row.doc).toMatchObject({ last_payment_error: error, latest_charge: 'ch_2', payment_method: null });
    const unauthenticated = declined(happenings.confirm(row), error, null);
    expect(unauthenticated.doc.latest_charge).toBe('ch_2');
  });

  it('accounts for its money and ends for good, whatever happens in whatever order', () => {
    const history = fc.array(fc.constantFrom(...names), { maxLength: 20 });
    fc.assert(
      fc.property(history, fc.constantFrom('automatic' as const, 'manual' as const), (events, capture) => {
        let row = intent('requires_payment_method', capture);
        for (const name of events) {
          const before = row;
          try {
            row = happenings[name](before);
          } catch {
            expect(row).toBe(before);
          }
          if (['succeeded', 'canceled'].includes(before.status)) expect(row).toBe(before);
          const { doc, status } = row;
          expect(doc.amount_received).toBe(status === 'succeeded' ? amount : 0);
          expect(doc.amount_capturable).toBe(status === 'requires_capture' ? amount : 0);
          if (doc.challenged_attempt !== null)
            expect(['requires_action', 'requires_confirmation']).toContain(status);
          expect(doc.next_action !== null).toBe(status === 'requires_action');
          expect(row.capture_before !== null).toBe(status === 'requires_capture');
          expect(doc.canceled_at !== null).toBe(status === 'canceled');
          if (status === 'succeeded')
            expect(doc).toMatchObject({ latest_charge: 'ch_1', last_payment_error: null });
        }
      }),
    );
  });
});
