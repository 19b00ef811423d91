import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import css from './ui.module.css';

type Look = 'plain' | 'primary' | 'danger' | 'quiet';

interface Appearance {
  readonly look?: Look;
  readonly small?: boolean;
  readonly icon?: boolean;
}

export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

function classOf({ look = 'plain', small = false, icon = false }: Appearance): string {
  return classes(css.button, look !== 'plain' && css[look], small && css.small, icon && css.iconOnly);
}

export function Button({ look, small, icon, ...props }: Appearance & ComponentProps<'button'>): ReactNode {
  const appearance = { ...(look && { look }), ...(small && { small }), ...(icon && { icon }) };
  return <button type="button" {...props} className={classOf(appearance)} />;
}

export function ButtonLink({
  look,
  small,
  to,
  children,
}: Appearance & { to: string; children: ReactNode }): ReactNode {
  return (
    <Link to={to} className={classOf({ ...(look && { look }), ...(small && { small }) })}>
      {children}
    </Link>
  );
}
