const reloaded = 'onfile.reloaded';
const pauseMs = 30_000;

/** Restarts the app, but not over and over if that does not help. */
export function reloadOnce(): void {
  if (Date.now() - Number(sessionStorage.getItem(reloaded) ?? 0) < pauseMs) return;
  sessionStorage.setItem(reloaded, String(Date.now()));
  location.reload();
}
