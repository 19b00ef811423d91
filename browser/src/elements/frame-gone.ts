/** The frame disappeared while it was working: only the server knows the outcome. */
export class FrameGone extends Error {
  override readonly name = 'FrameGone';
  constructor() {
    super('The Element was removed while it was sending.');
  }
}

/** Checks the name, because the second script has its own copy of the class. */
export function isFrameGone(error: unknown): error is FrameGone {
  return error instanceof Error && error.name === 'FrameGone';
}
