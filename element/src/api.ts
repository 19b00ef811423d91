import type { ApiRefusal } from '@onfile/shared/element-rpc.ts';
import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';

type Answer =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: ApiRefusal };

/** Posts to the API on the frame's own origin, under a key of its own: a lost answer is asked for again. */
export async function post(path: string, params: FormGroup, connectionLost: string): Promise<Answer> {
  const body = encodeForm(params);
  const headers = { 'Idempotency-Key': crypto.randomUUID() };
  const send = () => fetch(path, { method: 'POST', body, headers });
  try {
    const response = await send().catch(send);
    const answer = await response.json();
    if (response.ok) return { ok: true, body: answer };
    return { ok: false, error: answer.error ?? lost(connectionLost) };
  } catch {
    return { ok: false, error: lost(connectionLost) };
  }
}

function lost(message: string): ApiRefusal {
  return { type: 'api_connection_error', message };
}
