import { Eraser, FastForward, TriangleAlert, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConnection } from '../../api/connection.ts';
import { useAction, useObject } from '../../api/queries.ts';
import type { ApiFault, Faults, SandboxClock } from '../../api/types.ts';
import { PageHead, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Checkbox, Select, TextField } from '../../ui/field.tsx';
import { useFormats, When } from '../../ui/format.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Empty, Failed, Failure, Skeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

const clockPath = '/v1/onfile/clock';
const faultsPath = '/v1/onfile/faults';

export default function SandboxPage(): ReactNode {
  const t = useTranslations();
  const { mode } = useConnection();
  if (mode === 'production') return <Empty title={t('sandbox.title')} text={t('sandbox.production')} />;
  return (
    <>
      <PageHead title={t('sandbox.title')} line={t('sandbox.intro')}>
        <Reset />
      </PageHead>
      <div className={ui.stack}>
        <Clock />
        <FaultSwitches />
      </div>
    </>
  );
}

const steps = [
  ['1h', 'hour'],
  ['1d', 'day'],
  ['7d', 'week'],
  ['30d', 'month'],
] as const;

function Clock(): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const toast = useToast();
  const [by, setBy] = useState('');
  const clock = useObject<SandboxClock>('onfile.clock', clockPath);
  const advance = useAction(
    (api, duration: string) => api.post(`${clockPath}/advance`, { by: duration }),
    ['onfile.clock', 'payment_intent', 'charge', 'checkout.session', 'event', 'dispute'],
  );
  const go = (duration: string) =>
    advance.mutate(duration, {
      onSuccess: () => {
        toast(t('sandbox.advanced'));
        setBy('');
      },
    });
  return (
    <Section
      title={t('sandbox.clock')}
      actions={<CopyAs call={{ method: 'POST', path: `${clockPath}/advance`, params: { by: '8d' } }} />}
    >
      <div className={ui.stack}>
        {clock.isError && <Failed error={clock.error} retry={() => void clock.refetch()} />}
        <div>
          <p className={ui.muted}>{t('sandbox.clock_now')}</p>
          <p className={css.clock}>
            {clock.data === undefined ? <Skeleton width={200} /> : <When at={clock.data.now} exact />}
          </p>
          <p className={ui.muted}>
            {clock.data !== undefined &&
              (clock.data.offset === 0
                ? t('sandbox.clock_real')
                : t('sandbox.clock_ahead', { duration: formats.duration(clock.data.offset) }))}
          </p>
        </div>
        <p className={ui.muted}>{t('sandbox.advance_text')}</p>
        <form
          className={ui.row}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (by.trim() !== '') go(by.trim());
          }}
        >
          {steps.map(([duration, name]) => (
            <Button key={duration} disabled={advance.isPending} onClick={() => go(duration)}>
              <FastForward aria-hidden />
              {t(`sandbox.${name}`)}
            </Button>
          ))}
          <input
            className={`${ui.input} ${css.duration}`}
            aria-label={t('sandbox.custom')}
            placeholder={t('sandbox.custom_hint')}
            value={by}
            onChange={({ target }) => setBy(target.value)}
          />
          <Button type="submit" disabled={advance.isPending || by.trim() === ''}>
            {t('sandbox.advance')}
          </Button>
        </form>
        {advance.isError && <Failure error={advance.error} />}
      </div>
    </Section>
  );
}

function areOn(faults: Faults): boolean {
  return (
    faults.outage ||
    faults.decline_rate > 0 ||
    faults.lost_answer_rate > 0 ||
    faults.latency_ms > 0 ||
    faults.api.length > 0
  );
}

function FaultSwitches(): ReactNode {
  const t = useTranslations('sandbox');
  const faults = useObject<Faults>('onfile.faults', faultsPath);
  return (
    <Section
      title={t('faults')}
      actions={<CopyAs call={{ method: 'POST', path: faultsPath, params: { outage: true } }} />}
    >
      <div className={ui.stack}>
        <p className={ui.muted}>{t('faults_text')}</p>
        {faults.isError && <Failed error={faults.error} retry={() => void faults.refetch()} />}
        {faults.data !== undefined && areOn(faults.data) && (
          <p className={css.banner}>
            <TriangleAlert aria-hidden />
            {t('active')}
          </p>
        )}
        {faults.data !== undefined && <FaultForm key={JSON.stringify(faults.data)} faults={faults.data} />}
      </div>
    </Section>
  );
}

const apiStatuses = ['429', '500', '502', '503', '504'];

