import { Component, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import ui from '../ui/ui.module.css';

interface Props {
  readonly children: ReactNode;
}

/** A page failed to load, as after an upgrade that removed its chunk, or to render: the places around it stay. */
export class CrashGuard extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Crashed error={this.state.error} />;
  }
}

function Crashed({ error }: { readonly error: Error }): ReactNode {
  const t = useTranslations('error');
  return (
    <div className={ui.empty} role="alert">
      <h1>{t('crashed')}</h1>
      <p>{t('crashed_text')}</p>
      <p>{error.message}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  );
}
