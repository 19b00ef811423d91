import { createContext, useContext } from 'react';

/** What the server says before anything else can be asked. */
export interface Boot {
  readonly mode: 'development' | 'production';
  readonly version: string;
  readonly sandboxes: readonly Sandbox[];
  readonly user: User | null;
  /** Production: somebody has set up the first account. */
  readonly accounts_ready: boolean;
}

interface Sandbox {
  readonly key: string;
  readonly account: string;
  readonly name: string;
  readonly created: number;
}

export type Role = 'owner' | 'developer' | 'support' | 'read_only';

interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** Whose data is shown, and with which permissions. */
export type Connection =
  | { readonly mode: 'development'; readonly key: string; readonly version: string }
  | {
      readonly mode: 'production';
      readonly livemode: boolean;
      readonly user: User;
      readonly version: string;
    };

export function authorizationOf(connection: Connection): Readonly<Record<string, string>> {
  return connection.mode === 'development'
    ? { Authorization: `Bearer ${connection.key}` }
    : { 'Onfile-Mode': connection.livemode ? 'live' : 'test' };
}

/** Distinguishes what a browser keeps for each connection. */
export function nameOf(connection: Connection): string {
  return connection.mode === 'development' ? connection.key : connection.livemode ? 'live' : 'test';
}

const Current = createContext<Connection | null>(null);
export const ConnectionProvider = Current.Provider;

export function useConnection(): Connection {
  const connection = useContext(Current);
  if (connection === null) throw new Error('There is no connection here.');
  return connection;
}

/** What a person may do. The server decides; this only hides what it would refuse. */
export function useMay(): (what: 'money' | 'write' | 'develop' | 'own') => boolean {
  const connection = useConnection();
  if (connection.mode === 'development') return () => true;
  const { role } = connection.user;
  return (what) => {
    switch (what) {
      case 'own':
        return role === 'owner';
      case 'write':
        return role !== 'read_only';
      default:
        return role === 'owner' || role === 'developer';
    }
  };
}

const sandboxKey = 'onfile.sandbox';
const knownSandboxes = 'onfile.sandboxes';
const modeKey = 'onfile.mode';
const demoKey = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2';

/** `/dashboard#key=sk_test_…` opens that sandbox; a fragment never leaves the browser. */
function keyOfAddress(): string | null {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key === null || !isTestKey(key)) return null;
  history.replaceState(null, '', location.pathname + location.search);
  return key;
}

/** `?account=acct_…&mode=test`: a URL that says where its object is. */
function placeOfAddress(): { readonly account: string | null; readonly mode: string | null } {
  const search = new URLSearchParams(location.search);
  return { account: search.get('account'), mode: search.get('mode') };
}

export function isTestKey(text: string): boolean {
  return /^sk_test_[A-Za-z0-9_]{3,240}$/.test(text);
}

export function connect(boot: Boot): Connection | null {
  const { version } = boot;
  if (boot.mode === 'development') {
    const { account } = placeOfAddress();
    const named = boot.sandboxes.find((sandbox) => sandbox.account === account)?.key;
    const key =
      keyOfAddress() ?? named ?? localStorage.getItem(sandboxKey) ?? boot.sandboxes[0]?.key ?? demoKey;
    rememberSandbox(key);
    return { mode: 'development', key, version };
  }
  if (boot.user === null) return null;
  const { mode } = placeOfAddress();
  if (mode === 'test' || mode === 'live') rememberMode(mode === 'live');
  const livemode = localStorage.getItem(modeKey) !== 'test';
  return { mode: 'production', livemode, user: boot.user, version };
}

export function rememberSandbox(key: string): void {
  localStorage.setItem(sandboxKey, key);
  const known = rememberedKeys().filter((other) => other !== key);
  localStorage.setItem(knownSandboxes, JSON.stringify([key, ...known].slice(0, 20)));
}

export function rememberMode(livemode: boolean): void {
  localStorage.setItem(modeKey, livemode ? 'live' : 'test');
}

/** Keys opened in this browser, newest first. */
export function rememberedKeys(): readonly string[] {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(knownSandboxes) ?? '[]');
    return Array.isArray(known)
      ? known.filter((key): key is string => typeof key === 'string' && isTestKey(key))
      : [];
  } catch {
    return [];
  }
}
