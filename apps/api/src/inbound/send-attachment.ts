import type { Inbox } from '@app/letters';
import type { Response } from 'express';

const mostFiles = 1_000_000;

/** Nothing in it runs, loads or is shown, even in a browser that opens it all the same. */
const policy = "default-src 'none'; sandbox";

/**
 * Sends a file that came by mail, to be saved and never shown: its type is not told, so that no
 * browser takes it for a page or a picture.
 * @throws NotFound
 */
export async function sendAttachment(
  inbox: Inbox,
  messageId: string,
  seq: number,
  response: Response,
): Promise<void> {
  // More than PostgreSQL's integers hold is the number of no file.
  const { name, content } = await inbox.attachment(messageId, Math.min(seq, mostFiles));
  response
    .set('Content-Type', 'application/octet-stream')
    .set('X-Content-Type-Options', 'nosniff')
    .set('Content-Disposition', disposition(name))
    .set('Content-Security-Policy', policy)
    .set('Cross-Origin-Resource-Policy', 'same-origin')
    .send(content);
}

/** RFC 6266: a plain name for old browsers, the real one for the others. */
function disposition(name: string): string {
  const plain = name.replace(/[^\w. -]+/g, '_').slice(-100) || 'attachment';
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
