import { currencies } from '@onfile/shared/money.ts';

const mark = Symbol('problem');

/** What is wrong with one parameter, before its place in the request is known. */
export interface Problem {
  readonly [mark]: true;
  readonly kind: 'missing' | 'empty' | 'unsupported' | 'invalid' | 'choice';
  readonly message: string;
  readonly code: string | undefined;
  /** A key inside the parameter, if it is a group that is read as a whole. */
  readonly key: string | undefined;
  readonly choices: readonly string[];
  at(key: string): Problem;
}

function make(
  kind: Problem['kind'],
  message = '',
  code?: string,
  choices: readonly string[] = [],
  key?: string,
): Problem {
  return {
    [mark]: true,
    kind,
    message,
    code,
    choices,
    key,
    at: (below) => make(kind, message, code, choices, below),
  };
}

export const problem = {
  missing: () => make('missing'),
  empty: () => make('empty'),
  unsupported: () => make('unsupported'),
  invalid: (message: string, code?: string) => make('invalid', message, code),
  choice: (choices: readonly string[]) => make('choice', '', undefined, choices),
  is: (value: object): value is Problem => mark in value,
  currencies: currencies.join(', '),
} as const;
