/** Places at which crash tests end the process as a power cut would. */
export const crashPoints = [
  'payment begun',
  'payment authenticated',
  'payment answered',
  'setup begun',
  'setup authenticated',
  'setup answered',
  'move begun',
  'move answered',
  'refund begun',
  'refund answered',
] as const;

export type CrashPoint = (typeof crashPoints)[number];

let armed: { readonly point: CrashPoint; left: number } | null = null;

/**
 * Makes the process kill itself when it passes a place for the n-th time: `authorized:3`. For development only; main.ts arms
 * it from `ONFILE_CRASH_AT`.
 */
export function armCrashPoint(setting: string): void {
  const [name, count = '1'] = setting.split(':');
  const point = crashPoints.find((known) => known === name);
  if (point === undefined) throw new Error(`ONFILE_CRASH_AT names no crash point: ${setting}`);
  armed = { point, left: Number(count) };
}

export function crashPoint(name: CrashPoint): void {
  if (armed?.point !== name) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}
