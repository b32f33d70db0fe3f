import type { Request } from 'express';
import { isPrivate } from '../secrets/exempt-fields';

/** A form that came when nobody was signed in any more, to be sent again as it was. */
export interface SignedOutPage {
  action: string;
  fields: { name: string; value: string }[];
}

/** Ways in and what is about one’s own account are begun anew: they hold what nothing may repeat. */
const begunAnew = /^\/(?:sign-in|sign-out|set-up|account|invitations?|officers)(?:\/|$)/i;

/**
 * What somebody typed before their session ended, unless nothing was typed. Nothing of it is kept
 * here: it goes back to the browser it came from, and stands in a page that nobody else gets.
 * @returns null when there is nothing to lose
 */
export function presentSignedOut(
  request: Pick<Request, 'method' | 'originalUrl' | 'path' | 'body'>,
): SignedOutPage | null {
  const { method, originalUrl, path } = request;
  if (method !== 'POST' || begunAnew.test(path) || !/^\/(?![/\\])/.test(originalUrl)) return null;
  const fields = Object.entries((request.body ?? {}) as Record<string, unknown>).flatMap(
    ([name, value]) =>
      isPrivate(path, name)
        ? []
        : [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])),
  );
  const isTyped = fields.some(({ name, value }) => name !== 'formToken' && value.trim() !== '');
  return isTyped ? { action: originalUrl, fields } : null;
}
