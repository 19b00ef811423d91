import {
  type ComponentProps,
  cloneElement,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useState,
} from 'react';
import type { MenuChoice as AnyMenuChoice } from './radix-menu.tsx';

const load = () => import('./radix-menu.tsx');

export const MenuItem = lazy(async () => ({ default: (await load()).MenuItem }));
export const MenuToggle = lazy(async () => ({ default: (await load()).MenuToggle }));
export const MenuLine = lazy(async () => ({ default: (await load()).MenuLine }));
export const MenuChoice = lazy(async () => ({
  default: (await load()).MenuChoice,
})) as unknown as typeof AnyMenuChoice;
const OpenedMenu = lazy(async () => ({ default: (await load()).OpenedMenu }));

/** A button that opens a menu. The menu library is loaded when somebody is about to open the first menu. */
export function Menu({
  trigger,
  children,
}: {
  readonly trigger: ReactElement<ComponentProps<'button'>>;
  readonly children: ReactNode;
}): ReactNode {
  const [wanted, setWanted] = useState(false);
  const closed = cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setWanted(true),
    onFocus: () => void load(),
    onPointerEnter: () => void load(),
  });
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenedMenu trigger={trigger}>{children}</OpenedMenu>
    </Suspense>
  );
}
