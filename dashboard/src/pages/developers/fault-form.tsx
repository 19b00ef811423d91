import { X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { FormProvider, useFieldArray, useForm, useFormContext } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { useAction } from '../../api/queries.ts';
import type { Faults } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Select, TextField } from '../../ui/field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

export const faultsPath = '/v1/onfile/faults';

export function areOn(faults: Faults): boolean {
  return (
    faults.outage ||
    faults.decline_rate > 0 ||
    faults.lost_answer_rate > 0 ||
    faults.latency_ms > 0 ||
    faults.api.length > 0 ||
    faults.webhooks.twice_rate > 0 ||
    faults.webhooks.late_rate > 0 ||
    faults.webhooks.out_of_order ||
    faults.webhooks.at_once
  );
}

/** The faults as typed: rates in percent, numbers as text. */
interface Fields {
  readonly outage: boolean;
  readonly declines: string;
  readonly lost: string;
  readonly latency: string;
  readonly seed: string;
  readonly twice: string;
  readonly late: string;
  readonly lateBy: string;
  readonly outOfOrder: boolean;
  readonly atOnce: boolean;
  readonly api: {
    readonly status: string;
    readonly path: string;
    readonly rate: string;
    readonly method: string | null;
    readonly times: number | null;
  }[];
}

function fieldsOf({ webhooks, ...faults }: Faults): Fields {
  return {
    outage: faults.outage,
    declines: percentOf(faults.decline_rate),
    lost: percentOf(faults.lost_answer_rate),
    latency: String(faults.latency_ms),
    seed: faults.seed ?? '',
    twice: percentOf(webhooks.twice_rate),
    late: percentOf(webhooks.late_rate),
    lateBy: String(webhooks.late_seconds),
    outOfOrder: webhooks.out_of_order,
    atOnce: webhooks.at_once,
    api: faults.api.map(({ status, path, rate, method, times }) => ({
      status: String(status),
      path: path ?? '',
      rate: percentOf(rate),
      method,
      times,
    })),
  };
}

function paramsOf(fields: Fields) {
  const seed = fields.seed.trim();
  return {
    outage: fields.outage,
    decline_rate: rateOf(fields.declines),
    lost_answer_rate: rateOf(fields.lost),
    latency_ms: Number(fields.latency),
    ...(seed === '' ? {} : { seed }),
    webhooks: {
      twice_rate: rateOf(fields.twice),
      late_rate: rateOf(fields.late),
      late_seconds: Number(fields.lateBy),
      out_of_order: fields.outOfOrder,
      at_once: fields.atOnce,
    },
    api:
      fields.api.length === 0
        ? null
        : fields.api.map(({ method, path, rate, status, times }) => ({
            status: Number(status),
            rate: rateOf(rate),
            ...(method === null ? {} : { method }),
            ...(path === '' ? {} : { path }),
            ...(times === null ? {} : { times }),
          })),
  };
}

export function FaultForm({ faults }: { readonly faults: Faults }): ReactNode {
  const t = useTranslations('sandbox');
  const toast = useToast();
  const form = useForm<Fields>({ defaultValues: fieldsOf(faults) });
  const set = useAction(
    (server, fields: Fields) => server.post(faultsPath, paramsOf(fields)),
    ['onfile.faults'],
  );
  const clear = useAction((server) => server.delete(faultsPath), ['onfile.faults']);
  const send = (fields: Fields) => set.mutate(fields, { onSuccess: () => toast(t('set_done')) });
  return (
    <FormProvider {...form}>
      <form className={ui.stack} onSubmit={form.handleSubmit(send)}>
        <NetworkFaults />
        <WebhookFaults />
        <ApiFaults />
        {(set.isError || clear.isError) && <Failure error={set.error ?? clear.error} />}
        <div className={ui.row}>
          <Button type="submit" look="primary" disabled={set.isPending}>
            {t('set')}
          </Button>
          {areOn(faults) && (
            <Button
              disabled={clear.isPending}
              onClick={() => clear.mutate(undefined, { onSuccess: () => toast(t('cleared')) })}
            >
              {t('clear')}
            </Button>
          )}
        </div>
      </form>
    </FormProvider>
  );
}

function NetworkFaults(): ReactNode {
  const t = useTranslations('sandbox');
  const { register } = useFormContext<Fields>();
  return (
    <>
      <h3>{t('network')}</h3>
      <Checkbox label={t('outage')} {...register('outage')} />
      <div className={ui.row}>
        <Percent label={t('declines')} {...register('declines')} />
        <Percent label={t('lost')} {...register('lost')} />
        <TextField label={t('latency')} type="number" min={0} max={60_000} {...register('latency')} />
      </div>
    </>
  );
}

function WebhookFaults(): ReactNode {
  const t = useTranslations('sandbox');
  const { register } = useFormContext<Fields>();
  return (
    <>
      <h3>{t('webhooks')}</h3>
      <div className={css.switches}>
        <Checkbox label={t('out_of_order')} {...register('outOfOrder')} />
        <Checkbox label={t('at_once')} {...register('atOnce')} />
      </div>
      <div className={ui.row}>
        <Percent label={t('twice')} {...register('twice')} />
        <Percent label={t('late')} {...register('late')} />
        <TextField label={t('late_by')} type="number" min={1} {...register('lateBy')} />
      </div>
    </>
  );
}

const apiStatuses = ['429', '500', '502', '503', '504'];

function ApiFaults(): ReactNode {
  const t = useTranslations();
  const { control, register } = useFormContext<Fields>();
  const { append, fields, remove } = useFieldArray({ control, name: 'api' });
  const fault = { method: null, path: '', rate: '100', status: '503', times: null };
  return (
    <>
      <h3>{t('sandbox.api')}</h3>
      {fields.length === 0 && <p className={ui.muted}>{t('sandbox.api_none')}</p>}
      {fields.map(({ id }, index) => (
        <div className={ui.row} key={id}>
          <Select label={t('sandbox.api_status')} {...register(`api.${index}.status`)}>
            {apiStatuses.map((status) => (
              <option key={status} value={status}>
                {status}
              </option>
            ))}
          </Select>
          <TextField
            label={t('sandbox.api_path')}
            placeholder="/v1/payment_intents"
            {...register(`api.${index}.path`)}
          />
          <Percent label={t('common.rate')} {...register(`api.${index}.rate`)} />
          <Button look="quiet" icon aria-label={t('common.remove')} onClick={() => remove(index)}>
            <X />
          </Button>
        </div>
      ))}
      <div>
        <Button small onClick={() => append(fault, { shouldFocus: false })}>
          {t('sandbox.api_add')}
        </Button>
      </div>
      <div className={css.seed}>
        <TextField label={t('sandbox.seed')} hint={t('sandbox.seed_hint')} {...register('seed')} />
      </div>
    </>
  );
}

function rateOf(percent: string): number {
  return Number(percent) / 100;
}

/** A percentage without the tail of a binary fraction. */
function percentOf(rate: number): string {
  return String(Math.round(rate * 10_000) / 100);
}

function Percent({ label, ...input }: { readonly label: string } & ComponentProps<'input'>): ReactNode {
  return <TextField label={`${label} (%)`} type="number" min={0} max={100} step="any" {...input} />;
}
