import type { NewsMatter } from '../network.ts';
import type { CardEntry, LaterNews, MoneyEntry } from './journal-entries.ts';
import type { Aftermath } from './test-card.ts';

/** How long after a refund its outcome arrives, by the clock of the refund's owner. */
const laterSeconds = 2;

/** What follows from money that was taken, by the card's aftermath: at once, because `stripe trigger` asks for it next. */
export function newsOfCapture(authorization: CardEntry, amount: number, now: number): readonly LaterNews[] {
  if (authorization.answer.outcome !== 'approved') return [];
  const matters = aftermaths[authorization.aftermath ?? 'nothing'](authorization.requestId, amount);
  return matters.map((matter, index) => ({
    due: now,
    news: {
      id: `${authorization.requestId}_news_${index + 1}`,
      account: authorization.account,
      happened: now,
      ...matter,
    },
  }));
}

/** What follows from a capture or a refund that was carried out. */
export function newsOfMove(
  move: MoneyEntry,
  authorization: CardEntry | undefined,
  now: number,
): readonly LaterNews[] {
  if (authorization === undefined || move.answer.outcome !== 'done') return [];
  if (move.kind === 'capture') return newsOfCapture(authorization, move.amount, now);
  if (move.kind !== 'refund' || authorization.refundsEnd == null) return [];
  return [
    {
      due: now,
      news: {
        id: `${move.requestId}_end`,
        account: move.account,
        happened: now,
        kind: 'refund',
        refundRequestId: move.requestId,
        status: authorization.refundsEnd,
        afterSeconds: laterSeconds,
      },
    },
  ];
}

type Consequences = (authorizationRequestId: string, amount: number) => readonly NewsMatter[];

const dispute =
  (reason: 'fraudulent' | 'product_not_received', inquiry = false): Consequences =>
  (authorizationRequestId, amount) => [{ kind: 'dispute', authorizationRequestId, reason, inquiry, amount }];

const aftermaths: Readonly<Record<Aftermath, Consequences>> = {
  nothing: () => [],
  dispute: dispute('fraudulent'),
  dispute_not_received: dispute('product_not_received'),
  inquiry: dispute('fraudulent', true),
  fraud_warning: (authorizationRequestId) => [
    { kind: 'fraud_warning', authorizationRequestId, fraudType: 'made_with_stolen_card' },
  ],
  multiple_disputes: (authorizationRequestId, amount) => {
    const half = Math.ceil(amount / 2);
    return [half, amount - half]
      .filter((part) => part > 0)
      .flatMap((part) => dispute('fraudulent')(authorizationRequestId, part));
  },
};
