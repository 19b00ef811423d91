import { describe, expect, it, test } from 'vitest';
import {
  authenticationRequest,
  authorization,
  cardData,
  stored,
  storedForLater,
  storedForReturn,
  verification,
} from '../network.fixtures.ts';
import type { AuthorizationAnswer, StoredCredential } from '../network.ts';
import { openTestSimulator } from './simulator.fixtures.ts';
import type { Simulator } from './simulator.ts';

interface Step {
  /** The 3-D Secure outcome and that of the request: `challenge, approved`. */
  readonly said: string;
  readonly networkTransactionId: string | null;
}

/** A payment with the cardholder present; with `storedForLater`, one that also stores the card. */
async function payOnSession(
  simulator: Simulator,
  number: string,
  storedCredential: StoredCredential | null = null,
): Promise<Step> {
  const shown = await authenticate(simulator, number, storedCredential);
  const { authenticationId } = shown;
  const request = authorization({ card: cardData(number), storedCredential, authenticationId });
  return step(shown.said, await simulator.authorize(request));
}

/** Stores the card for later without a payment. */
async function setUp(simulator: Simulator, number: string): Promise<Step> {
  const shown = await authenticate(simulator, number, storedForLater);
  const { authenticationId } = shown;
  const request = verification({
    card: cardData(number),
    storedCredential: storedForLater,
    authenticationId,
  });
  return step(shown.said, await simulator.verify(request));
}

/** Attaches the card to a customer, as a server does without the cardholder. */
async function attach(simulator: Simulator, number: string): Promise<Step> {
  return step(
    '',
    await simulator.verify(verification({ card: cardData(number), storedCredential: storedForReturn })),
  );
}

async function payOffSession(simulator: Simulator, number: string, origin: string | null): Promise<Step> {
  const card = cardData(number, { securityCode: null });
  return step(
    '',
    await simulator.authorize(
      authorization({ card, initiator: 'merchant', storedCredential: stored(origin) }),
    ),
  );
}

async function authenticate(
  simulator: Simulator,
  number: string,
  storedCredential: StoredCredential | null,
  answer: 'authenticated' | 'failed' = 'authenticated',
): Promise<{ said: string; authenticationId: string | null }> {
  const shown = await simulator.authenticate(
    authenticationRequest({
      card: cardData(number),
      storedCredential,
      setUpForOffSession: storedCredential === storedForLater,
    }),
  );
  if (shown.outcome === 'challenge') {
    await simulator.completeChallenge(shown.authenticationId, answer);
    return { said: 'challenge, ', authenticationId: shown.authenticationId };
  }
  if (shown.outcome === 'finished') {
    return { said: `${shown.result.status}, `, authenticationId: shown.result.authenticationId };
  }
  return { said: '', authenticationId: null };
}

function step(said: string, answer: AuthorizationAnswer): Step {
  const outcome = answer.outcome === 'approved' ? 'approved' : answer.declineCode;
  return { said: said + outcome, networkTransactionId: answer.networkTransactionId };
}

const matrix = `
number              on session                          set-up                              off after set-up         off without set-up
4242424242424242    approved                            approved                            approved                 approved
4000002500003155    challenge, approved                 challenge, approved                 approved                 authentication_required
4000002760003184    challenge, approved                 challenge, approved                 authentication_required  authentication_required
4000003800000446    challenge, approved                 challenge, approved                 approved                 approved
4000008260003178    challenge, insufficient_funds       challenge, approved                 insufficient_funds       authentication_required
4000000000003220    challenge, approved                 challenge, approved                 approved                 authentication_required
4000008400000027    challenge, approved                 challenge, approved                 approved                 authentication_required
4000008400001629    challenge, generic_decline          challenge, generic_decline          authentication_required  authentication_required
4000008400001280    processing_error, generic_decline   processing_error, generic_decline   generic_decline          generic_decline
4000000000003055    approved                            approved                            approved                 approved
4000000000003097    approved                            approved                            approved                 approved
378282246310005     approved                            approved                            approved                 approved
4000000000003238    challenge, approved                 challenge, approved                 authentication_required  authentication_required
4000000032200000    authenticated, approved             authenticated, approved             approved                 approved
4000053560000011    challenge, approved                 challenge, approved                 approved                 authentication_required`;

const rows = matrix
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(/ {2,}/));

