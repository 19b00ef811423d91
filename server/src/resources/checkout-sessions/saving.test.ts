import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statedConsent } from '../consents/stated-consent.ts';
import {
  agreedUses,
  decideSaving,
  type Saving,
  type SavingQuestion,
  savingInSetup,
  savingWithoutCheckout,
} from './saving.ts';

const [yes, no, unasked] = [true, false, null];
const [onSession, offSession] = ['on_session', 'off_session'] as const;

type Row = readonly [
  customer: boolean,
  offered: boolean,
  savePaymentMethod: boolean | null,
  usage: SavingQuestion['usage'],
  attach: boolean,
  allowRedisplay: Saving['allowRedisplay'],
  setupFutureUsage: Saving['setupFutureUsage'],
];

/** Every combination, if the merchant does not set `allow_redisplay`. */
const table: readonly Row[] = [
  // There is nobody to save to: the buyer's answer changes nothing.
  ...[yes, no].flatMap((offered) =>
    [yes, no, unasked].flatMap((answer): Row[] => [
      [no, offered, answer, null, no, 'unspecified', null],
      [no, offered, answer, onSession, no, 'limited', onSession],
      [no, offered, answer, offSession, no, 'limited', offSession],
    ]),
  ),
  // There is a customer, but saving is not offered: the answer changes nothing here either.
  ...[yes, no, unasked].flatMap((answer): Row[] => [
    [yes, no, answer, null, no, 'unspecified', null],
    [yes, no, answer, onSession, yes, 'limited', onSession],
    [yes, no, answer, offSession, yes, 'limited', offSession],
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
  savePaymentMethod: fc.constantFrom(yes, no, unasked),
  usage: fc.constantFrom(null, onSession, offSession),
  override: fc.constantFrom(null, 'always', 'limited', 'unspecified'),
});

describe('saving a new card', () => {
  it('is decided for every combination', () => {
    const combinations = table.map((row) => row.slice(0, 4).join());
    expect(new Set(combinations).size).toBe(2 * 2 * 3 * 3);
  });

  it.each(table)(
    'with customer %s, offered %s, answer %s, usage %s: attached %s, %s, %s',
    (customer, offered, savePaymentMethod, usage, attach, allowRedisplay, setupFutureUsage) => {
      const saving = decideSaving({ customer, offered, savePaymentMethod, usage, override: null });
      expect(saving).toEqual({ attach, allowRedisplay, setupFutureUsage });
    },
  );

  it('shows a card again only by consent or by the merchant’s own setting, and never after a refusal', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { allowRedisplay } = decideSaving(asked);
        if (allowRedisplay !== 'always') return;
        const consented = asked.customer && asked.offered && asked.savePaymentMethod === true;
        expect(consented || asked.override === 'always').toBe(true);
        expect(asked.savePaymentMethod).not.toBe(false);
      }),
    );
  });

  it('attaches only to a customer who agreed, or whose merchant asked for a later use', () => {
    fc.assert(
      fc.property(question, (asked) => {
        if (!decideSaving(asked).attach) return;
        expect(asked.customer).toBe(true);
        expect((asked.offered && asked.savePaymentMethod === true) || asked.usage !== null).toBe(true);
      }),
    );
  });

  it('lets the merchant’s redisplay setting change nothing else', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { allowRedisplay: _, ...given } = decideSaving(asked);
        const { allowRedisplay: __, ...without } = decideSaving({ ...asked, override: null });
        expect(given).toEqual(without);
      }),
    );
  });

  it.each(['limited', 'unspecified'] as const)(
    'the merchant may always restrict redisplay: %s',
    (override) => {
      fc.assert(
        fc.property(question, (asked) => {
          expect(decideSaving({ ...asked, override }).allowRedisplay).toBe(override);
        }),
      );
    },
  );
});

const newCard = { customer: null, allow_redisplay: 'limited' };
const savedCard = { customer: 'cus_1', allow_redisplay: 'always' };

describe('saving a card without Checkout', () => {
  it('attaches a new card to the customer for a future usage, and keeps its owner’s redisplay setting', () => {
    expect(savingWithoutCheckout('cus_1', newCard, 'on_session')).toEqual({
      attach: true,
      allowRedisplay: 'limited',
      setupFutureUsage: 'on_session',
    });
    expect(savingWithoutCheckout('cus_1', newCard, null).attach).toBe(false);
    expect(savingWithoutCheckout(null, newCard, 'on_session').attach).toBe(false);
    expect(savingWithoutCheckout('cus_1', savedCard, 'on_session').attach).toBe(false);
  });
});

describe('saving a card in setup mode', () => {
  it('shows it again on a checkout page, unless the merchant says otherwise', () => {
    const shown = (session: Parameters<typeof savingInSetup>[3]) =>
      savingInSetup('cus_1', newCard, 'off_session', session).allowRedisplay;
    expect(shown(null)).toBe('limited');
    expect(shown({ allow_redisplay: null })).toBe('always');
    expect(shown({ allow_redisplay: 'unspecified' })).toBe('unspecified');
  });

  it('attaches it if there is a customer and it was not attached before', () => {
    expect(savingInSetup('cus_1', newCard, 'off_session', null).attach).toBe(true);
    expect(savingInSetup(null, newCard, 'off_session', null).attach).toBe(false);
    expect(savingInSetup('cus_1', savedCard, 'off_session', null).attach).toBe(false);
  });
});

describe('the uses that were agreed to', () => {
  const byServer = statedConsent(undefined);
  const byBox = statedConsent({ source: 'element', terms_shown: false });
  const byTerms = statedConsent({ source: 'element', terms_shown: true });

  it('include charges while the customer is away by the terms or at the merchant’s request', () => {
    expect(agreedUses(byTerms, 'limited', 'on_session')).toEqual(['off_session']);
    expect(agreedUses(byServer, 'limited', 'off_session')).toEqual(['off_session']);
    expect(agreedUses(byBox, 'always', null)).toEqual(['redisplay']);
  });

  it('never include a redisplay that the buyer was not asked about', () => {
    expect(agreedUses(byServer, 'always', null)).toEqual([]);
    expect(agreedUses(byTerms, 'always', null)).toEqual(['redisplay', 'off_session']);
  });
});
