import { type ApiError, errors } from '@onfile/shared/errors.ts';
import type { z } from 'zod';
import { type Problem, problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** The only translator from schema issues to Stripe's error: unknown parameters first, then the first other issue. */
export function translateIssues(issues: readonly Issue[]): ApiError {
  const flat = issues.flatMap(flatten);
  const unknown = flat.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => bracketed([...issue.path, key])) : [],
  );
  if (unknown.length > 0) return errors.parameterUnknown(unknown);
  const first = flat[0];
  if (first === undefined) return errors.bodyMalformed('it does not have the form of this call.');
  const name = bracketed(first.path);
  switch (first.code) {
    case 'custom':
      return ofProblem(first.params?.problem, first.path);
    case 'invalid_type':
      if (first.input === undefined) return errors.parameterMissing(name);
      return errors.parameterInvalid(first.expected === 'array' ? 'Invalid array' : 'Invalid object', name);
    case 'too_big':
      return errors.parameterInvalid(
        `Array ${name} exceeded maximum ${first.maximum} allowed elements.`,
        name,
      );
    default:
      return errors.parameterInvalid(`Invalid ${name}`, name);
  }
}

/** For a union, reports the branch that got furthest. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branch =
    issue.errors.find((issues) => issues.some((inner) => inner.path.length > 0)) ?? issue.errors[0] ?? [];
  return branch.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

function ofProblem(value: unknown, path: readonly PropertyKey[]): ApiError {
  if (typeof value !== 'object' || value === null || !problem.is(value)) {
    return errors.parameterInvalid(`Invalid ${bracketed(path)}`, bracketed(path));
  }
  const found: Problem = value;
  const name = bracketed(found.key === undefined ? path : [...path, found.key]);
  switch (found.kind) {
    case 'missing':
      return errors.parameterMissing(name);
    case 'empty':
      return errors.parameterEmpty(name);
    case 'unsupported':
      return errors.parameterUnsupported(name);
    case 'choice':
      return errors.parameterInvalid(`Invalid ${name}: must be one of ${inWords(found.choices)}`, name);
    case 'invalid':
      return errors.parameterInvalid(found.message, name, found.code);
  }
}

/** `a, b, or c`; two words without a comma. */
export function inWords(words: readonly string[]): string {
  if (words.length <= 2) return words.join(' or ');
  return `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`;
}

/** `['line_items', 0, 'price']` becomes `line_items[0][price]`. */
export function bracketed(path: readonly PropertyKey[]): string {
  const [first = '', ...rest] = path.map(String);
  return first + rest.map((key) => `[${key}]`).join('');
}
