import { brandOf, type CardBrand, networksOf } from '@onfile/shared/card-brands.ts';
import { BrandMark, displayName } from '../fields/brand-mark.tsx';
import { CardPicture } from '../fields/icons.tsx';
import type { Model } from './model.ts';

/** Shown while nothing is typed; those after the third take turns in the last place. */
const accepted: readonly CardBrand[] = ['visa', 'mastercard', 'amex'];
const takingTurns: readonly CardBrand[] = ['discover', 'diners', 'jcb', 'unionpay'];

/**
 * At the end of the number: the accepted brands, then the brand of what was typed. For a co-badged card the buyer may
 * choose which network carries the payment.
 */
export function NumberBrands(props: {
  readonly model: Model;
  readonly disabled: boolean;
  readonly onPrefer: (network: string) => void;
}) {
  const { model } = props;
  const digits = model.values.number.replaceAll(' ', '');
  const networks = networksOf(digits);
  if (networks.length > 1) return <NetworkChoice {...props} networks={networks} />;
  if (digits === '') return <AcceptedBrands />;
  const brand = brandOf(digits);
  const faulty = model.faults.number !== undefined;
  return (
    <span class={`p-CardBrand ${faulty ? 'p-CardBrand--invalid' : ''}`}>
      {brand === 'unknown' || faulty ? <CardPicture /> : <BrandMark brand={brand} />}
      {brand !== 'unknown' && <span class="p-Hidden">{displayName(brand)}</span>}
    </span>
  );
}

function AcceptedBrands() {
  return (
    <span class="p-CardBrand p-CardBrands" aria-hidden="true">
      {accepted.map((brand) => (
        <BrandMark key={brand} brand={brand} />
      ))}
      <span class="p-CardBrands-turns">
        {takingTurns.map((brand) => (
          <BrandMark key={brand} brand={brand} />
        ))}
      </span>
    </span>
  );
}

function NetworkChoice(props: {
  readonly model: Model;
  readonly networks: readonly CardBrand[];
  readonly disabled: boolean;
  readonly onPrefer: (network: string) => void;
}) {
  return (
    <fieldset class="p-CardBrandChoice" disabled={props.disabled}>
      <legend class="p-Hidden">{props.model.texts.cardBrand}</legend>
      {props.networks.map((network) => (
        <label key={network} class="p-CardBrandOption">
          <input
            type="radio"
            name="preferredNetwork"
            value={network}
            checked={props.model.preferredNetwork === network}
            onChange={() => props.onPrefer(network)}
          />
          <BrandMark brand={network} />
          <span class="p-Hidden">{displayName(network)}</span>
        </label>
      ))}
    </fieldset>
  );
}
