import { describe, expect, it } from 'vitest';
import { authorization, capture, refund, reversal, verification } from './network.fixtures.ts';
import { type CardData, type Network, NetworkUnavailable } from './network.ts';

/** A network adapter, with what the contract needs to test it. Each test opens its own and cleans up after itself. */
export interface NetworkUnderTest {
  readonly network: Network;
  readonly goodCard: CardData;
  readonly declinedCard: CardData;
  /** While `work` runs, the network acts and its answers to the account are lost. */
  losingAnswers(account: string, work: () => Promise<void>): Promise<void>;
  /** While `work` runs, the account cannot reach the network. */
  unreachable(account: string, work: () => Promise<void>): Promise<void>;
  /** The same network after a restart of the process that talked to it. */
  restart(): Promise<Network>;
}

const done = { outcome: 'done', status: 'succeeded' };
const refused = { outcome: 'refused' };
const twenty = Array.from({ length: 20 });

/** What every network adapter does, whatever it talks to. */
export function networkContract(name: string, open: () => Promise<NetworkUnderTest>): void {
  describe(`${name} as a network`, () => {
    describe('authorize', () => {
      it('approves a good card with a transaction id to refer to', async () => {
        const { network, goodCard } = await open();
        const answer = await network.authorize(authorization({ card: goodCard }));
        expect(answer).toMatchObject({
          outcome: 'approved',
          networkTransactionId: expect.stringMatching(/^\d{15}$/),
          authorizationCode: expect.stringMatching(/^[A-Z0-9]{6}$/),
        });
      });

      it('declines a bad card with a code', async () => {
        const { network, declinedCard } = await open();
        const answer = await network.authorize(authorization({ card: declinedCard }));
        expect(answer).toMatchObject({ outcome: 'declined', declineCode: expect.any(String) });
      });

      it('answers a repeated request id as before, whether approved or declined', async () => {
        const { network, goodCard, declinedCard } = await open();
        for (const card of [goodCard, declinedCard]) {
          const request = authorization({ card });
          expect(await network.authorize(request)).toEqual(await network.authorize(request));
        }
      });

      it('answers a request id that comes many times at once with one authorization', async () => {
        const { network, goodCard } = await open();
        const request = authorization({ card: goodCard });
        const [first, ...others] = await Promise.all(twenty.map(() => network.authorize(request)));
        for (const other of others) expect(other).toEqual(first);
      });

      it('gives each request id its own authorization', async () => {
        const { network, goodCard } = await open();
        const answers = await Promise.all(
          twenty.map(() => network.authorize(authorization({ card: goodCard }))),
        );
        expect(new Set(answers.map((answer) => answer.networkTransactionId)).size).toBe(twenty.length);
      });

      it('refuses a request id that was used for another request', async () => {
        const { network, goodCard } = await open();
        const request = authorization({ card: goodCard });
        await network.authorize(request);
        await expect(network.authorize({ ...request, amount: request.amount + 1 })).rejects.toThrow();
        await expect(network.authorize({ ...request, account: 'acct_other' })).rejects.toThrow();
        await expect(
          network.refund({ ...refund(request.requestId, request.amount), requestId: request.requestId }),
        ).rejects.toThrow();
      });
    });

    describe('verify', () => {
      it('tells a good card from a bad one and moves no money', async () => {
        const { network, goodCard, declinedCard } = await open();
        const request = verification({ card: goodCard });
        expect(await network.verify(request)).toMatchObject({ outcome: 'approved' });
        expect(await network.verify(verification({ card: declinedCard }))).toMatchObject({
          outcome: 'declined',
        });
        expect(await network.refund(refund(request.requestId, 1))).toMatchObject(refused);
      });
    });

    describe('capture', () => {
      it('takes what was authorized, or less, once', async () => {
        const { network, authorized } = await openAuthorized(open, 'manual');
        expect(await network.capture(capture(authorized, 1500))).toEqual(done);
        expect(await network.capture(capture(authorized, 500))).toMatchObject(refused);
      });

      it('takes no more than was authorized', async () => {
        const { network, authorized } = await openAuthorized(open, 'manual');
        expect(await network.capture(capture(authorized, 2001))).toMatchObject(refused);
        expect(await network.capture(capture(authorized, 2000))).toEqual(done);
      });

      it('answers a repeated request id as before', async () => {
        const { network, authorized } = await openAuthorized(open, 'manual');
        const request = capture(authorized, 1500);
        expect(await network.capture(request)).toEqual(done);
        expect(await network.capture(request)).toEqual(done);
        const tooLate = capture(authorized, 500);
        expect(await network.capture(tooLate)).toEqual(await network.capture(tooLate));
      });

      it('takes nothing from a declined authorization, another account’s or an unknown one', async () => {
        const { network, declinedCard, authorized } = await openAuthorized(open, 'manual');
        const request = authorization({ card: declinedCard, captureMethod: 'manual' });
        await network.authorize(request);
        expect(await network.capture(capture(request.requestId, 1))).toMatchObject(refused);
        expect(await network.capture({ ...capture(authorized, 1), account: 'acct_other' })).toMatchObject(
          refused,
        );
        expect(await network.capture(capture('unheard of', 1))).toMatchObject(refused);
      });
    });

    describe('reverse', () => {
      it('gives back an authorization once, and for good', async () => {
        const { network, authorized } = await openAuthorized(open, 'manual');
        const request = reversal(authorized);
        expect(await network.reverse(request)).toEqual(done);
        expect(await network.reverse(request)).toEqual(done);
        expect(await network.reverse(reversal(authorized))).toMatchObject(refused);
        expect(await network.capture(capture(authorized, 2000))).toMatchObject(refused);
      });

      it('does not give back what was captured', async () => {
        const { network, authorized } = await openAuthorized(open, 'automatic');
        expect(await network.reverse(reversal(authorized))).toMatchObject(refused);
      });
    });

    describe('refund', () => {
      it('pays back in parts, and no more than was captured', async () => {
        const { network, authorized } = await openAuthorized(open, 'automatic');
        expect(await network.refund(refund(authorized, 1200))).toEqual(done);
        expect(await network.refund(refund(authorized, 801))).toMatchObject(refused);
        expect(await network.refund(refund(authorized, 800))).toEqual(done);
        expect(await network.refund(refund(authorized, 1))).toMatchObject(refused);
      });

      it('pays back a repeated request id once', async () => {
        const { network, authorized } = await openAuthorized(open, 'automatic');
        const request = refund(authorized, 1200);
        await Promise.all(twenty.map(() => network.refund(request)));
        expect(await network.refund(refund(authorized, 800))).toEqual(done);
      });

      it('pays nothing back before a capture', async () => {
        const { network, authorized } = await openAuthorized(open, 'manual');
        expect(await network.refund(refund(authorized, 1))).toMatchObject(refused);
        await network.capture(capture(authorized, 700));
        expect(await network.refund(refund(authorized, 701))).toMatchObject(refused);
        expect(await network.refund(refund(authorized, 700))).toEqual(done);
      });
    });

    describe('news', () => {
      it('does not exist for an ordinary payment and its refund', async () => {
        const { network, authorized } = await openAuthorized(open, 'automatic');
        await network.refund(refund(authorized, 1200));
        expect(await network.news(100)).toEqual([]);
      });

      it('may be acknowledged even if unknown', async () => {
        const { network } = await open();
        await expect(network.acknowledge('unheard of')).resolves.toBeUndefined();
      });
    });

    describe('a lost answer', () => {
      it('can be looked up, and repeating the request returns it too', async () => {
        const { network, goodCard, losingAnswers } = await open();
        const request = authorization({ card: goodCard });
        await losingAnswers(request.account, async () => {
          await expect(network.authorize(request)).rejects.toThrow(NetworkUnavailable);
        });
        const found = await network.lookup(request.requestId);
        expect(found).toMatchObject({ outcome: 'approved' });
        expect(await network.authorize(request)).toEqual(found);
      });

      it('of a refund leaves one refund behind', async () => {
        const { network, authorized, losingAnswers } = await openAuthorized(open, 'automatic');
        const request = refund(authorized, 1200);
        await losingAnswers(request.account, async () => {
          await expect(network.refund(request)).rejects.toThrow(NetworkUnavailable);
        });
        expect(await network.refund(request)).toEqual(done);
        expect(await network.refund(refund(authorized, 800))).toEqual(done);
      });
    });

    describe('an outage', () => {
      it('leaves nothing behind', async () => {
        const { network, goodCard, unreachable } = await open();
        const request = authorization({ card: goodCard });
        await unreachable(request.account, async () => {
          await expect(network.authorize(request)).rejects.toThrow(NetworkUnavailable);
        });
        expect(await network.lookup(request.requestId)).toBeNull();
        expect(await network.authorize(request)).toMatchObject({ outcome: 'approved' });
      });
    });

    describe('lookup', () => {
      it('returns the recorded answers after a restart', async () => {
        const { network, goodCard, declinedCard, restart } = await open();
        const approved = authorization({ card: goodCard });
        const declined = authorization({ card: declinedCard });
        const paidBack = refund(approved.requestId, 100);
        const answers = [
          await network.authorize(approved),
          await network.authorize(declined),
          await network.refund(paidBack),
        ];
        const restarted = await restart();
        const found = [approved, declined, paidBack].map(({ requestId }) => restarted.lookup(requestId));
        expect(await Promise.all(found)).toEqual(answers);
        expect(await restarted.authorize(approved)).toEqual(answers[0]);
      });

      it('is null for what the network never saw', async () => {
        const { network } = await open();
        expect(await network.lookup('unheard of')).toBeNull();
      });
    });
  });
}

/** A network with an authorization of 2000 minor units. */
async function openAuthorized(open: () => Promise<NetworkUnderTest>, captureMethod: 'automatic' | 'manual') {
  const opened = await open();
  const request = authorization({ card: opened.goodCard, amount: 2000, captureMethod });
  await opened.network.authorize(request);
  return { ...opened, authorized: request.requestId };
}
