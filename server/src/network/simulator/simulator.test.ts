import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { networkContract } from '../network.contract.ts';
import {
  authenticationRequest,
  authorization,
  capture,
  cardData,
  refund,
  verification,
} from '../network.fixtures.ts';
import { NetworkUnavailable } from '../network.ts';
import { openTestSimulator } from './simulator.fixtures.ts';
import { publishedCards } from './test-cards.ts';

networkContract('the simulator', async () => {
  const { simulator, restart } = await openTestSimulator();
  return {
    network: simulator,
    goodCard: cardData(),
    declinedCard: cardData('4000000000000002'),
    losingAnswers: async (account, work) => {
      simulator.setFaults(account, { lostAnswerRate: 1 });
      await work();
      simulator.setFaults(account, { lostAnswerRate: 0 });
    },
    unreachable: async (account, work) => {
      simulator.setFaults(account, { outage: true });
      await work();
      simulator.setFaults(account, { outage: false });
    },
    restart,
  };
});

describe('refunds', () => {
  it('begin pending on the card meant for it', async () => {
    const { simulator } = await openTestSimulator();
    const request = authorization({ card: cardData('4000000000007726') });
    await simulator.authorize(request);
    expect(await simulator.refund(refund(request.requestId, 500))).toEqual({
      outcome: 'done',
      status: 'pending',
    });
  });
});

describe('news', () => {
  it('is repeated until it is acknowledged, and survives a restart', async () => {
    const { simulator, restart } = await openTestSimulator();
    const request = authorization({ card: cardData('4000000000000259'), amount: 700 });
    await simulator.authorize(request);
    await simulator.authorize(request);
    const told = await simulator.news(10);
    expect(told).toMatchObject([
      {
        kind: 'dispute',
        account: request.account,
        authorizationRequestId: request.requestId,
        amount: 700,
        inquiry: false,
      },
    ]);
    const restarted = await restart();
    expect(await restarted.news(10)).toEqual(told);
    await restarted.acknowledge(told[0]?.id ?? '');
    expect(await restarted.news(10)).toEqual([]);
  });

  it('of a refund’s outcome says how long after the refund it comes', async () => {
    const { simulator } = await openTestSimulator();
    const request = authorization({ card: cardData('4000000000007726') });
    await simulator.authorize(request);
    await simulator.refund(refund(request.requestId, 500));
    expect(await simulator.news(10)).toMatchObject([
      { kind: 'refund', status: 'succeeded', afterSeconds: 2 },
    ]);
  });

  it('about a payment that is only held comes with its capture', async () => {
    const { simulator } = await openTestSimulator();
    const request = authorization({ card: cardData('4000000000000259'), captureMethod: 'manual' });
    await simulator.authorize(request);
    expect(await simulator.news(10)).toEqual([]);
    await simulator.capture(capture(request.requestId, 500));
    expect(await simulator.news(10)).toMatchObject([{ kind: 'dispute', amount: 500 }]);
  });
});

describe('challenges', () => {
  const card = cardData('4000002760003184');

  it('are shown with the amount to be paid, and count once', async () => {
    const { simulator } = await openTestSimulator();
    const answer = await simulator.authenticate(authenticationRequest({ card, amount: 999 }));
    if (answer.outcome !== 'challenge') throw new Error('No challenge was made.');
    const id = answer.authenticationId;
    expect(await simulator.challenge(id)).toEqual({
      amount: 999,
      currency: 'usd',
      last4: '3184',
      status: 'pending',
    });
    await Promise.all([
      simulator.completeChallenge(id, 'failed'),
      simulator.completeChallenge(id, 'authenticated'),
    ]);
    expect(await simulator.authentication(id)).toMatchObject({
      status: 'failed',
      flow: 'challenge',
      electronicCommerceIndicator: '07',
    });
    expect(await simulator.challenge(id)).toMatchObject({ status: 'failed' });
  });

  it('answer a repeated request with the same challenge, even concurrently and after a restart', async () => {
    const { simulator, restart } = await openTestSimulator();
    const request = authenticationRequest({ card });
    const [first, second] = await Promise.all([
      simulator.authenticate(request),
      simulator.authenticate(request),
    ]);
    expect(second).toEqual(first);
    expect(await (await restart()).authenticate(request)).toEqual(first);
  });

  it('that do not exist are null, refused and ignored', async () => {
    const { simulator } = await openTestSimulator();
    expect(await simulator.challenge('unheard of')).toBeNull();
    await expect(simulator.authentication('unheard of')).rejects.toThrow('There is no authentication');
    await simulator.completeChallenge('unheard of', 'authenticated');
    expect(await simulator.challenge('unheard of')).toBeNull();
  });
});

describe('an outage', () => {
  it('reaches every call of the account, and no other account', async () => {
    const { simulator } = await openTestSimulator();
    const request = authorization();
    await simulator.authorize(request);
    simulator.setFaults(request.account, { outage: true });
    const calls = [
      simulator.authorize(request),
      simulator.verify(verification()),
      simulator.authenticate(authenticationRequest()),
      simulator.refund(refund(request.requestId, 1)),
      simulator.lookup(request.requestId),
    ];
    for (const call of calls) await expect(call).rejects.toThrow(NetworkUnavailable);
    expect(await simulator.authorize(authorization({ account: 'acct_other' }))).toMatchObject({
      outcome: 'approved',
    });
  });
});

describe('a rate of declines', () => {
  it('is the same for the same seed, and a repeated request keeps its answer', async () => {
    const runs = [];
    for (const seed of ['seven', 'seven', 'eight']) {
      const { simulator } = await openTestSimulator();
      const requests = Array.from({ length: 40 }, () => authorization());
      simulator.setFaults('acct_shop', { declineRate: 0.5, seed });
      const answers = [];
      for (const request of requests) answers.push(await simulator.authorize(request));
      for (const [index, request] of requests.entries()) {
        expect(await simulator.authorize(request)).toEqual(answers[index]);
      }
      runs.push(answers.map(({ outcome }) => outcome));
    }
    const [seven, sevenAgain, eight] = runs;
    expect(sevenAgain).toEqual(seven);
    expect(eight).not.toEqual(seven);
    expect(new Set(seven)).toEqual(new Set(['approved', 'declined']));
  });
});

describe('the files', () => {
  it('contain no card number and no security code', async () => {
    const { simulator, folder } = await openTestSimulator();
    const numbers = [...publishedCards.map(({ number }) => number), '4111111111111111'];
    for (const number of numbers) {
      const card = cardData(number, number.length === 15 ? { securityCode: '9173' } : {});
      const named = { requestId: number.split('').toReversed().join('-'), card };
      await simulator.authorize(authorization(named));
      await simulator.authenticate(authenticationRequest({ ...named, preference: 'any' }));
    }
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    const content = Buffer.concat(files).toString('latin1');
    expect(content).toContain('"last4":"4242"');
    expect(content).not.toContain('"9173"');
    expect(content).not.toContain('securityCode');
    for (const number of numbers) {
      expect(content).not.toContain(number);
      expect(content.toLowerCase()).not.toContain(Buffer.from(number).toString('hex'));
      for (const encoding of base64Forms(number)) expect(content).not.toContain(encoding);
    }
  });
});

/** How a text looks in base64 after any number of bytes, without the characters that its neighbours change. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + text)
      .toString('base64')
      .slice(Math.ceil((offset * 8) / 6), -4),
  );
}
