import type { ApiRefusal } from '@onfile/shared/element-rpc.ts';
import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';
import { Intentions, leavesOpen } from '@onfile/shared/intentions.ts';

type Answer =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: ApiRefusal };

/** What the buyer sent whose outcome is unknown. Like the fields, it is only in this frame's memory. */
const intentions = new Intentions();

/**
 * Posts to the API on the frame's own origin, under one key until the outcome is known: pressing again after a lost answer
 * repeats the same request. `unanswered` is the message while nobody knows.
 */
export async function post(path: string, params: FormGroup, unanswered: string): Promise<Answer> {
  const { status, body } = await postForm(path, encodeForm(params));
  if (status >= 200 && status < 300) return { ok: true, body };
  const error = body.error as ApiRefusal | undefined;
  if (error !== undefined && !leavesOpen(status, false)) return { ok: false, error };
  return { ok: false, error: { type: error?.type ?? 'api_connection_error', message: unanswered } };
}

/** The same for a form that is already encoded. Status 0 if no complete answer arrived. */
export function postForm(path: string, form: URLSearchParams) {
  const body = form.toString();
  return intentions.send(`${path} ${body}`, (key) => sent(path, body, key));
}

interface Sent {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function sent(path: string, body: string, key: string): Promise<Sent> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Idempotency-Key': key },
    });
    // Anything in between, such as a proxy, answers in its own way.
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: {} };
  }
}
