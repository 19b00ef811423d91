import type { ApiError } from '@onfile/shared/errors.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clearableGroup, clearableListOf, createdFilter, fields, group, listOf } from './fields.ts';
import { decodeForm } from './form.ts';
import { mergeMetadata } from './groups.ts';
import { paging } from './lists.ts';
import { ownParams } from './params.ts';

const schema = ownParams({
  amount: fields.amount().optional(),
  choice: fields.choice(['a', 'b', 'c']).optional(),
  created: createdFilter,
  currency: fields.currency().optional(),
  decimal: fields.decimal().optional(),
  either: fields.choice(['y', 'x']).optional(),
  email: fields.email().optional(),
  flag: fields.boolean().optional(),
  items: listOf(group({ price: fields.text(), quantity: fields.integer(1).optional() }), 3).optional(),
  later: fields.unsupported(),
  lists: fields.unsupported('never', 'web'),
  metadata: fields.metadata().optional(),
  name: fields.clearableText(10).optional(),
  nothing: clearableGroup({ a: fields.text().optional() }).optional(),
  tags: clearableListOf(fields.text()).optional(),
  return_url: fields.returnUrl().optional(),
  url: fields.url().optional(),
  whole: fields.integer(1, 99).optional(),
});

function read(encoded: string) {
  return schema.read(decodeForm(encoded));
}

