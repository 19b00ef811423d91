import type { ApiRefusal } from '@onfile/shared/element-rpc.ts';
import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';
import { Intentions, leavesOpen } from '@onfile/shared/intentions.ts';

type Answer =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: ApiRefusal };

/** What the buyer sent and nobody knows the outcome of. Like the fields themselves, it is in this frame's memory only. */
const intentions = new Intentions();

/**
 * Posts to the API on the frame's own origin, under one key until it is known what became of it: pressing again after a
 * lost answer asks for the same thing. `unanswered` is said where nobody knows yet.
 */
export async function post(path: string, params: FormGroup, unanswered: string): Promise<Answer> {
  const { status, body } = await postForm(path, encodeForm(params));
  if (status >= 200 && status < 300) return { ok: true, body };
  const error = body.error as ApiRefusal | undefined;
  if (error !== undefined && !leavesOpen(status, false)) return { ok: false, error };
  return { ok: false, error: { type: error?.type ?? 'api_connection_error', message: unanswered } };
}

/** The same for a form that is written already. Status 0 where no whole answer came. */
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
    // What stands between, a proxy for one, answers in its own way.
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: {} };
  }
}
