import { Refused } from '../errors';
import type { Fact } from './fact';

/**
 * Texts that look like something we must never hold (domain rule 15): a passcode or password with
 * its value, or a CQC contact ID. A location ID (`1-` and digits) is public and fine.
 */
const secrets: readonly { what: string; pattern: RegExp }[] = [
  {
    what: 'a passcode, password or PIN',
    pattern:
      /\b(?:otp|one[- ]time pass ?code|pass ?code|password|pin|security code)\b(?:\s+(?:is|was|number|no\.?))?\s*[:=-]?\s*(?!\d{1,2}(?:st|nd|rd|th)\b|20\d\d\b)(?=[\w-]*\d)[A-Za-z0-9][A-Za-z0-9-]{3,19}\b/i,
  },
  { what: 'a CQC contact ID', pattern: /\bCON1-\d{5,12}\b/i },
  {
    what: 'a CQC contact ID',
    pattern: /\b(?:contact|manager'?s?) id\b(?:\s+(?:is|was))?\s*[:=-]?\s*(?:CON)?1-\d{5,12}\b/i,
  },
];

/** What kind of secret a text seems to hold, or null. */
export function secretIn(text: string): string | null {
  return secrets.find(({ pattern }) => pattern.test(text))?.what ?? null;
}

/**
 * A fact that carries a secret is refused before it is stored or logged; the answer does not repeat
 * the text.
 * @throws Refused
 */
export function refuseSecrets(fact: Fact): void {
  const { text, reason, about, reference, role, job } = fact.details;
  const texts = [text, reason, about, reference, role, job, fact.override];
  const what = texts.map((t) => secretIn(t ?? '')).find((found) => found !== null);
  if (what)
    throw new Refused(
      'secret-in-text',
      `That text seems to contain ${what}, which Caseload never keeps; take it out and send it again.`,
    );
}