describe('a parameter', () => {
  it.each([
    ['amount=0', { amount: 0 }],
    ['amount=99999999', { amount: 99_999_999 }],
    ['whole=99', { whole: 99 }],
    ['decimal=0.500000000001', { decimal: '0.500000000001' }],
    ['flag=true', { flag: true }],
    ['flag=False', { flag: false }],
    ['currency=EUR', { currency: 'eur' }],
    ['email=jenny@example.com', { email: 'jenny@example.com' }],
    [
      'url=https://example.com/?s={CHECKOUT_SESSION_ID}',
      { url: 'https://example.com/?s={CHECKOUT_SESSION_ID}' },
    ],
    ['url=http://localhost:4242', { url: 'http://localhost:4242' }],
    ['return_url=shop.example://paid?a=b', { return_url: 'shop.example://paid?a=b' }],
    ['choice=b', { choice: 'b' }],
    ['name=42', { name: '42' }],
    ['name=', { name: null }],
    ['nothing=', { nothing: null }],
    ['tags=', { tags: [] }],
    ['tags[]=x&tags[]=y', { tags: ['x', 'y'] }],
    [
      'items[0][price]=a&items[2][price]=b&items[2][quantity]=2',
      { items: [{ price: 'a' }, { price: 'b', quantity: 2 }] },
    ],
    ['metadata[a]=1&metadata[b]=', { metadata: { a: '1', b: null } }],
    ['metadata[0]=first&metadata[17]=x', { metadata: { 0: 'first', 17: 'x' } }],
    ['metadata=', { metadata: null }],
    ['created=5', { created: { gte: 5, lte: 5 } }],
    ['lists=web', { lists: null }],
    ['lists[name]=never&lists[address]=never', { lists: null }],
    ['created[gt]=5&created[lte]=9', { created: { gt: 5, lte: 9 } }],
  ])('is read from %s', (encoded, value) => {
    expect(read(encoded)).toEqual(value);
  });

  it.each([
    ['amount=-1', 'amount', 'parameter_invalid_integer', 'This value must be greater than or equal to 0.'],
    ['amount=1.5', 'amount', 'parameter_invalid_integer', 'Invalid integer: 1.5'],
    ['amount=abc', 'amount', 'parameter_invalid_integer', 'Invalid integer: abc'],
    ['amount=1e3', 'amount', 'parameter_invalid_integer', 'Invalid integer: 1e3'],
    ['amount=100000000', 'amount', 'amount_too_large', 'Amount must be no more than $999,999.99'],
    ['amount[a]=1', 'amount', 'parameter_invalid_integer', 'Invalid integer: {"a":"1"}'],
    [
      'amount=',
      'amount',
      'parameter_invalid_empty',
      "You passed an empty string for 'amount'. We assume empty values are an attempt to unset a parameter; however 'amount' cannot be unset. You should remove 'amount' from your request or supply a non-empty value.",
    ],
    ['whole=0', 'whole', 'parameter_invalid_integer', 'This value must be greater than or equal to 1.'],
    ['whole=100', 'whole', 'parameter_invalid_integer', 'This value must be less than or equal to 99.'],
    ['flag=maybe', 'flag', undefined, 'Invalid boolean: maybe'],
    ['flag=constructor', 'flag', undefined, 'Invalid boolean: constructor'],
    [
      `decimal=${'0'.repeat(30)}1.5`,
      'decimal',
      undefined,
      `Invalid decimal: ${'0'.repeat(30)}1.5; must be a non-negative decimal with at most 12 decimal places`,
    ],
    ['name[]=wrong&name[]=type', 'name', undefined, 'Invalid string: {"0":"wrong","1":"type"}'],
    ['email=foo', 'email', 'email_invalid', 'Invalid email address: foo'],
    [
      'url=example.com',
      'url',
      'url_invalid',
      'Invalid URL: An explicit scheme (such as https) must be provided.',
    ],
    ['url=ftp://example.com', 'url', 'url_invalid', 'Not a valid URL'],
    ['url=shop://paid', 'url', 'url_invalid', 'Not a valid URL'],
    ['url=https://example.com/%0d%0aSet-Cookie:a', 'url', 'url_invalid', 'Not a valid URL'],
    ['url=https://example.com/%09a', 'url', 'url_invalid', 'Not a valid URL'],
    ['return_url=shop://paid%0a', 'return_url', 'url_invalid', 'Not a valid URL'],
    ['return_url=javascript://%2525250aalert(1)', 'return_url', 'url_invalid', 'Not a valid URL'],
    ['url=https://', 'url', 'url_invalid', 'Not a valid URL'],
    ['choice=d', 'choice', undefined, 'Invalid choice: must be one of a, b, or c'],
    ['either=z', 'either', undefined, 'Invalid either: must be one of x or y'],
    ['items=x', 'items', undefined, 'Invalid array'],
    ['items[price]=x', 'items', undefined, 'Invalid array'],
    ['items[0]=x', 'items[0]', undefined, 'Invalid object'],
    [
      'items[0][quantity]=2',
      'items[0][price]',
      'parameter_missing',
      'Missing required param: items[0][price].',
    ],
    [
      'items[0][price]=a&items[1][price]=b&items[1][quantity]=x',
      'items[1][quantity]',
      'parameter_invalid_integer',
      'Invalid integer: x',
    ],
    [
      [0, 1, 2, 3].map((index) => `items[${index}][price]=a`).join('&'),
      'items',
      undefined,
      'Array items exceeded maximum 3 allowed elements.',
    ],
    ['foo=1', 'foo', 'parameter_unknown', 'Received unknown parameter: foo'],
    ['foo=1&bar=2', 'foo', 'parameter_unknown', 'Received unknown parameters: foo, bar'],
    [
      'items[0][price]=a&items[0][foo]=1',
      'items[0][foo]',
      'parameter_unknown',
      'Received unknown parameter: items[0][foo]',
    ],
    ['toString=1', 'toString', 'parameter_unknown', 'Received unknown parameter: toString'],
    ['amount=x&foo=1', 'foo', 'parameter_unknown', 'Received unknown parameter: foo'],
    [
      'later=1',
      'later',
      'parameter_unknown',
      'Onfile does not support the parameter later yet. Remove it from your request.',
    ],
    ['created[foo]=1', 'created[foo]', 'parameter_unknown', 'Received unknown parameter: created[foo]'],
    ['created=x', 'created', 'parameter_invalid_integer', 'Invalid integer: x'],
    ['created[gt]=x', 'created[gt]', 'parameter_invalid_integer', 'Invalid integer: x'],
    ['metadata=x', 'metadata', undefined, 'Invalid object'],
    ['metadata[a][b]=x', 'metadata[a]', undefined, 'Invalid string: {"b":"x"}'],
    [
      `metadata[${'k'.repeat(41)}]=v`,
      'metadata',
      undefined,
      `Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters. Invalid key: ${'k'.repeat(41)}`,
    ],
    [
      `metadata[k]=${'v'.repeat(501)}`,
      'metadata',
      undefined,
      `Metadata values can have up to 500 characters, but you passed in a value that is 501 characters. Invalid value: ${'v'.repeat(501)}`,
    ],
    [
      Array.from({ length: 51 }, (_, index) => `metadata[k${index}]=v`).join('&'),
      'metadata',
      undefined,
      'Metadata can have up to 50 keys, but you passed in 51 keys.',
    ],
  ])('is refused for %s', (encoded, param, code, message) => {
    expect(refusalOf(encoded)).toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      message,
      attributes: { param, ...(code === undefined ? {} : { code }) },
    });
    if (code === undefined) expect(refusalOf(encoded).attributes.code).toBeUndefined();
  });

  it.each([
    'later=',
    'later=false',
    'later=False',
    'later[enabled]=false',
    'later[enabled]=false&later[liability][type]=account&later[data][footer]=x',
    'later[recovery][enabled]=false&later[recovery][allow_promotion_codes]=true',
    'later[a][enabled]=false&later[b]=',
    'later[0]=',
  ])('that Onfile does not have may be declined: %s', (encoded) => {
    expect(read(encoded)).toEqual({ later: null });
  });

  it.each([
    'later=true',
    'later=never',
    'later[enabled]=true&later[a]=',
    'later[a][enabled]=false&later[b][enabled]=true',
    'later[0]=x',
    'lists[name]=auto',
  ])('that Onfile does not have is refused by name: %s', (encoded) => {
    const param = encoded.startsWith('later') ? 'later' : 'lists';
    expect(refusalOf(encoded)).toMatchObject({
      message: `Onfile does not support the parameter ${param} yet. Remove it from your request.`,
      attributes: { param },
    });
  });

  it('names every currency when one is unknown', () => {
    const { message, attributes } = refusalOf('currency=xxx');
    expect(message).toMatch(
      /^Invalid currency: xxx\. Stripe currently supports these currencies: usd, aed, /,
    );
    expect(attributes).toMatchObject({ param: 'currency' });
  });

  it('is required unless it says otherwise', () => {
    const required = ownParams({ name: fields.text(), box: group({ size: fields.integer() }) });
    expect(() => required.read(decodeForm('box[size]=1'))).toThrow('Missing required param: name.');
    expect(() => required.read(decodeForm('name=a'))).toThrow('Missing required param: box.');
  });

  it.each([
    ['0', 1],
    ['-1', 1],
    ['1', 1],
    ['100', 100],
    ['1000', 100],
    ['99999999999999999999', 100],
  ])('a limit of %s is clamped to %i', (given, limit) => {
    expect(z.object(paging).parse({ limit: given })).toMatchObject({ limit });
  });
});

describe('a change of metadata', () => {
  it.each([
    [undefined, { a: '1', b: '2' }],
    [null, {}],
    [{}, { a: '1', b: '2' }],
    [{ a: null }, { b: '2' }],
    [
      { a: '3', c: '4' },
      { a: '3', b: '2', c: '4' },
    ],
  ])('%j merges by key', (change, after) => {
    expect(mergeMetadata({ a: '1', b: '2' }, change)).toEqual(after);
  });
});

function refusalOf(encoded: string): ApiError {
  try {
    read(encoded);
  } catch (error) {
    if (error instanceof Error && error.name === 'ApiError') return error as ApiError;
    throw error;
  }
  throw new Error('The parameters were not refused.');
}
