/** Process managers usually wait ten seconds after SIGTERM before they kill a process. */
const drainMs = 9000;

/** On SIGTERM or SIGINT, finishes what is running; a second signal, or nine seconds, end the process anyway. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), drainMs).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
