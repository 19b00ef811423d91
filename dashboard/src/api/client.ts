import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';
import { leavesOpen } from '@onfile/shared/intentions.ts';
import { type Alone, Changes } from './changes.ts';
import { authorizationOf, type Connection, nameOf } from './connection.ts';
import { forgetOpenIntentions, type Meant, OpenIntentions } from './open-intentions.ts';
import { RequestFailed } from './request-failed.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

export interface Api {
  get<Answer>(path: string, params?: FormGroup, signal?: AbortSignal): Promise<Answer>;
  /** Resolves once the outcome is known, however often an answer is lost. `meant` is how people are told of it. */
  post<Answer>(path: string, params?: FormGroup, meant?: Meant): Promise<Answer>;
  delete<Answer>(path: string): Promise<Answer>;
  /** An answer that is read while it arrives. */
  stream(path: string, signal: AbortSignal): Promise<Response>;
  readonly changes: Changes;
}

/** A request without an answer after this time counts as unanswered. */
const patienceMs = 60_000;

const keptOpen = 'onfile.open.';

/** Forgets everything the browser has kept for a member who signs out. */
export function forgetChanges(): void {
  forgetOpenIntentions(localStorage, keptOpen);
}

/** Allows one change per place at a time across all tabs; null if the browser has no locks, as without TLS. */
function aloneIn(kept: string): Alone | null {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return null;
  return async (place, run) => {
    const name = `${kept} ${place}`;
    const atOnce = await locks.request(name, { ifAvailable: true }, async (lock) =>
      lock === null ? null : { answer: await run(false) },
    );
    return atOnce === null ? locks.request(name, () => run(true)) : atOnce.answer;
  };
}

export function createApi(connection: Connection): Api {
  const headers = {
    'Onfile-Dashboard': '1',
    ...authorizationOf(connection),
    'Stripe-Version': connection.version,
  };

  async function ask(method: Method, path: string, more: RequestInit = {}) {
    const response = await fetch(path, { ...more, method, headers: { ...headers, ...more.headers } }).catch(
      (error: unknown) => {
        if (error instanceof DOMException && error.name === 'AbortError') throw error;
        throw new RequestFailed(0, {}, null);
      },
    );
    const body = await response.json().catch(() => null);
    // An answer that breaks off counts as none.
    if (response.ok && body === null) throw new RequestFailed(0, {}, null);
    if (!response.ok) {
      throw new RequestFailed(response.status, body?.error ?? {}, response.headers.get('Request-Id'));
    }
    return body;
  }

  const kept = keptOpen + nameOf(connection);
  const intentions = new OpenIntentions(localStorage, kept);
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== null) intentions.written(key, newValue);
  });
  const changes = new Changes(
    intentions,
    ({ key, path, form }, resumes) =>
      ask('POST', path, {
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'Idempotency-Key': key,
          ...(resumes ? { 'Onfile-Resume': 'only' } : {}),
        },
        body: form,
        signal: AbortSignal.timeout(patienceMs),
      }),
    aloneIn(kept),
  );
  /** Deletions whose answer was lost. */
  const lost = new Set<string>();

  /** If the answer to a deletion was lost, an object that is gone was deleted by it. */
  async function remove(path: string) {
    try {
      const answer = await ask('DELETE', path);
      lost.delete(path);
      return answer;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      if (error.status === 404 && lost.delete(path)) return {};
      if (leavesOpen(error.status, lost.has(path))) lost.add(path);
      throw error;
    }
  }

  return {
    get: (path, params = {}, signal) => {
      const form = encodeForm(params);
      return ask('GET', form.size > 0 ? `${path}?${form}` : path, signal === undefined ? {} : { signal });
    },
    post: async (path, params = {}, meant) => {
      // As with `get`, the caller knows what the path returns.
      const answer: unknown = await changes.post(path, params, meant ?? null);
      return answer as never;
    },
    delete: remove,
    stream: async (path, signal) => {
      const response = await fetch(path, { headers, signal });
      if (!response.ok) {
        await response.body?.cancel();
        throw new RequestFailed(response.status, {}, null);
      }
      return response;
    },
    changes,
  };
}
