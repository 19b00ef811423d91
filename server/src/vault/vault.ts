import { channel } from 'node:diagnostics_channel';
import { CardNumber, SecurityCode } from './card-number.ts';
import { fingerprinter, requestDigester } from './fingerprint.ts';
import type { KeyRing } from './keys.ts';
import { keyIdOf, open, seal, VaultError } from './seal.ts';

/** What a sealed value belongs to; it opens for nothing else. */
export interface Binding {
  readonly account: string;
  readonly livemode: boolean;
  /** `pm_…` */
  readonly paymentMethod: string;
}

export interface SecretBinding {
  readonly account: string;
  readonly livemode: boolean;
  readonly owner: string;
}

/** Keeps card data: seals it for the store and opens it for the network. Throws `VaultError` if a seal does not open. */
export interface Vault {
  sealCard(number: CardNumber, binding: Binding): string;
  openCard(sealed: string, binding: Binding): Promise<CardNumber>;
  sealSecurityCode(code: SecurityCode, binding: Binding): string;
  openSecurityCode(sealed: string, binding: Binding): Promise<SecurityCode>;
  /** Seals something other than a card, such as a webhook's secret; `owner` is the id of the row that holds it. */
  sealSecret(secret: string, binding: SecretBinding): string;
  openSecret(sealed: string, binding: SecretBinding): Promise<string>;
  /** 16 letters or digits: the same for the same number within an account and mode, and nowhere else. */
  fingerprint(number: CardNumber, owner: { readonly account: string; readonly livemode: boolean }): string;
  /** The same for the same request parameters, which it does not reveal. */
  digestRequest(parameters: string): string;
}

/** Publishes `seal` or `open` for each one, so that a request's cost can be counted. */
const sealing = channel('onfile.seal');

export function createVault(keys: KeyRing): Vault {
  const sealText = (kind: string, text: string, binding: Binding) => {
    sealing.publish('seal');
    return seal(keys.newest('card'), Buffer.from(text), bindingText(kind, binding));
  };
  const openText = async (kind: string, sealed: string, binding: Binding) => {
    sealing.publish('open');
    return open(await keys.byId(keyIdOf(sealed)), sealed, bindingText(kind, binding)).toString();
  };
  return {
    sealCard: (number, binding) => sealText('card number', number.reveal(), binding),
    openCard: async (sealed, binding) => {
      const number = CardNumber.parse(await openText('card number', sealed, binding));
      if (typeof number === 'string') throw new VaultError();
      return number;
    },
    sealSecurityCode: (code, binding) => sealText('security code', code.reveal(), binding),
    openSecurityCode: async (sealed, binding) => {
      const code = SecurityCode.parse(await openText('security code', sealed, binding));
      if (typeof code === 'string') throw new VaultError();
      return code;
    },
    sealSecret: (secret, { owner, ...scope }) =>
      sealText('secret', secret, { ...scope, paymentMethod: owner }),
    openSecret: (sealed, { owner, ...scope }) =>
      openText('secret', sealed, { ...scope, paymentMethod: owner }),
    fingerprint: fingerprinter(keys.newest('fingerprint')),
    digestRequest: requestDigester(keys.newest('fingerprint')),
  };
}

function bindingText(kind: string, { account, livemode, paymentMethod }: Binding): string {
  return `onfile ${kind} ${account} ${livemode ? 'live' : 'test'} ${paymentMethod}`;
}
