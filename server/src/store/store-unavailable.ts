/** The database cannot be reached or written now. What was asked of it may be asked again. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('The database cannot be reached or written.', { cause });
    this.name = 'StoreUnavailable';
  }
}

/** What a driver's `work` throws, as `StoreUnavailable` where `isAway` says so. */
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
