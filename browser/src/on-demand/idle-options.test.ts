import { afterEach, expect, it, vi } from 'vitest';
import { warnOfIdle } from './idle-options.ts';

afterEach(() => vi.restoreAllMocks());

it('warns of options that nothing reads, by name and once', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const given = {
    layout: 'tabs',
    readonly: true,
    wallets: { applePay: 'never' },
    laoyut: 'tabs',
    toString: 1,
  };
  warnOfIdle('create() of payment', given);
  warnOfIdle('create() of payment', given);
  warnOfIdle('elements()', { clientSecret: 'pi_1_secret_2', loader: 'always' });
  expect(warn.mock.calls.flat()).toEqual([
    'create() of payment: wallets has no effect in this version of Onfile.',
    'Unrecognized create() of payment parameter: laoyut is not a recognized parameter.',
    'Unrecognized create() of payment parameter: toString is not a recognized parameter.',
    'elements(): loader has no effect in this version of Onfile.',
  ]);
});
