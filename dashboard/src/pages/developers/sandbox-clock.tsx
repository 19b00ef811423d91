import { FastForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { useAction, useObject } from '../../api/queries.ts';
import type { SandboxClock } from '../../api/types.ts';
import { Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { filled } from '../../ui/form.ts';
import { useFormats, When } from '../../ui/format.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Failed, Failure, Skeleton } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';

const clockPath = '/v1/onfile/clock';

const steps = [
  ['1h', 'hour'],
  ['1d', 'day'],
  ['7d', 'week'],
  ['30d', 'month'],
] as const;

/** The time of everything in the sandbox that is not on a test clock. */
export function SandboxClockSection(): ReactNode {
  const t = useTranslations();
  const formats = useFormats();
  const toast = useToast();
  const { formState, handleSubmit, register, resetField } = useForm({ defaultValues: { by: '' } });
  const clock = useObject<SandboxClock>('onfile.clock', clockPath);
  const advance = useAction(
    (api, duration: string) => api.post(`${clockPath}/advance`, { by: duration }),
    ['onfile.clock', 'payment_intent', 'charge', 'checkout.session', 'event', 'dispute'],
  );
  const go = (duration: string) =>
    advance.mutate(duration, {
      onSuccess: () => {
        toast(t('sandbox.advanced'));
        resetField('by');
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
        <form className={ui.row} onSubmit={handleSubmit(({ by }) => go(by.trim()))}>
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
            {...register('by', filled)}
          />
          <Button type="submit" disabled={advance.isPending || !formState.isValid}>
            {t('sandbox.advance')}
          </Button>
        </form>
        {advance.isError && <Failure error={advance.error} />}
      </div>
    </Section>
  );
}
