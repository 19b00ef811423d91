import { sql } from 'kysely';
import type { Dialect } from '../store/engine.ts';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';
import type { Database } from './auth.ts';
import { type AuthUser, memberOf } from './auth-rows.ts';
import type { Member } from './member.ts';
import type { Role } from './roles.ts';

// Decides and changes in one statement that locks the other owner, so that two who remove each other at once leave one.
const otherOwner = (member: string, account: string, dialect: Dialect) =>
  sql`exists (select 1 from members m where m.account = ${account} and m.role = 'owner' and m.id <> ${member}${sql.raw(dialect.lockSuffix)})`;
const changingRole = systemStatement<{ id: string; account: string; role: string }, { id: string }>(
  (db, p, dialect) =>
    sql<{ id: string }>`update members set role = ${p.role} where id = ${p.id} and account = ${p.account}
    and (role <> 'owner' or ${p.role} = 'owner' or ${otherOwner(p.id, p.account, dialect)}) returning id`.compile(
      db,
    ),
);
const removing = systemStatement<{ id: string; account: string }, { id: string }>((db, p, dialect) =>
  sql<{ id: string }>`delete from members where id = ${p.id} and account = ${p.account}
    and (role <> 'owner' or ${otherOwner(p.id, p.account, dialect)}) returning id`.compile(db),
);

export type Members = ReturnType<typeof membersIn>;

/** The members of all accounts. */
export function membersIn(system: SystemStore, database: Database) {
  return {
    hasOwner: async (): Promise<boolean> => {
      const owners = await (await database()).count({
        model: 'user',
        where: [{ field: 'role', value: 'owner' }],
      });
      return owners > 0;
    },
    /** Oldest first. */
    by: async (field: 'id' | 'account' | 'email', value: string): Promise<Member[]> => {
      const found = await (await database()).findMany<AuthUser>({
        model: 'user',
        where: [{ field, value }],
        sortBy: { field: 'createdAt', direction: 'asc' },
        limit: 1000,
      });
      return found.map(memberOf);
    },
    /** False if it would leave the account without an owner. */
    changeRole: async ({ id, account }: Member, role: Role): Promise<boolean> =>
      (await system.change(changingRole, { id, account, role })).length > 0,
    /** Also removes sessions and credentials. False if it would leave the account without an owner. */
    remove: async ({ id, account }: Member): Promise<boolean> =>
      (await system.change(removing, { id, account })).length > 0,
    noteSignIn: async ({ id }: Member, now: number): Promise<void> => {
      await (await database()).update({
        model: 'user',
        where: [{ field: 'id', value: id }],
        update: { lastSignIn: now },
      });
    },
  };
}

export async function findByEmail(members: Members, email: string): Promise<Member | null> {
  return (await members.by('email', email.toLowerCase()))[0] ?? null;
}
