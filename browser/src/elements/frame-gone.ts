/** The frame went away while it worked: what became of the work only the server knows. */
export class FrameGone extends Error {
  override readonly name = 'FrameGone';
  constructor() {
    super('The Element was removed while it was sending.');
  }
}

/** By its name: the second script has a class of its own. */
export function isFrameGone(error: unknown): error is FrameGone {
  return error instanceof Error && error.name === 'FrameGone';
}
