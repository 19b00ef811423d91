import { errors } from '@onfile/shared/errors.ts';
import type { Call } from '../../flows/call.ts';
import { moveClock, setClock } from '../../keys/accounts.ts';
import { fields } from '../../params/fields.ts';
import { ownParams } from '../../params/params.ts';
import { secondsOf } from '../../resources/clock/duration.ts';
import type { Transaction } from '../../store/store.ts';
import { route } from '../route.ts';

const path = '/v1/onfile/clock';
const returns = 'onfile.clock';

const retrieve = route({
  method: 'GET',
  path,
  params: ownParams({}),
  returns,
  read: async (call) => clockView(call, call.account.clockOffset),
});

/** Advances the sandbox's time by a duration (`8d`, `90m`, seconds) or to a time, and runs whatever has become due. */
const advance = route({
  method: 'POST',
  path: `${path}/advance`,
  params: ownParams({ by: fields.text(20).optional(), to: fields.time().optional() }),
  returns,
  flow: async (call) => {
    const { account, origin, reserve, resumes, services, store } = call;
    if (services.keyMode === 'production' || call.livemode) {
      throw errors.stateInvalid('Time can only be advanced in development mode.');
    }
    // The answer to the same request was lost: the clock has already been advanced.
    const offset =
      resumes === null
        ? await store.write(origin, async (transaction) => {
            const moved = await move(call, transaction);
            await reserve(transaction, String(moved));
            return moved;
          })
        : Number(resumes);
    await services.callers.forget(account.id);
    await services.runDue(account.id);
    return clockView(call, offset);
  },
});

export const clockRoutes = [retrieve, advance];

const longest = 100 * 365 * 24 * 60 * 60;

/** Returns how many seconds the clock is now ahead of the machine's. */
async function move(
  {
    params: { by, to },
    services,
  }: Call<{ readonly by?: string | undefined; readonly to?: number | undefined }>,
  transaction: Transaction,
): Promise<number> {
  if (by !== undefined && to !== undefined) throw errors.parametersExclusive(['by', 'to'], 'by');
  if (to !== undefined) {
    const offset = to - services.clock.now();
    if (offset > longest) throw tooLong('to');
    if (!(await setClock(transaction, offset)))
      throw errors.parameterInvalid('Time only goes forward.', 'to');
    return offset;
  }
  if (by === undefined) throw errors.parameterMissing('by');
  const seconds = secondsOf(by);
  if (seconds === null) {
    throw errors.parameterInvalid(`Invalid duration: ${by}; write it as 90s, 15m, 12h, 8d or 2w`, 'by');
  }
  if (seconds < 0) throw errors.parameterInvalid('Time only goes forward.', 'by');
  if (seconds > longest) throw tooLong('by');
  return moveClock(transaction, seconds);
}

function tooLong(param: string) {
  return errors.parameterInvalid('Time can be advanced by a hundred years at most.', param);
}

function clockView({ services }: Pick<Call<unknown>, 'services'>, offset: number) {
  return { object: returns, now: services.clock.now() + offset, offset };
}
