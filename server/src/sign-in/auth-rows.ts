import type { Member } from './member.ts';
import type { Role } from './roles.ts';

/** A member as better-auth returns one. */
export interface AuthUser {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly email: string;
  /** The table accepts no other. */
  readonly role: Role;
  readonly createdAt: Date;
  readonly lastSignIn?: number | null;
  readonly twoFactorEnabled?: boolean | null;
}

export interface SessionRow {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date;
  readonly ipAddress?: string | null;
  readonly userAgent?: string | null;
}

export function memberOf(user: AuthUser): Member {
  return {
    id: user.id,
    account: user.account,
    name: user.name,
    email: user.email,
    role: user.role,
    created: secondsOf(user.createdAt),
    lastSignIn: user.lastSignIn ?? null,
    twoFactor: user.twoFactorEnabled === true,
  };
}

export function secondsOf(time: Date): number {
  return Math.floor(new Date(time).getTime() / 1000);
}
