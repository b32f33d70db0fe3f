import { Refused } from '../errors';
import { findSecret } from '../secrets-refused';
import type { Fact } from './fact';

/**
 * A fact that carries a secret is refused before it is stored or logged (domain rule 15); the answer
 * does not repeat the text.
 * @throws Refused
 */
export function refuseSecrets(fact: Fact): void {
  const { text, reason, about, reference, role, job } = fact.details;
  const texts = [text, reason, about, reference, role, job, fact.override];
  const secret = texts.map((one) => findSecret(one ?? '')).find((found) => found !== null);
  if (secret) throw new Refused(secret.code, secret.message);
}
