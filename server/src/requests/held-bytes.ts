/** Bytes that requests hold in memory at once: in all, and per account, so that none keeps the others out. */
export interface HeldBytes {
  /** False if there is no room for them; then they are not held. */
  hold(account: string, bytes: number): boolean;
  release(account: string, bytes: number): void;
}

export function createHeldBytes(max: { readonly ofAll: number; readonly ofOne: number }): HeldBytes {
  const byAccount = new Map<string, number>();
  let byAll = 0;
  return {
    hold: (account, bytes) => {
      const own = (byAccount.get(account) ?? 0) + bytes;
      if (byAll + bytes > max.ofAll || own > max.ofOne) return false;
      byAll += bytes;
      byAccount.set(account, own);
      return true;
    },
    release: (account, bytes) => {
      const left = (byAccount.get(account) ?? 0) - bytes;
      byAll -= bytes;
      if (left > 0) byAccount.set(account, left);
      else byAccount.delete(account);
    },
  };
}
