import { findSecret, type Secret } from '@app/domain';
import { isExempt } from './exempt-fields';

/** A field that holds a secret. */
export interface SecretField {
  /** JSON pointer (RFC 6901) into what was sent. */
  pointer: string;
  /** The field of the form, or the last name on the way. */
  name: string;
  secret: Secret;
}

/** Fields for words: a code that is all they hold is a secret; elsewhere a number may be a number. */
const prose = new Set([
  'text',
  'note',
  'reason',
  'why',
  'about',
  'title',
  'subject',
  'override',
  'job',
  'comment',
  'message',
]);

/**
 * Every text in what was sent that holds a secret, at most the first hundred.
 * @param path of the address it was sent to
 */
export function secretsIn(sent: unknown, path: string): SecretField[] {
  const found: SecretField[] = [];
  const look = (value: unknown, pointer: string, name: string): void => {
    if (found.length === 100) return;
    if (typeof value === 'string') {
      const secret = isExempt(path, name) ? null : findSecret(value, { bare: prose.has(name) });
      if (secret) found.push({ pointer, name, secret });
    } else if (Array.isArray(value)) value.forEach((one, n) => look(one, `${pointer}/${n}`, name));
    else if (value !== null && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) {
        look(one, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, key);
        // A secret may be sent as a name, too; the answer to unknown fields would repeat it.
        const secret = findSecret(key);
        if (secret) found.push({ pointer, name, secret });
      }
  };
  look(sent, '', '');
  return found;
}
