import { errors } from '@onfile/shared/errors.ts';
import { turnClock } from '../../keys/accounts.ts';
import { fields } from '../../params/fields.ts';
import { ownParams } from '../../params/params.ts';
import { type Call, route } from '../route.ts';
import { secondsOf } from './duration.ts';

const path = '/v1/onfile/clock';
const returns = 'onfile.clock';

const retrieve = route({
  method: 'GET',
  path,
  params: ownParams({}),
  returns,
  read: async (call) => clockView(call, call.account.clockOffset),
});

/** Moves the sandbox's time forward, by a duration (`8d`, `90m`, seconds) or to a time, and lets happen what has become due. */
const advance = route({
  method: 'POST',
  path: `${path}/advance`,
  params: ownParams({ by: fields.text(20).optional(), to: fields.time().optional() }),
  returns,
  flow: async (call) => {
    const { account, services } = call;
    if (services.keyMode === 'production' || call.livemode) {
      throw errors.stateInvalid('Time can only be moved in development mode.');
    }
    const seconds = forwardOf(call);
    await turnClock(services.store.system, account.id, account.clockOffset + seconds);
    services.callers.forget(account.id);
    await services.runDue();
    return clockView(call, account.clockOffset + seconds);
  },
});

export const clockRoutes = [retrieve, advance];

const longest = 100 * 365 * 24 * 60 * 60;

function forwardOf({
  params: { by, to },
  now,
}: Call<{ readonly by?: string | undefined; readonly to?: number | undefined }>): number {
  if (by !== undefined && to !== undefined) throw errors.parametersExclusive(['by', 'to'], 'by');
  if (by === undefined && to === undefined) throw errors.parameterMissing('by');
  const seconds = by === undefined ? (to ?? now) - now : secondsOf(by);
  const param = by === undefined ? 'to' : 'by';
  if (seconds === null) {
    throw errors.parameterInvalid(`Invalid duration: ${by}; write it as 90s, 15m, 12h, 8d or 2w`, param);
  }
  if (seconds < 0) throw errors.parameterInvalid('Time only goes forward.', param);
  if (seconds > longest)
    throw errors.parameterInvalid('Time can be moved by a hundred years at most.', param);
  return seconds;
}

function clockView({ services }: Pick<Call<unknown>, 'services'>, offset: number) {
  return { object: returns, now: services.clock.now() + offset, offset };
}
