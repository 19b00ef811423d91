import type { ApiError } from '@onfile/shared/errors.ts';
import { withUnasked } from '../../api/unasked.ts';
import type { Reader } from '../../store/store.ts';
import { downgradeResponse } from '../../versions/index.ts';
import type { Context } from './context.ts';
import { errorBody } from './error-response.ts';
import { jsonText } from './json-text.ts';

/** A body as its caller may see it, in the version they use. */
export async function answerText(context: Context, body: object, reader: Reader | null): Promise<string> {
  const { version, request, shown, hidesSecrets } = context;
  const whole = reader === null ? body : await withUnasked(reader, version, body, timeOf(context));
  return jsonText(downgradeResponse(version, shown(whole)), request, hidesSecrets);
}

/** The account's time, if no call was opened for it. Unix seconds. */
function timeOf({ call, caller, now }: Context): number {
  return call?.now ?? now + (caller?.account.clockOffset ?? 0);
}

/** An error as its caller may see it. */
export function errorText(context: Context, error: ApiError): Promise<string> {
  const { services, caller, store, requestId, now } = context;
  const body = errorBody(error, {
    requestId,
    now,
    origin: services.dashboardOrigin,
    caller: caller && { account: caller.account.id, livemode: caller.livemode },
  });
  return answerText(context, body, store?.reader ?? null);
}
