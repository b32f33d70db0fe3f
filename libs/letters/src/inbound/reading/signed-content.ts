import type { MailAttachment } from './mail-message';

interface Readable {
  text: string;
  attachments: readonly MailAttachment[];
}

const opaque = /^application\/(x-)?pkcs7-mime$/;

/**
 * The message inside an S/MIME envelope that is signed but not encrypted: it stands there as it is,
 * after some bytes of the envelope. The signature is not checked, and nothing relies on it.
 */
export async function signedContent(
  parts: readonly { mimeType: string; bytes: Uint8Array }[],
  read: (inner: Uint8Array) => Promise<Readable | null>,
): Promise<Readable | null> {
  const envelope = parts.find(({ mimeType }) => opaque.test(mimeType));
  if (!envelope) return null;
  const bytes = Buffer.from(envelope.bytes);
  const start = bytes
    .subarray(0, 4_000)
    .toString('latin1')
    .search(/(MIME-Version|Content-Type):/i);
  return start < 0 ? null : read(bytes.subarray(start));
}
