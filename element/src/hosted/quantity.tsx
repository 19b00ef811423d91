import type { CheckoutPageLineItem } from '@onfile/shared/checkout-page.ts';
import { fill } from '../texts/texts.ts';
import type { HostedTexts } from './texts.ts';

interface Props {
  readonly line: CheckoutPageLineItem;
  readonly limits: NonNullable<CheckoutPageLineItem['adjustable_quantity']>;
  readonly busy: boolean;
  readonly texts: HostedTexts;
  readonly onChange: (quantity: number) => void;
}

/** The quantity between a minus and a plus button. */
export function Quantity({ line, limits, busy, texts, onChange }: Props) {
  const { name, quantity } = line;
  const step = (to: number) => {
    if (!busy && to >= limits.minimum && to <= limits.maximum) onChange(to);
  };
  // Not `disabled`, so that the button that reaches the limit keeps the focus.
  return (
    <span class="Quantity">
      <button
        type="button"
        class="Quantity-step"
        aria-label={fill(texts.fewer, { name })}
        aria-disabled={quantity <= limits.minimum}
        onClick={() => step(quantity - 1)}
      >
        −
      </button>
      <output class="Quantity-count">{quantity}</output>
      <button
        type="button"
        class="Quantity-step"
        aria-label={fill(texts.more, { name })}
        aria-disabled={quantity >= limits.maximum}
        onClick={() => step(quantity + 1)}
      >
        +
      </button>
    </span>
  );
}
