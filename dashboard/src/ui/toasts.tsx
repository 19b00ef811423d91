import { CircleAlert, CircleCheck } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { classes } from './button.tsx';
import css from './ui.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
}

const Show = createContext<(text: string, bad?: boolean) => void>(() => undefined);

/** Says in the corner that something was done, or was not. */
export function useToast(): (text: string, bad?: boolean) => void {
  return useContext(Show);
}

const shownMs = 5000;
let last = 0;

export function Toasts({ children }: { readonly children: ReactNode }): ReactNode {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const show = useCallback((text: string, bad = false) => {
    last += 1;
    const id = last;
    setToasts((shown) => [...shown.slice(-3), { id, text, bad }]);
    setTimeout(() => setToasts((shown) => shown.filter((toast) => toast.id !== id)), shownMs);
  }, []);
  return (
    <Show value={show}>
      {children}
      <div className={css.toasts} role="status">
        {toasts.map(({ id, text, bad }) => (
          <div key={id} className={classes(css.toast, bad ? css.toastBad : css.toastGood)}>
            {bad ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
            <span>{text}</span>
          </div>
        ))}
      </div>
    </Show>
  );
}
