import type { Role } from './roles.ts';

/** Somebody who may sign in to the dashboard of an account. */
export interface Member {
  /** `mem_…` */
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Unix seconds. */
  readonly created: number;
  readonly lastSignIn: number | null;
  /** An authenticator app is asked for beside the password. */
  readonly twoFactor: boolean;
}

/** A member at a browser. */
export interface SignedIn {
  readonly member: Member;
  /** `sis_…` */
  readonly session: string;
  /** Cookies to set, where the session was prolonged. */
  readonly cookies: readonly string[];
}

export interface SignInSession {
  readonly id: string;
  readonly member: Member;
  readonly created: number;
  /** When it was last prolonged. */
  readonly lastActive: number;
  readonly expiresAt: number;
  readonly ip: string | null;
  readonly userAgent: string | null;
}
