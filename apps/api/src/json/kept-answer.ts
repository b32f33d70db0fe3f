import type { Response } from 'express';

/** Headers that are part of an answer and go out again with it. */
export const keptHeaders = ['ETag', 'Location', 'Content-Type'] as const;

/** The first answer to a request that has now come again; thrown to end the second one with it. */
export class KeptAnswer extends Error {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    /** Exactly what was sent; null when nothing was. */
    readonly body: string | null,
  ) {
    super('This request was answered before.');
    this.name = 'KeptAnswer';
  }

  send(response: Response): void {
    response.status(this.status).set(this.headers).set('Idempotent-Replayed', 'true');
    if (this.body === null) response.end();
    // As bytes, so that Express leaves the content type as it was.
    else response.send(Buffer.from(this.body, 'utf8'));
  }
}