describe('3-D Secure', () => {
  test.each(rows)('%s: on session %s; set-up %s; off after it %s; off without %s', async (...columns) => {
    const [number = '', onSession, setsUp, offAfter, offWithout] = columns;
    const { simulator } = await openTestSimulator();
    expect((await payOnSession(simulator, number)).said).toBe(onSession);
    const attached = await attach(simulator, number);
    expect(attached.said).toBe('approved');
    const without = await payOffSession(simulator, number, attached.networkTransactionId);
    expect(without.said).toBe(offWithout);
    const origin = await setUp(simulator, number);
    expect(origin.said).toBe(setsUp);
    expect((await payOffSession(simulator, number, origin.networkTransactionId)).said).toBe(offAfter);
  });

  it('remembers a set-up across a restart', async () => {
    const { simulator, restart } = await openTestSimulator();
    const { networkTransactionId } = await setUp(simulator, '4000002500003155');
    expect((await payOffSession(await restart(), '4000002500003155', networkTransactionId)).said).toBe(
      'approved',
    );
  });

  it('counts a payment that stores the card as a set-up', async () => {
    const { simulator } = await openTestSimulator();
    const paid = await payOnSession(simulator, '4000002500003155', storedForLater);
    expect(paid.said).toBe('challenge, approved');
    expect((await payOffSession(simulator, '4000002500003155', paid.networkTransactionId)).said).toBe(
      'approved',
    );
  });

  it('does not count a payment that stores the card only for its holder as a set-up', async () => {
    const { simulator } = await openTestSimulator();
    const paid = await payOnSession(simulator, '4000002500003155', storedForReturn);
    expect(paid.said).toBe('challenge, approved');
    expect((await payOffSession(simulator, '4000002500003155', paid.networkTransactionId)).said).toBe(
      'authentication_required',
    );
  });

  it('does not challenge a card that was set up again when its holder returns', async () => {
    const { simulator } = await openTestSimulator();
    const { networkTransactionId } = await setUp(simulator, '4000002500003155');
    const again = await payOnSession(simulator, '4000002500003155', stored(networkTransactionId));
    expect(again.said).toBe('approved');
    expect((await payOffSession(simulator, '4000002500003155', again.networkTransactionId)).said).toBe(
      'approved',
    );
  });

  it("does not count another card's or another account's set-up as this one's", async () => {
    const { simulator } = await openTestSimulator();
    const other = await setUp(simulator, '4000053560000011');
    const own = await setUp(simulator, '4000002500003155');
    const card = cardData('4000002500003155');
    for (const request of [
      { card, storedCredential: stored(other.networkTransactionId) },
      { card, storedCredential: stored(own.networkTransactionId), account: 'acct_other' },
      { card, storedCredential: stored('123456789012345') },
      { card, storedCredential: null },
    ]) {
      const answer = await simulator.authorize(authorization({ ...request, initiator: 'merchant' }));
      expect(answer).toMatchObject({ declineCode: 'authentication_required', networkDeclineCode: '1A' });
    }
  });

  it('does not rely on a failed, an open or another’s authentication', async () => {
    const { simulator } = await openTestSimulator();
    const card = cardData('4000002760003184');
    const failed = await authenticate(simulator, '4000002760003184', null, 'failed');
    const foreign = await authenticate(simulator, '4000000000003220', null);
    const open = await simulator.authenticate(authenticationRequest({ card }));
    const openId = open.outcome === 'challenge' ? open.authenticationId : null;
    for (const authenticationId of [failed.authenticationId, foreign.authenticationId, openId, null]) {
      const answer = await simulator.authorize(authorization({ card, authenticationId }));
      expect(answer).toMatchObject({ outcome: 'declined', declineCode: 'authentication_required' });
    }
  });
});

describe('3-D Secure that the merchant asks for', () => {
  test.each([
    ['4242424242424242', { status: 'attempt_acknowledged', electronicCommerceIndicator: '06' }],
    ['5555555555554444', { status: 'attempt_acknowledged', electronicCommerceIndicator: '01' }],
    ['4000000000003097', { status: 'processing_error', electronicCommerceIndicator: '07' }],
    ['4000000032200000', { status: 'authenticated', electronicCommerceIndicator: '05' }],
  ])('%s: is over at once as %o', async (number, result) => {
    const { simulator } = await openTestSimulator();
    const card = cardData(number);
    const answer = await simulator.authenticate(authenticationRequest({ card, preference: 'any' }));
    expect(answer).toMatchObject({ outcome: 'finished', result: { ...result, flow: 'frictionless' } });
    const authenticationId = answer.outcome === 'finished' ? answer.result.authenticationId : null;
    expect(await simulator.authorize(authorization({ card, authenticationId }))).toMatchObject({
      outcome: 'approved',
    });
  });

  test.each(['4000000000003055', '4000002500003155'])('%s: is a challenge', async (number) => {
    const { simulator } = await openTestSimulator();
    const request = authenticationRequest({ card: cardData(number), preference: 'challenge' });
    expect(await simulator.authenticate(request)).toMatchObject({ outcome: 'challenge' });
  });

  it('is not supported by American Express test cards', async () => {
    const { simulator } = await openTestSimulator();
    const request = authenticationRequest({ card: cardData('378282246310005'), preference: 'any' });
    expect(await simulator.authenticate(request)).toEqual({ outcome: 'not_supported' });
  });
});
