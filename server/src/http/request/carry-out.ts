import { errors } from '@onfile/shared/errors.ts';
import type { Prepared } from '../../api/route.ts';
import type { View } from '../../resources/view.ts';
import { UnknownCursor } from '../../store/pages.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { answerText, errorText } from './answer-text.ts';
import type { Knowing } from './context.ts';
import { isApiError } from './error-response.ts';
import { expand } from './expand.ts';
import { type StoredAnswer, storeAnswer } from './idempotency.ts';

type Ready = Knowing<'call' | 'prepared'>;

/** Runs the route and returns its answer's text, which its idempotency key answers from then on. */
export async function carryOut(context: Ready): Promise<string> {
  try {
    const { prepared } = context;
    return await (prepared.kind === 'write' ? writing(context, prepared) : inItsOwnSteps(context, prepared));
  } catch (thrown) {
    const error =
      thrown instanceof UnknownCursor ? errors.missingInBody('object', thrown.id, 'starting_after') : thrown;
    // A decline has changed things and is the answer of its key for good; refused input may be sent again.
    if (context.idempotent !== null && isApiError(error) && error.status === 402) {
      const answer = kept(context, 402, await errorText(context, error));
      await context.call.store.write(context.call.origin, (transaction) =>
        keep(context, transaction, answer),
      );
    }
    throw error;
  }
}

/** What the request changes, and the answer of its key, commit together. */
function writing(context: Ready, prepared: Prepared & { readonly kind: 'write' }): Promise<string> {
  const { call, idempotent } = context;
  return call.store.write(call.origin, async (transaction) => {
    const view = await prepared.run(call, transaction);
    const body = await rendered(context, view, transaction);
    if (idempotent !== null) await keep(context, transaction, await lasting(context, view, body));
    return body;
  });
}

/** A read, or a flow, which makes transactions of its own. */
async function inItsOwnSteps(
  context: Ready,
  prepared: Prepared & { readonly kind: 'read' | 'flow' },
): Promise<string> {
  const { call, idempotent } = context;
  const view = await prepared.run(call);
  const body = await rendered(context, view, call.store.reader);
  if (idempotent !== null && prepared.kind === 'flow') {
    const answer = await lasting(context, view, body);
    await call.store.write(call.origin, (transaction) => keep(context, transaction, answer));
  }
  return body;
}

async function rendered(context: Ready, view: View, reader: Reader): Promise<string> {
  return answerText(context, await expand(reader, view, context.expansion.plans, context.call.now), reader);
}

/** What a key answers from now on: a secret that is shown once is not shown again. */
async function lasting(context: Ready, view: View, body: string): Promise<StoredAnswer> {
  if (!context.route.answersOnce) return kept(context, 200, body);
  const error = errors.answeredOnce('id' in view ? String(view.id) : '');
  return kept(context, 400, await errorText(context, error));
}

function kept({ requestId }: Ready, status: number, body: string): StoredAnswer {
  return { status, body, request: requestId };
}

async function keep(
  { idempotent, now }: Ready,
  transaction: Transaction,
  answer: StoredAnswer,
): Promise<void> {
  if (idempotent !== null) await storeAnswer(transaction, idempotent, answer, now);
}
