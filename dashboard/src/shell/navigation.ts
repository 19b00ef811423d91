import {
  Activity,
  CreditCard,
  FlaskConical,
  House,
  KeyRound,
  type LucideIcon,
  Package,
  ScrollText,
  Settings,
  ShieldCheck,
  ShoppingCart,
  Users,
  UsersRound,
  Webhook,
} from 'lucide-react';
import { useConnection, useMay } from '../api/connection.ts';
import type { en } from '../i18n/en.ts';

export interface Place {
  readonly to: string;
  readonly name: keyof typeof en.nav;
  readonly icon: LucideIcon;
  /** `g` followed by this letter goes there. */
  readonly letter: string;
  readonly mode?: 'development' | 'production';
  /** The permission a member needs there; the server refuses the whole page to others. */
  readonly needs?: 'develop' | 'own';
}

export const mainPlaces: readonly Place[] = [
  { to: '/', name: 'home', icon: House, letter: 'h' },
  { to: '/payments', name: 'payments', icon: CreditCard, letter: 'p' },
  { to: '/customers', name: 'customers', icon: Users, letter: 'c' },
  { to: '/sessions', name: 'sessions', icon: ShoppingCart, letter: 's' },
  { to: '/products', name: 'products', icon: Package, letter: 'o' },
  { to: '/consents', name: 'consents', icon: ShieldCheck, letter: 'n' },
];

export const developerPlaces: readonly Place[] = [
  { to: '/developers/api-keys', name: 'api_keys', icon: KeyRound, letter: 'k', needs: 'develop' },
  { to: '/developers/webhooks', name: 'webhooks', icon: Webhook, letter: 'w' },
  { to: '/developers/events', name: 'events', icon: Activity, letter: 'e' },
  { to: '/developers/logs', name: 'logs', icon: ScrollText, letter: 'l' },
  { to: '/developers/sandbox', name: 'sandbox', icon: FlaskConical, letter: 'x', mode: 'development' },
];

export const otherPlaces: readonly Place[] = [
  { to: '/settings', name: 'settings', icon: Settings, letter: ',' },
  { to: '/settings/team', name: 'team', icon: UsersRound, letter: 't', needs: 'own' },
];

const allPlaces: readonly Place[] = [...mainPlaces, ...developerPlaces, ...otherPlaces];

/** The places that are open to this person in this mode. */
export function useOpenTo(places: readonly Place[] = allPlaces): readonly Place[] {
  const { mode } = useConnection();
  const may = useMay();
  return places.filter(
    (place) =>
      (place.mode === undefined || place.mode === mode) && (place.needs === undefined || may(place.needs)),
  );
}
