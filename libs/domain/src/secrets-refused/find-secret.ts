import { contactIds } from './contact-ids';
import type { Found, SecretKind } from './found';
import { isBareCode, passcodes } from './passcodes';
import { passwords } from './passwords';
import { plainText } from './plain-text';
import { securityAnswers } from './security-answers';

/** A secret that somebody put into a text. Neither the text nor the value is in here. */
export interface Secret {
  kind: SecretKind;
  code: 'secret-refused';
  /** What to tell the person who wrote it. */
  message: string;
}

export interface Reading {
  /** The text is all that stands in a box for notes, so that a lone code in it is one. */
  bare?: boolean;
}

/** Names with their articles, for sentences. */
const names: Readonly<Record<SecretKind, readonly [one: string, several: string]>> = {
  passcode: ['a passcode or PIN', 'passcodes and PINs'],
  password: ['a password', 'passwords'],
  'contact-id': ['a CQC contact ID', 'CQC contact IDs'],
  'security-answer': ['the answer to a security question', 'security answers'],
};

/**
 * What every text with a secret has in it: some name for one. Most texts have none, and millions of
 * values of the register pass here.
 */
const mayHold =
  /o\W?t\W?p|p\W?[a@4]\W?[s$5]\W?[s$5]|\bp(?:w|\/w|in)|code|c ?o ?n ?1|contact|manager|\brm id|secret|answer|memorable|maiden|log|sign|user|cred/i;
const isPlain = /^[\x20-\x7e\s]*$/;

/** Longer texts are read in parts that overlap, so that no text takes long. */
const partLength = 4_000;
const overlap = 200;

/**
 * The first thing in a text that looks like a secret we must never hold: a passcode, a password, a
 * CQC contact ID, a security answer. What it does not find: a secret without a word that says what
 * it is, unless it stands alone in a box for notes.
 */
export function findSecret(text: string, reading: Reading = {}): Secret | null {
  const [first] = placesIn(text, reading);
  if (!first) return null;
  const [one, several] = names[first.kind];
  const message = `Take out what looks like ${one}: we never need ${several}, and never keep them.`;
  return { kind: first.kind, code: 'secret-refused', message };
}

/** A text with every secret in it replaced, and the kinds that were. */
export interface Masked {
  text: string;
  kinds: readonly SecretKind[];
}

/** Takes secrets out of what others wrote and cannot be asked to write again, such as a mail. */
export function maskSecrets(text: string): Masked {
  const places = placesIn(text, {});
  if (places.length === 0) return { text, kinds: [] };
  let masked = '';
  let from = 0;
  for (const { kind, start, end } of places) {
    if (start < from) continue;
    masked += `${text.slice(from, start)}[${kind.replaceAll('-', ' ')} removed]`;
    from = end;
  }
  return { text: masked + text.slice(from), kinds: [...new Set(places.map(({ kind }) => kind))] };
}

/** Where secrets stand in the text as it was given, in its order. */
function placesIn(text: string, { bare = false }: Reading): Found[] {
  if (!bare && isPlain.test(text) && !mayHold.test(text)) return [];
  const found: Found[] = [];
  for (let from = 0; from === 0 || from + overlap < text.length; from += partLength - overlap) {
    const plain = plainText(text.slice(from, from + partLength));
    for (const { kind, start, end } of inPart(plain.text))
      found.push({
        kind,
        start: from + plain.at(start),
        end: from + plain.at(end),
      });
  }
  if (bare && found.length === 0 && isBareCode(plainText(text.slice(0, 100)).text))
    return [{ kind: 'passcode', start: 0, end: text.length }];
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

const inPart = (text: string): Found[] =>
  mayHold.test(text)
    ? [...contactIds(text), ...passwords(text), ...passcodes(text), ...securityAnswers(text)]
    : [];
