import { TriangleAlert, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAction, useObject } from '../../api/queries.ts';
import type { ApiFault, Faults } from '../../api/types.ts';
import { Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Select, TextField } from '../../ui/field.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Failed, Failure } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

const faultsPath = '/v1/onfile/faults';

function areOn(faults: Faults): boolean {
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

export function FaultSwitches(): ReactNode {
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
  const [declines, setDeclines] = useState(percentOf(faults.decline_rate));
  const [lost, setLost] = useState(percentOf(faults.lost_answer_rate));
  const [latency, setLatency] = useState(String(faults.latency_ms));
  const [seed, setSeed] = useState(faults.seed ?? '');
  const [api, setApi] = useState<readonly ApiFault[]>(faults.api);
  const [twice, setTwice] = useState(percentOf(faults.webhooks.twice_rate));
  const [late, setLate] = useState(percentOf(faults.webhooks.late_rate));
  const [lateBy, setLateBy] = useState(String(faults.webhooks.late_seconds));
  const [outOfOrder, setOutOfOrder] = useState(faults.webhooks.out_of_order);
  const [atOnce, setAtOnce] = useState(faults.webhooks.at_once);
  const set = useAction(
    (server) =>
      server.post(faultsPath, {
        outage,
        decline_rate: Number(declines) / 100,
        lost_answer_rate: Number(lost) / 100,
        latency_ms: Number(latency),
        ...(seed.trim() === '' ? {} : { seed: seed.trim() }),
        webhooks: {
          twice_rate: Number(twice) / 100,
          late_rate: Number(late) / 100,
          late_seconds: Number(lateBy),
          out_of_order: outOfOrder,
          at_once: atOnce,
        },
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
      <h3>{t('sandbox.network')}</h3>
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
      </div>
      <h3>{t('sandbox.webhooks')}</h3>
      <div className={css.switches}>
        <Checkbox
          label={t('sandbox.out_of_order')}
          checked={outOfOrder}
          onChange={({ target }) => setOutOfOrder(target.checked)}
        />
        <Checkbox
          label={t('sandbox.at_once')}
          checked={atOnce}
          onChange={({ target }) => setAtOnce(target.checked)}
        />
      </div>
      <div className={ui.row}>
        <Percent label={t('sandbox.twice')} value={twice} onChange={setTwice} />
        <Percent label={t('sandbox.late')} value={late} onChange={setLate} />
        <TextField
          label={t('sandbox.late_by')}
          type="number"
          min={1}
          value={lateBy}
          onChange={({ target }) => setLateBy(target.value)}
        />
      </div>
      <h3>{t('sandbox.api')}</h3>
      {api.length === 0 && <p className={ui.muted}>{t('sandbox.api_none')}</p>}
      {api.map((fault, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: faults have no name, and their order is what they are.
        <div className={ui.row} key={index}>
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
            value={percentOf(fault.rate)}
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
      <div>
        <Button
          small
          onClick={() => setApi([...api, { method: null, path: '', rate: 1, status: 503, times: null }])}
        >
          {t('sandbox.api_add')}
        </Button>
      </div>
      <div className={css.seed}>
        <TextField
          label={t('sandbox.seed')}
          hint={t('sandbox.seed_hint')}
          value={seed}
          onChange={({ target }) => setSeed(target.value)}
        />
      </div>
      {(set.isError || clear.isError) && <Failure error={set.error ?? clear.error} />}
      <div className={ui.row}>
        <Button type="submit" look="primary" disabled={set.isPending}>
          {t('sandbox.set')}
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

/** As a percentage that has no tails of binary fractions. */
function percentOf(rate: number): string {
  return String(Math.round(rate * 10_000) / 100);
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
