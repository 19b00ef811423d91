/** Whoever asks a process to end waits ten seconds, and then kills it. */
const drainMs = 9000;

/** On SIGTERM or SIGINT, what runs is finished; a second signal, or nine seconds, end the process anyway. */
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
