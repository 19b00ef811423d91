import { FastForward, Plus, Trash2 } from 'lucide-react';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { Link } from 'react-router';
import type Stripe from 'stripe';
import { useTranslations } from 'use-intl';
import { useAccountClock } from '../../api/account-clock.ts';
import { itemsOf, useAction, useList } from '../../api/queries.ts';
import { CopyId, Dash, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { When } from '../../ui/format.tsx';
import { StatusPill } from '../../ui/pill.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Failed } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

type TestClock = Stripe.TestHelpers.TestClock;

const kind = 'test_helpers.test_clock';
const path = '/v1/test_helpers/test_clocks';
/** As many as an account may have. */
const clocksMax = 100;

/** Clocks of customers who live in a time of their own. */
export function TestClocks(): ReactNode {
  const t = useTranslations();
  const clocks = useList<TestClock>(kind, path, {}, { limit: clocksMax });
  const [making, setMaking] = useState(false);
  const [advancing, setAdvancing] = useState<TestClock | null>(null);
  const [removing, setRemoving] = useState<TestClock | null>(null);
  return (
    <Section
      title={t('test_clocks.title')}
      flush
      actions={
        <>
          <CopyAs call={{ method: 'POST', path, params: { frozen_time: 1_800_000_000 } }} />
          <Button onClick={() => setMaking(true)}>
            <Plus aria-hidden />
            {t('test_clocks.new')}
          </Button>
        </>
      }
    >
      {clocks.isError ? (
        <Failed error={clocks.error} retry={() => void clocks.refetch()} />
      ) : (
        <SmallTable
          label={t('test_clocks.title')}
          items={clocks.isPending ? undefined : itemsOf(clocks)}
          none={t('test_clocks.none')}
          columns={[
            {
              id: 'name',
              header: t('common.name'),
              cell: ({ id, name }) => (
                <span className={css.clockName}>
                  {name}
                  <CopyId id={id} />
                </span>
              ),
            },
            {
              id: 'time',
              header: t('common.time'),
              cell: ({ frozen_time }) => <When at={frozen_time} exact />,
            },
            {
              id: 'status',
              header: t('common.status'),
              cell: ({ status }) => <StatusPill status={status} />,
            },
            {
              id: 'customers',
              header: t('customers.title'),
              cell: ({ id }) => <CustomersOn clock={id} />,
            },
            {
              id: 'actions',
              header: t('common.actions'),
              right: true,
              cell: (clock) => (
                <span className={css.clockActions}>
                  <Button
                    small
                    disabled={clock.status !== 'ready'}
                    aria-label={`${t('sandbox.advance')}: ${clock.name ?? clock.id}`}
                    onClick={() => setAdvancing(clock)}
                  >
                    <FastForward aria-hidden />
                    {t('sandbox.advance')}
                  </Button>
                  <Button
                    small
                    icon
                    look="quiet"
                    aria-label={`${t('common.delete')}: ${clock.name ?? clock.id}`}
                    onClick={() => setRemoving(clock)}
                  >
                    <Trash2 />
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      {making && <NewClock onClose={() => setMaking(false)} />}
      {advancing !== null && <AdvanceClock clock={advancing} onClose={() => setAdvancing(null)} />}
      {removing !== null && <DeleteClock clock={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}

const customersShown = 3;

function CustomersOn({ clock }: { readonly clock: string }): ReactNode {
  const customers = useList<Stripe.Customer>(
    'customer',
    '/v1/customers',
    { test_clock: clock },
    { limit: customersShown },
  );
  const shown = itemsOf(customers);
  if (shown.length === 0) return <Dash />;
  return (
    <>
      {shown.map(({ id, name, email }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link to={`/customers/${id}`}>{name ?? email ?? id}</Link>
        </span>
      ))}
      {customers.hasNextPage && ' …'}
    </>
  );
}

function NewClock({ onClose }: { onClose(): void }): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const time = inputOf(useAccountClock().now / 1000);
  const { formState, handleSubmit, register } = useForm({ defaultValues: { name: '', time } });
  const make = useAction(
    (api, fields: { readonly name: string; readonly time: string }) => {
      const name = fields.name.trim();
      return api.post(path, { frozen_time: secondsOf(fields.time), ...(name === '' ? {} : { name }) });
    },
    [kind],
  );
  return (
    <FormDialog
      open
      title={t('test_clocks.new')}
      text={t('test_clocks.new_text')}
      submit={t('common.create')}
      busy={make.isPending}
      failure={make.error}
      disabled={!formState.isValid}
      onClose={onClose}
      onSubmit={handleSubmit((fields) =>
        make.mutate(fields, {
          onSuccess: () => {
            toast(t('test_clocks.made'));
            onClose();
          },
        }),
      )}
    >
      <TextField label={t('common.name')} maxLength={300} {...register('name')} />
      <TimeField label={t('test_clocks.starts_at')} {...register('time', { required: true })} />
    </FormDialog>
  );
}

const day = 24 * 60 * 60;
const steps = [
  [60 * 60, 'hour'],
  [day, 'day'],
  [7 * day, 'week'],
  [30 * day, 'month'],
] as const;

function AdvanceClock({ clock, onClose }: { readonly clock: TestClock; onClose(): void }): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const { formState, handleSubmit, register, setValue } = useForm({
    defaultValues: { time: inputOf(clock.frozen_time + day) },
  });
  const advance = useAction(
    (api, time: string) => api.post(`${path}/${clock.id}/advance`, { frozen_time: secondsOf(time) }),
    [kind, 'payment_intent', 'charge', 'checkout.session', 'event', 'dispute'],
  );
  return (
    <FormDialog
      open
      title={t('test_clocks.advance')}
      text={t('sandbox.advance_text')}
      submit={t('sandbox.advance')}
      busy={advance.isPending}
      failure={advance.error}
      disabled={!formState.isValid}
      onClose={onClose}
      onSubmit={handleSubmit(({ time }) =>
        advance.mutate(time, {
          onSuccess: () => {
            toast(t('sandbox.advanced'));
            onClose();
          },
        }),
      )}
    >
      <div className={ui.row}>
        {steps.map(([seconds, name]) => (
          <Button
            key={name}
            small
            onClick={() => setValue('time', inputOf(clock.frozen_time + seconds), { shouldValidate: true })}
          >
            {t(`sandbox.${name}`)}
          </Button>
        ))}
      </div>
      <TimeField label={t('test_clocks.advance_to')} {...register('time', { required: true })} />
    </FormDialog>
  );
}

function DeleteClock({ clock, onClose }: { readonly clock: TestClock; onClose(): void }): ReactNode {
  const t = useTranslations();
  const remove = useAction((api) => api.delete(`${path}/${clock.id}`), [kind, 'customer', 'payment_intent']);
  return (
    <ConfirmDialog
      title={t('test_clocks.delete')}
      text={t('test_clocks.delete_text', { name: clock.name ?? clock.id })}
      submit={t('common.delete')}
      action={remove}
      said={t('test_clocks.deleted')}
      onClose={onClose}
    />
  );
}

function TimeField({ label, ...input }: { readonly label: string } & ComponentProps<'input'>): ReactNode {
  return <TextField label={label} type="datetime-local" step={1} required {...input} />;
}

/** Unix seconds in the format of a local date and time field. */
function inputOf(seconds: number): string {
  const offset = new Date(seconds * 1000).getTimezoneOffset() * 60;
  return new Date((Math.floor(seconds) - offset) * 1000).toISOString().slice(0, 19);
}

function secondsOf(input: string): number {
  return Math.floor(new Date(input).getTime() / 1000);
}
