import { errors } from '@onfile/shared/errors.ts';
import type { OpenCall } from '../../flows/call.ts';
import { clearableListOf, fields, group } from '../../params/fields.ts';
import { ownParams } from '../../params/params.ts';
import type { ApiFault, SandboxFaults } from '../../requests/faults.ts';
import { route } from '../route.ts';

const path = '/v1/onfile/faults';
const returns = 'onfile.faults';

/** From 0 to 1. */
const rate = fields.decimal();

const change = ownParams({
  api: clearableListOf(
    group({
      method: fields.choice(['DELETE', 'GET', 'POST']).optional(),
      path: fields.text().optional(),
      rate: rate.optional(),
      status: fields.choice(['429', '500', '502', '503', '504']),
      times: fields.integer(1, 1_000_000).optional(),
    }),
    50,
  ).optional(),
  decline_rate: rate.optional(),
  latency_ms: fields.integer(0, 60_000).optional(),
  lost_answer_rate: rate.optional(),
  outage: fields.boolean().optional(),
  seed: fields.text(100).optional(),
  webhooks: group({
    at_once: fields.boolean().optional(),
    late_rate: rate.optional(),
    late_seconds: fields.integer(1, 100_000_000).optional(),
    out_of_order: fields.boolean().optional(),
    twice_rate: rate.optional(),
  }).optional(),
});

const retrieve = route({
  method: 'GET',
  path,
  params: ownParams({}),
  returns,
  read: async (call) => faultsView(call.services.faults.of(call.account.id)),
});

/** Sets how the card network, the API and webhooks misbehave for this sandbox, until cleared or, if one process holds the store, until it ends. */
const update = route({
  method: 'POST',
  path,
  params: change,
  returns,
  flow: async (call) => {
    const { services, account, params } = call;
    requireDevelopment(call);
    return faultsView(
      await services.faults.change(account.id, {
        api: params.api?.map(
          ({ method, path: prefix, rate: how, status, times }, index): ApiFault => ({
            method: method ?? null,
            path: prefix ?? null,
            rate: shareOf(how, `api[${index}][rate]`) ?? 1,
            status: Number(status),
            times: times ?? null,
          }),
        ),
        declineRate: shareOf(params.decline_rate, 'decline_rate'),
        latencyMs: params.latency_ms,
        lostAnswerRate: shareOf(params.lost_answer_rate, 'lost_answer_rate'),
        outage: params.outage,
        seed: params.seed,
        webhooks: params.webhooks && {
          atOnce: params.webhooks.at_once,
          lateRate: shareOf(params.webhooks.late_rate, 'webhooks[late_rate]'),
          lateSeconds: params.webhooks.late_seconds,
          outOfOrder: params.webhooks.out_of_order,
          twiceRate: shareOf(params.webhooks.twice_rate, 'webhooks[twice_rate]'),
        },
      }),
    );
  },
});

const remove = route({
  method: 'DELETE',
  path,
  params: ownParams({}),
  returns,
  flow: async (call) => {
    requireDevelopment(call);
    await call.services.faults.clear(call.account.id);
    return faultsView(call.services.faults.of(call.account.id));
  },
});

export const faultRoutes = [retrieve, update, remove];

function requireDevelopment({ livemode, services }: OpenCall): void {
  if (services.keyMode === 'production' || livemode) {
    throw errors.stateInvalid('Faults can only be set in development mode.');
  }
}

function shareOf(text: string | undefined, param: string): number | undefined {
  if (text === undefined) return undefined;
  const share = Number(text);
  if (share > 1) throw errors.parameterInvalid(`Invalid rate: ${text}; must be from 0 to 1`, param);
  return share;
}

function faultsView({ api, network, webhooks }: SandboxFaults) {
  return {
    object: returns,
    api: api.map((fault) => ({ ...fault })),
    decline_rate: network.declineRate,
    latency_ms: network.latencyMs,
    lost_answer_rate: network.lostAnswerRate,
    outage: network.outage,
    seed: network.seed,
    webhooks: {
      at_once: webhooks.atOnce,
      late_rate: webhooks.lateRate,
      late_seconds: webhooks.lateSeconds,
      out_of_order: webhooks.outOfOrder,
      twice_rate: webhooks.twiceRate,
    },
  };
}
