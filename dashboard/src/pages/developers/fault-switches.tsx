import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useObject } from '../../api/queries.ts';
import type { Faults } from '../../api/types.ts';
import { Section } from '../../ui/bits.tsx';
import { CopyAs } from '../../ui/snippets.tsx';
import { Failed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import css from './developers.module.css';
import { areOn, FaultForm, faultsPath } from './fault-form.tsx';

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
