import { maskSecrets, type SecretKind } from '@app/domain';
import type { MailAttachment } from '../reading/mail-message';

/** What of a message its sender wrote, and what the officer is told of it. */
interface Written {
  subject: string;
  newest: string;
  quoted: string;
  why: readonly string[];
  keyword: string | null;
  missing: readonly string[];
}

/** What was taken out, as the message's page tells it. */
const takenOut: Readonly<Record<SecretKind, string>> = {
  passcode:
    'A passcode or PIN was taken out of this message: we never keep one. Ask them to type it into the form of NHSmail themselves.',
  password:
    'A password was taken out of this message: we never keep one. Ask them to change it, because it has been sent by email.',
  'contact-id':
    'A CQC contact ID was taken out of this message: we never keep one, only that they have it.',
  'security-answer':
    'An answer to a security question was taken out of this message: we never keep one. Ask them to change it.',
};

/** The longest attachment that is read for secrets, in bytes: notes are short. */
const longestRead = 200_000;

/**
 * A message and its attachments without the secrets in them. Whoever wrote it cannot be asked to
 * write it again, so they are replaced and the officer is told. Pictures and documents are not read.
 */
export function withoutSecrets<
  M extends { sealed: Written; attachments: readonly MailAttachment[] },
>(message: M): M {
  const kinds = new Set<SecretKind>();
  const masked = (text: string): string => {
    const found = maskSecrets(text);
    for (const kind of found.kinds) kinds.add(kind);
    return found.text;
  };
  const { sealed } = message;
  const clean: Written = {
    ...sealed,
    subject: masked(sealed.subject),
    newest: masked(sealed.newest),
    quoted: masked(sealed.quoted),
    why: sealed.why.map(masked),
    keyword: sealed.keyword === null ? null : masked(sealed.keyword),
  };
  const attachments = message.attachments.map((file) => ({
    ...file,
    name: masked(file.name),
    content: isText(file) ? maskedBytes(file.content, masked) : file.content,
  }));
  const missing = [...sealed.missing, ...[...kinds].map((kind) => takenOut[kind])];
  return { ...message, sealed: { ...clean, missing }, attachments };
}

const isText = ({ type, content }: MailAttachment): boolean =>
  /^(?:text\/|message\/)/i.test(type) && content.byteLength <= longestRead;

function maskedBytes(content: Uint8Array, masked: (text: string) => string): Uint8Array {
  // Byte for byte, so that what is not UTF-8 stays as it was.
  const text = Buffer.from(content).toString('latin1');
  const clean = masked(text);
  return clean === text ? content : Buffer.from(clean, 'latin1');
}
