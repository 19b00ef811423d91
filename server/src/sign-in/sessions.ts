import type { Database } from './auth.ts';
import { type SessionRow, secondsOf } from './auth-rows.ts';
import type { Member, SignInSession } from './member.ts';

/** Where members are signed in. */
export function sessionsIn(database: Database) {
  const deleteBy = async (field: 'id' | 'token', value: string) =>
    (await database()).delete({ model: 'session', where: [{ field, value }] });
  return {
    of: async (members: readonly Member[]): Promise<SignInSession[]> => {
      const byId = new Map(members.map((member) => [member.id, member]));
      const rows = await (await database()).findMany<SessionRow>({
        model: 'session',
        where: [
          { field: 'userId', operator: 'in', value: [...byId.keys()] },
          { field: 'expiresAt', operator: 'gt', value: new Date() },
        ],
        sortBy: { field: 'createdAt', direction: 'desc' },
        limit: 1000,
      });
      return rows.flatMap((row) => {
        const member = byId.get(row.userId);
        return member === undefined ? [] : [sessionOf(row, member)];
      });
    },
    end: (id: string): Promise<void> => deleteBy('id', id),
    endByToken: (token: string): Promise<void> => deleteBy('token', token),
    /** Deletes expired sessions and challenges. */
    dropOver: async (): Promise<void> => {
      // By the machine's time, like the library that set their expiry.
      const over = [{ field: 'expiresAt', operator: 'lte', value: new Date() }] as const;
      for (const model of ['session', 'verification']) {
        await (await database()).deleteMany({ model, where: [...over] });
      }
    },
  };
}

function sessionOf(row: SessionRow, member: Member): SignInSession {
  return {
    id: row.id,
    member,
    created: secondsOf(row.createdAt),
    lastActive: secondsOf(row.updatedAt),
    expiresAt: secondsOf(row.expiresAt),
    ip: row.ipAddress || null,
    userAgent: row.userAgent || null,
  };
}
