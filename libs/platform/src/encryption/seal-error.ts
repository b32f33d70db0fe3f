/** A sealed value could not be opened. */
export class SealError extends Error {
  readonly code = 'cannot-open-sealed-value';

  /** @param why `unknown-key`: this process has not been given its key; `damaged`: or moved */
  constructor(
    readonly why: 'unknown-key' | 'damaged',
    message: string,
  ) {
    super(message);
  }
}
