import { errors } from '@onfile/shared/errors.ts';
import type { Prepared } from '../../api/route.ts';
import type { View } from '../../resources/view.ts';
import { UnknownCursor } from '../../store/pages.ts';
import type { Reader } from '../../store/store.ts';
import { answerText, errorText } from './answer-text.ts';
import type { Knowing } from './context.ts';
import { isApiError } from './error-response.ts';
import { expand } from './expand.ts';
import { answerMeanwhile } from './idempotency/earlier-answer.ts';
import { type StoredAnswer, storeAnswer } from './idempotency/key-records.ts';

type Ready = Knowing<'call' | 'prepared' | 'store'>;

/** Runs the route and returns its answer's text, with which its idempotency key answers from then on. */
export async function carryOut(context: Ready): Promise<string> {
  try {
    const { prepared } = context;
    return await (prepared.kind === 'write' ? writing(context, prepared) : inItsOwnSteps(context, prepared));
  } catch (thrown) {
    const error =
      thrown instanceof UnknownCursor ? errors.missingInBody('object', thrown.id, 'starting_after') : thrown;
    const answer = context.idempotent === null ? null : await settleKey(context, error);
    if (answer === null) throw error;
    return answer;
  }
}

/** Commits the request's changes together with its key's answer. */
function writing(context: Ready, prepared: Prepared & { readonly kind: 'write' }): Promise<string> {
  const { call } = context;
  return call.store.write(call.origin, async (transaction) => {
    const view = await prepared.run(call, transaction);
    const body = await rendered(context, view, transaction);
    if (context.storing !== null) {
      await storeAnswer(transaction, context.storing, await lasting(context, view, body));
    }
    return body;
  });
}

/** A read, or a flow, which makes its own transactions. */
async function inItsOwnSteps(
  context: Ready,
  prepared: Prepared & { readonly kind: 'read' | 'flow' },
): Promise<string> {
  const view = await prepared.run(context.call);
  const body = await rendered(context, view, context.call.store.reader);
  if (prepared.kind === 'flow') await keep(context, () => lasting(context, view, body));
  return body;
}

/**
 * Settles the key of a request that has failed. If it failed because another request with the key came first, returns that
 * request's answer, otherwise null.
 */
async function settleKey(context: Ready, error: unknown): Promise<string | null> {
  const { held, prepared } = context;
  // A decline has changed data, and remains the key's answer; refused input may be sent again.
  if (isApiError(error) && error.status === 402) {
    await keep(context, async () => kept(402, await errorText(context, error)));
    return null;
  }
  if (held?.isHeld()) {
    const refused = isApiError(error) && error.status < 500;
    // If the database is away, the lease runs out.
    await held.leave(refused).catch(() => {});
    return null;
  }
  return isApiError(error) && prepared.kind !== 'read' ? answerMeanwhile(context) : null;
}

async function rendered(context: Ready, view: View, reader: Reader): Promise<string> {
  return answerText(context, await expand(reader, view, context.expansion.plans, context.call.now), reader);
}

/** The key's answer from now on: a secret that is shown once is not shown again. */
async function lasting(context: Ready, view: View, body: string): Promise<Kept> {
  if (!context.route.answersOnce) return kept(200, body);
  const error = errors.answeredOnce('id' in view ? String(view.id) : '');
  return kept(400, await errorText(context, error));
}

type Kept = Pick<StoredAnswer, 'status' | 'body'>;

function kept(status: number, body: string): Kept {
  return { status, body };
}

/** Stores the answer of a request that runs its own transactions. */
async function keep(context: Ready, answer: () => Promise<Kept>): Promise<void> {
  const { call, held, store, storing } = context;
  if (storing === null) return;
  const made = await answer();
  await store.write(call.origin, (transaction) => storeAnswer(transaction, storing, made));
  held?.answered();
}
