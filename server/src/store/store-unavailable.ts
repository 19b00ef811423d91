/** The database cannot be reached or written at the moment. The request may be repeated. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('The database cannot be reached or written.', { cause });
    this.name = 'StoreUnavailable';
  }
}

/** Throws what a driver's `work` throws, as `StoreUnavailable` if `isAway` says so. */
export async function namingAbsence<Result>(
  isAway: (error: unknown) => boolean,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isAway(error) ? new StoreUnavailable(error) : error;
  }
}
