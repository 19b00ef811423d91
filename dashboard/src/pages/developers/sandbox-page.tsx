import { Eraser } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConnection } from '../../api/connection.ts';
import { useAction } from '../../api/queries.ts';
import { PageHead } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { FaultSwitches } from './fault-switches.tsx';
import { SandboxClockSection } from './sandbox-clock.tsx';
import { TestClocks } from './test-clocks.tsx';

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
        <SandboxClockSection />
        <TestClocks />
        <FaultSwitches />
      </div>
    </>
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