function FaultForm({ faults }: { readonly faults: Faults }): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const [outage, setOutage] = useState(faults.outage);
  const [declines, setDeclines] = useState(String(faults.decline_rate * 100));
  const [lost, setLost] = useState(String(faults.lost_answer_rate * 100));
  const [latency, setLatency] = useState(String(faults.latency_ms));
  const [seed, setSeed] = useState(faults.seed ?? '');
  const [api, setApi] = useState<readonly ApiFault[]>(faults.api);
  const set = useAction(
    (server) =>
      server.post(faultsPath, {
        outage,
        decline_rate: Number(declines) / 100,
        lost_answer_rate: Number(lost) / 100,
        latency_ms: Number(latency),
        ...(seed.trim() === '' ? {} : { seed: seed.trim() }),
        api:
          api.length === 0
            ? null
            : api.map(({ method, path, rate, status, times }) => ({
                status,
                rate,
                ...(method === null ? {} : { method }),
                ...(path === null || path === '' ? {} : { path }),
                ...(times === null ? {} : { times }),
              })),
      }),
    ['onfile.faults'],
  );
  const clear = useAction((server) => server.delete(faultsPath), ['onfile.faults']);
  const change = (index: number, changes: Partial<ApiFault>) =>
    setApi(api.map((fault, at) => (at === index ? { ...fault, ...changes } : fault)));
  return (
    <form
      className={ui.stack}
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate(undefined, { onSuccess: () => toast(t('sandbox.set_done')) });
      }}
    >
      <Checkbox
        label={t('sandbox.outage')}
        checked={outage}
        onChange={({ target }) => setOutage(target.checked)}
      />
      <div className={ui.row}>
        <Percent label={t('sandbox.declines')} value={declines} onChange={setDeclines} />
        <Percent label={t('sandbox.lost')} value={lost} onChange={setLost} />
        <TextField
          label={t('sandbox.latency')}
          type="number"
          min={0}
          max={60_000}
          value={latency}
          onChange={({ target }) => setLatency(target.value)}
        />
        <TextField
          label={t('sandbox.seed')}
          title={t('sandbox.seed_hint')}
          value={seed}
          onChange={({ target }) => setSeed(target.value)}
        />
      </div>
      <h3>{t('sandbox.api')}</h3>
      {api.length === 0 && <p className={ui.muted}>{t('sandbox.api_none')}</p>}
      {api.map((fault, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: faults have no name, and their order is what they are.
        <div className={`${ui.row} ${css.fault}`} key={index}>
          <Select
            label={t('sandbox.api_status')}
            value={String(fault.status)}
            onChange={({ target }) => change(index, { status: Number(target.value) })}
          >
            {apiStatuses.map((status) => (
              <option key={status} value={status}>
                {status}
              </option>
            ))}
          </Select>
          <TextField
            label={t('sandbox.api_path')}
            placeholder="/v1/payment_intents"
            value={fault.path ?? ''}
            onChange={({ target }) => change(index, { path: target.value })}
          />
          <Percent
            label={t('common.rate')}
            value={String(fault.rate * 100)}
            onChange={(value) => change(index, { rate: Number(value) / 100 })}
          />
          <Button
            look="quiet"
            icon
            aria-label={t('common.remove')}
            onClick={() => setApi(api.filter((_other, at) => at !== index))}
          >
            <X />
          </Button>
        </div>
      ))}
      {(set.isError || clear.isError) && <Failure error={set.error ?? clear.error} />}
      <div className={ui.row}>
        <Button type="submit" look="primary" disabled={set.isPending}>
          {t('sandbox.set')}
        </Button>
        <Button
          onClick={() => setApi([...api, { method: null, path: '', rate: 1, status: 503, times: null }])}
        >
          {t('sandbox.api_add')}
        </Button>
        {areOn(faults) && (
          <Button
            disabled={clear.isPending}
            onClick={() => clear.mutate(undefined, { onSuccess: () => toast(t('sandbox.cleared')) })}
          >
            {t('sandbox.clear')}
          </Button>
        )}
      </div>
    </form>
  );
}

function Percent({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
}): ReactNode {
  return (
    <TextField
      label={`${label} (%)`}
      type="number"
      min={0}
      max={100}
      step="any"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

function Reset(): ReactNode {
  const t = useTranslations('sandbox');
  const [asking, setAsking] = useState(false);
  const reset = useAction((api) => api.post('/v1/onfile/reset'), []);
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Eraser aria-hidden />
        {t('reset')}
      </Button>
      <FormDialog
        open={asking}
        title={t('reset')}
        text={t('reset_text')}
        submit={t('reset_now')}
        danger
        busy={reset.isPending}
        failure={reset.error}
        onClose={() => setAsking(false)}
        onSubmit={() => reset.mutate(undefined, { onSuccess: () => location.assign('/dashboard') })}
      >
        {null}
      </FormDialog>
    </>
  );
}
