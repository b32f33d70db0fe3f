import type { Officer } from '@app/officers';
import type { RequestHandler } from 'express';
import { isForPrograms } from '../problems/answer-problem';

/** Something that pages say at their top while it holds. */
interface Banner<T> {
  /** What views find it as in `res.locals`. */
  name: string;
  /** On whose pages. */
  isFor: (officer: Officer) => boolean;
  /** As old as this it may be: many pages a second must not each ask. */
  freshForMs: number;
  /** What it is before anything was read. */
  unread: T;
  read: () => Promise<T>;
}

/** Tells it to the views of every page of the officers it is for. */
export function pageBanner<T>({
  name,
  isFor,
  freshForMs,
  unread,
  read,
}: Banner<T>): RequestHandler {
  let known = unread;
  let readAt = Number.NEGATIVE_INFINITY;
  const readAgain = async (): Promise<void> => {
    readAt = performance.now();
    try {
      known = await read();
    } catch {
      // The database is away: the page itself says so.
    }
  };
  // Where nothing has to be read nobody waits, not even for a promise.
  return (request, response, next) => {
    const { officer, method, path } = request;
    if (!officer || method !== 'GET' || isForPrograms(path) || !isFor(officer)) {
      next();
      return;
    }
    const tell = (): void => {
      response.locals[name] = known;
      next();
    };
    if (performance.now() - readAt > freshForMs) return readAgain().then(tell);
    tell();
  };
}
