import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideSaving, type Saving, type SavingQuestion } from './saving.ts';

const [yes, no, unasked] = [true, false, null];
const [onSession, offSession] = ['on_session', 'off_session'] as const;

type Row = readonly [
  customer: boolean,
  offered: boolean,
  agreed: boolean | null,
  usage: SavingQuestion['usage'],
  attach: boolean,
  allowRedisplay: Saving['allowRedisplay'],
  setupFutureUsage: Saving['setupFutureUsage'],
];

/** Every combination, without a word of the merchant on `allow_redisplay`. */
const table: readonly Row[] = [
  // Nobody to save to: an answer of the buyer changes nothing.
  ...[yes, no].flatMap((offered) =>
    [yes, no, unasked].flatMap((agreed): Row[] => [
      [no, offered, agreed, null, no, 'unspecified', null],
      [no, offered, agreed, onSession, no, 'limited', onSession],
      [no, offered, agreed, offSession, no, 'limited', offSession],
    ]),
  ),
  // A customer, and saving is not offered: neither does it here.
  ...[yes, no, unasked].flatMap((agreed): Row[] => [
    [yes, no, agreed, null, no, 'unspecified', null],
    [yes, no, agreed, onSession, yes, 'limited', onSession],
    [yes, no, agreed, offSession, yes, 'limited', offSession],
  ]),
  // A customer who was asked and said yes
  [yes, yes, yes, null, yes, 'always', offSession],
  [yes, yes, yes, onSession, yes, 'always', offSession],
  [yes, yes, yes, offSession, yes, 'always', offSession],
  // … who said no
  [yes, yes, no, null, no, 'limited', null],
  [yes, yes, no, onSession, yes, 'limited', onSession],
  [yes, yes, no, offSession, yes, 'limited', offSession],
  // … who was not asked after all
  [yes, yes, unasked, null, no, 'unspecified', null],
  [yes, yes, unasked, onSession, yes, 'limited', onSession],
  [yes, yes, unasked, offSession, yes, 'limited', offSession],
];

const question = fc.record<SavingQuestion>({
  customer: fc.boolean(),
  offered: fc.boolean(),
  agreed: fc.constantFrom(yes, no, unasked),
  usage: fc.constantFrom(null, onSession, offSession),
  override: fc.constantFrom(null, 'always', 'limited', 'unspecified'),
});

describe('saving a new card', () => {
  it('is decided for every combination', () => {
    const combinations = table.map((row) => row.slice(0, 4).join());
    expect(new Set(combinations).size).toBe(2 * 2 * 3 * 3);
  });

  it.each(table)(
    'with customer %s, offered %s, agreed %s, usage %s: attached %s, %s, %s',
    (customer, offered, agreed, usage, attach, allowRedisplay, setupFutureUsage) => {
      const saving = decideSaving({ customer, offered, agreed, usage, override: null });
      expect(saving).toEqual({ attach, allowRedisplay, setupFutureUsage });
    },
  );

  it('shows a card again only by consent or by the merchant’s own word, and never after a no', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { allowRedisplay } = decideSaving(asked);
        if (allowRedisplay !== 'always') return;
        const consented = asked.customer && asked.offered && asked.agreed === true;
        expect(consented || asked.override === 'always').toBe(true);
        expect(asked.agreed).not.toBe(false);
      }),
    );
  });

  it('attaches only to a customer, who agreed or whose merchant asked for a later use', () => {
    fc.assert(
      fc.property(question, (asked) => {
        if (!decideSaving(asked).attach) return;
        expect(asked.customer).toBe(true);
        expect((asked.offered && asked.agreed === true) || asked.usage !== null).toBe(true);
      }),
    );
  });

  it('lets the merchant’s word on redisplay change nothing else', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { allowRedisplay: _, ...given } = decideSaving(asked);
        const { allowRedisplay: __, ...without } = decideSaving({ ...asked, override: null });
        expect(given).toEqual(without);
      }),
    );
  });

  it.each(['limited', 'unspecified'] as const)('the merchant may always show less: %s', (override) => {
    fc.assert(
      fc.property(question, (asked) => {
        expect(decideSaving({ ...asked, override }).allowRedisplay).toBe(override);
      }),
    );
  });
});
