import DKIM from 'nodemailer/lib/dkim';
import type { DkimSettings } from '../config';

/**
 * Header fields the signature covers, besides those every signer takes: a receiver that honours
 * List-Unsubscribe wants it signed, and nobody may make a letter of ours pass for a person's.
 */
const signedFields = [
  'From',
  'To',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'List-Unsubscribe',
  'Auto-Submitted',
].join(':');

/**
 * Signs a composed letter (DKIM, RFC 6376; rsa-sha256, relaxed/relaxed).
 * @throws when it could not be signed: an unsigned letter is not sent where signing was asked for
 */
export async function signMail(raw: Buffer, dkim: DkimSettings): Promise<Buffer> {
  const signer = new DKIM({
    domainName: dkim.domain,
    keySelector: dkim.selector,
    privateKey: dkim.key,
    headerFieldNames: signedFields,
  });
  const chunks: Buffer[] = [];
  for await (const chunk of signer.sign(raw)) chunks.push(chunk as Buffer);
  const signed = Buffer.concat(chunks);
  if (!signed.subarray(0, 15).equals(Buffer.from('DKIM-Signature:')))
    throw new Error('The letter could not be signed with DKIM_KEY.');
  return signed;
}
