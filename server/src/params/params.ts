import { z } from 'zod';
import type { Form } from './form.ts';
import { translateIssues } from './translate-issues.ts';

export interface ParamsSchema<Output> {
  /** Throws Stripe's error for the first thing that is wrong. */
  read(form: Form): Output;
}

/** One schema per parameter of the official type, and no others; the pipeline reads `expand`. */
type ShapeOf<Official> = { readonly [Name in Exclude<keyof Official, 'expand'>]-?: z.ZodType };

/**
 * The parameters of one call, checked against the official SDK's type: a parameter that the type names and the schema does
 * not is a compile error, and so is one that the type does not know. `params<Stripe.CustomerCreateParams>()({…})`.
 */
export function params<Official extends object>() {
  return <const Shape extends ShapeOf<Official>>(
    shape: Shape & { readonly [Extra in Exclude<keyof Shape, keyof Official>]: never },
  ): ParamsSchema<z.output<z.ZodObject<Shape>>> => schemaOf(z.strictObject<Shape>(shape));
}

/** Parameters of a call that no official client makes: Onfile's own and the private page calls. */
export function ownParams<const Shape extends z.ZodRawShape>(
  shape: Shape,
): ParamsSchema<z.output<z.ZodObject<Shape>>> {
  return schemaOf(z.strictObject<Shape>(shape));
}

function schemaOf<Output>(schema: z.ZodType<Output>): ParamsSchema<Output> {
  return {
    read: (form) => {
      const result = schema.safeParse(form, { reportInput: true });
      if (!result.success) throw translateIssues(result.error.issues);
      return result.data;
    },
  };
}
