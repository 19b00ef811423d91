import type { Role } from './roles.ts';

/** Somebody who may sign in to an account's dashboard. */
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
  /** Whether an authenticator app is required besides the password. */
  readonly twoFactor: boolean;
}

/** A member signed in at a browser. */
export interface SignedIn {
  readonly member: Member;
  /** `sis_…` */
  readonly session: string;
  /** Cookies to set if the session was extended. */
  readonly cookies: readonly string[];
}

export interface SignInSession {
  readonly id: string;
  readonly member: Member;
  readonly created: number;
  /** When it was last extended. */
  readonly lastActive: number;
  readonly expiresAt: number;
  readonly ip: string | null;
  readonly userAgent: string | null;
}
