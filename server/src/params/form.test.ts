import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeForm, type Form, type FormValue, formLimits } from './form.ts';

/** Encodes as the official clients do. */
function encode(form: Form): string {
  const pairs = (name: string, value: FormValue): string[] =>
    typeof value === 'string'
      ? [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`]
      : Object.entries(value).flatMap(([key, inner]) => pairs(`${name}[${key}]`, inner));
  return Object.entries(form)
    .flatMap(([name, value]) => pairs(name, value))
    .join('&');
}

const text = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((value) => !value.includes('\u0000'));
const key = text.filter((value) => value !== '' && !/[[\]]/.test(value) && value !== '__proto__');
const { form } = fc.letrec<{ value: FormValue; form: Form }>((tie) => ({
  value: fc.oneof({ weight: 3, arbitrary: text }, tie('form')),
  form: fc.dictionary(key, tie('value'), {
    minKeys: 1,
    maxKeys: 4,
    depthIdentifier: 'form',
    noNullPrototype: true,
  }),
}));
const shallow = form.filter((value) => depthOf(value) <= formLimits.depth);

function depthOf(value: FormValue): number {
  return typeof value === 'string' ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('a form', () => {
  it('decodes to what was encoded, whatever its names and values', () => {
    fc.assert(fc.property(shallow, (value) => isDeepStrictEqual(decodeForm(encode(value)), value)));
  });

  it('is either refused or decoded, whatever the bytes', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'ab01[]=&%5B5D+_c3.\u0000é') });
    fc.assert(
      fc.property(noise, (bytes) => {
        try {
          return typeof decodeForm(bytes) === 'object';
        } catch (error) {
          return error instanceof Error && error.name === 'ApiError';
        }
      }),
    );
  });

  it.each<[string, Form]>([
    ['', {}],
    ['&', {}],
    ['a=', { a: '' }],
    ['a', { a: '' }],
    ['a=1&a=2', { a: '2' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=x]=y', { a: 'x]=y' }],
    ['a=1+2%2B3', { a: '1 2+3' }],
    ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
    ['a%5Bb%5D%5B0%5D=1', { a: { b: { 0: '1' } } }],
    ['a[0]=x&a[1]=y', { a: { 0: 'x', 1: 'y' } }],
    ['a[1]=y&a[0]=x', { a: { 0: 'x', 1: 'y' } }],
    ['a[]=x&a[]=y', { a: { 0: 'x', 1: 'y' } }],
    ['a[3]=x&a[]=y', { a: { 3: 'x', 4: 'y' } }],
    ['a[][b]=1&a[][c]=2&a[][b]=3', { a: { 0: { b: '1', c: '2' }, 1: { b: '3' } } }],
    ['a[][b][c]=1&a[][b][d]=2&a[][b][c]=3', { a: { 0: { b: { c: '1', d: '2' } }, 1: { b: { c: '3' } } } }],
    ['a[][b][]=1&a[][b][]=2', { a: { 0: { b: { 0: '1', 1: '2' } } } }],
    ['metadata[6735]=order&metadata[007]=bond', { metadata: { 6735: 'order', '007': 'bond' } }],
    ['metadata[constructor]=Ferrari', { metadata: { constructor: 'Ferrari' } }],
    ['a=%F0%9F%92%B3%0A%3Cb%3E', { a: '💳\n<b>' }],
  ])('reads %s', (encoded, decoded) => {
    expect(decodeForm(encoded)).toEqual(decoded);
  });

  it.each([
    ['a[b=1', 'Invalid parameter name: a[b'],
    ['a]b=1', 'Invalid parameter name: a]b'],
    ['a[b]c=1', 'Invalid parameter name: a[b]c'],
    ['a[[b]]=1', 'Invalid parameter name: a[[b]]'],
    ['[a]=1', 'Invalid parameter name: [a]'],
    ['=1', 'Invalid parameter name: '],
    ['a=1&a[b]=2', 'Invalid object: a[b] is given both as text and as a group.'],
    ['a[b]=2&a=1', 'Invalid object: a is given both as text and as a group.'],
    ['__proto__[admin]=1', 'Received unknown parameter: __proto__[admin]'],
    ['a[__proto__][admin]=1', 'Received unknown parameter: a[__proto__][admin]'],
    ['a[%5F_proto__]=1', 'Received unknown parameter: a[__proto__]'],
    [`a${'[b]'.repeat(10)}=1`, `Parameters can be nested up to 10 levels: a${'[b]'.repeat(10)}`],
    ['a=%E0%A4%A', 'Invalid request body: it is not valid percent-encoded UTF-8.'],
    ['a=%FF', 'Invalid request body: it is not valid percent-encoded UTF-8.'],
    ['a=%00', 'Invalid request body: it contains a NUL character.'],
    ['a%00=1', 'Invalid request body: it contains a NUL character.'],
  ])('refuses %s', (encoded, message) => {
    expect(() => decodeForm(encoded)).toThrow(message);
  });

  it('is refused with more than 5000 parameters', () => {
    const encoded = 'a=1&'.repeat(formLimits.parameters);
    expect(decodeForm(encoded)).toEqual({ a: '1' });
    expect(() => decodeForm(`${encoded}a=1`)).toThrow('more than 5000 parameters.');
  });

  it('leaves the prototype of all objects alone', () => {
    expect(() => decodeForm('a[__proto__][polluted]=1')).toThrow();
    decodeForm('a[constructor][prototype][polluted]=1');
    expect('polluted' in {}).toBe(false);
  });
});
