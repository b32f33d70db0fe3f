import { createHmac, randomBytes } from 'node:crypto';

const mark = 'whsec_';

/** A new secret, as a receiver is given it: 256 random bits (Standard Webhooks 1.0). */
export const newWebhookSecret = (): string => `${mark}${randomBytes(32).toString('base64')}`;

/** One delivery as it goes out. */
export interface Signed {
  id: string;
  /** Seconds since 1970 at this try. */
  timestamp: number;
  body: string;
}

/**
 * The headers by which a receiver knows who sent it and that nothing was changed: HMAC-SHA256 over
 * `id.timestamp.body`, once with each secret that is good (Standard Webhooks 1.0).
 */
export function signatureHeaders(
  { id, timestamp, body }: Signed,
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(mark.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
