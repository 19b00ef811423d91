import { errors } from '@onfile/shared/errors.ts';
import { mergeMetadata } from '../../params/groups.ts';
import type { LineItemParams } from '../../resources/checkout-sessions/params.ts';
import type { SessionLineItem } from '../../resources/checkout-sessions/table.ts';
import { amountIn } from '../../resources/prices/rules.ts';
import { type PriceRow, prices } from '../../resources/prices/table.ts';
import { type ProductRow, products } from '../../resources/products/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import { createInlinePrice } from './create-price.ts';

const adjustableDefaults = { minimum: 0, maximum: 99 } as const;

/**
 * Resolves a session's line items and their common currency when it is created or updated. Writes the prices that
 * `price_data` describes, in the session's transaction. Throws 400 with the line's place in the request.
 */
export async function resolveLineItems(
  call: OpenCall,
  transaction: Transaction,
  given: readonly LineItemParams[],
  wanted: { readonly currency: string | undefined; readonly existing: readonly SessionLineItem[] },
): Promise<{ currency: string; lineItems: SessionLineItem[] }> {
  let currency = wanted.currency;
  const lineItems: SessionLineItem[] = [];
  for (const [index, line] of given.entries()) {
    const at = `line_items[${index}]`;
    const kept = line.id === undefined ? undefined : wanted.existing.find(({ id }) => id === line.id);
    if (line.id !== undefined && kept === undefined)
      throw errors.missingInBody('line item', line.id, `${at}[id]`);
    if (kept !== undefined && line.price === undefined && line.price_data === undefined) {
      lineItems.push(changeLine(kept, line, at));
      continue;
    }
    const { price, product } = await priceOf(call, transaction, line, at);
    currency ??= price.currency;
    const decimal = amountIn(price, currency);
    if (decimal === null) {
      throw errors.parameterInvalid(
        `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
        at,
      );
    }
    const id = kept?.id ?? call.services.ids.next('line_item');
    lineItems.push(newLine(id, line, price, product, decimal, at));
  }
  if (currency === undefined) throw errors.parameterMissing('line_items');
  return { currency, lineItems };
}

async function priceOf(call: OpenCall, transaction: Transaction, line: LineItemParams, at: string) {
  if (line.price !== undefined && line.price_data !== undefined) {
    throw errors.parametersExclusive(['price', 'price_data'], at);
  }
  if (line.price_data !== undefined) {
    const { recurring: _once, ...price } = line.price_data;
    return createInlinePrice(call, transaction, price, `${at}[price_data]`);
  }
  if (line.price === undefined) throw errors.parameterMissing(`${at}[price]`);
  const price = await prices.find(transaction, line.price);
  if (price === undefined) throw errors.missingInBody('price', line.price, `${at}[price]`);
  if (!price.active) {
    throw errors.parameterInvalid(
      'The price specified is inactive. This field only accepts active prices.',
      `${at}[price]`,
    );
  }
  if (price.type === 'recurring') {
    throw errors.parameterInvalid(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      'mode',
    );
  }
  const product = await products.find(transaction, price.product);
  if (product === undefined || product.deleted)
    throw errors.missingInBody('product', price.product, `${at}[price]`);
  if (!product.active) {
    throw errors.parameterInvalid(
      `Price \`${price.id}\` is not available to be purchased because its product is not active.`,
      `${at}[price]`,
    );
  }
  return { price, product };
}

function newLine(
  id: string,
  line: LineItemParams,
  price: PriceRow,
  product: ProductRow,
  decimal: string,
  at: string,
): SessionLineItem {
  if (line.quantity === undefined) throw errors.parameterMissing(`${at}[quantity]`);
  return {
    id,
    price: price.id,
    product: product.id,
    name: product.name,
    description: product.description,
    images: product.doc.images,
    unit_label: product.doc.unit_label,
    unit_amount_decimal: decimal,
    quantity: line.quantity,
    adjustable_quantity: adjustableOf(line, line.quantity, at),
    metadata: mergeMetadata({}, line.metadata),
  };
}

function changeLine(line: SessionLineItem, change: LineItemParams, at: string): SessionLineItem {
  const quantity = change.quantity ?? line.quantity;
  return {
    ...line,
    quantity,
    adjustable_quantity:
      change.adjustable_quantity === undefined
        ? line.adjustable_quantity
        : adjustableOf(change, quantity, at),
    metadata: mergeMetadata(line.metadata, change.metadata),
  };
}

/** Throws 400 for bounds that exclude the quantity itself. */
function adjustableOf(
  { adjustable_quantity: given }: LineItemParams,
  quantity: number,
  at: string,
): SessionLineItem['adjustable_quantity'] {
  if (given === undefined || !given.enabled) return null;
  const minimum = given.minimum ?? adjustableDefaults.minimum;
  const maximum = given.maximum ?? adjustableDefaults.maximum;
  if (quantity > maximum) {
    throw errors.parameterInvalid(
      `The maximum of an adjustable quantity must be at least the quantity, ${quantity}: it is ${maximum}.`,
      `${at}[adjustable_quantity][maximum]`,
    );
  }
  if (quantity < minimum) {
    throw errors.parameterInvalid(
      `The minimum of an adjustable quantity must be at most the quantity, ${quantity}: it is ${minimum}.`,
      `${at}[adjustable_quantity][minimum]`,
    );
  }
  return { minimum, maximum };
}
