import {
  addressKey,
  type AnsweredLetter,
  casesWrittenTo,
  type Known,
  type KnownCase,
  lettersById,
  namesHome,
  readReplyAddress,
  type Traces,
} from '@app/letters';
import type { Sealer, Sql } from '@app/platform';
import type { ContactsService } from '@app/providers';
import { type CaseEntry, readCases } from './case-directory';

/** What had to be looked up to say where a message belongs. */
export interface LookedUp {
  known: Known;
  letters: ReadonlyMap<string, AnsweredLetter>;
  cases: ReadonlyMap<string, CaseEntry>;
}

/** What is needed to look things up for many messages. */
export interface LookUp {
  sql: Sql;
  sealer: Sealer;
  contacts: ContactsService;
  messageDomains: readonly string[];
  openCases: readonly CaseEntry[];
}

/**
 * Looks up every letter, case and sender that a message points at, so that what follows is decided
 * without the database.
 */
export async function lookUp(traces: Traces, given: LookUp): Promise<LookedUp> {
  const { sql, sealer, contacts, messageDomains, openCases } = given;
  const replies = new Map(traces.sentTo.map((to) => [to, readReplyAddress(sealer, to)]));
  const ids = [...replies.values(), ...traces.letterIds].filter((id) => id !== null);
  const letters = await lettersById(sql, sealer, [...new Set(ids)]);
  const { sender } = traces;
  const had = sender ? await casesWrittenTo(sql, addressKey(sealer, sender)) : [];
  const written = had.map(({ caseId }) => caseId);
  const needed = [...written, ...letters.flatMap(({ parts }) => parts.map((p) => p.caseId))];
  const open = new Map(openCases.map((entry) => [entry.caseId, entry]));
  const others = [...new Set(needed)].filter((id) => !open.has(id));
  const cases = new Map(open);
  for (const entry of await readCases(sql, contacts, others)) cases.set(entry.caseId, entry);
  const entries = (caseIds: readonly string[]): CaseEntry[] =>
    [...new Set(caseIds)].flatMap((id) => cases.get(id) ?? []);
  const ofSender = entries([
    ...openCases.filter(({ contact }) => contact === sender).map(({ caseId }) => caseId),
    ...written,
  ]);
  const known = new Map(letters.map((letter) => [letter.letterId, letter]));
  return {
    letters: known,
    cases,
    known: {
      messageDomains,
      letterOfReplyAddress: (address) => replies.get(address) ?? null,
      letter: (letterId) => {
        const letter = known.get(letterId);
        return letter
          ? {
              letterId,
              cases: entries(letter.parts.map((p) => p.caseId)),
              wentTo: (address) => addressKey(sealer, address).equals(letter.addressKey),
              domain: letter.address?.split('@').at(-1) ?? null,
            }
          : null;
      },
      hasLeft: (caseId) => {
        const as = had.filter((one) => one.caseId === caseId);
        return (
          as.length > 0 &&
          as.every(({ recipient }) => recipient === 'provider') &&
          cases.get(caseId)?.contact !== sender
        );
      },
      casesOfAddress: (address) => (address === sender ? ofSender : []),
      candidates: candidates(traces, openCases),
    },
  };
}

/** Cases that the message could mean, by name, postcode, code or the sender's domain. */
const candidates = (traces: Traces, openCases: readonly CaseEntry[]): KnownCase[] => {
  const named = new Set([...traces.postcodes, ...traces.cqcLocationIds, ...traces.odsCodes]);
  const words = folded(traces.words);
  return openCases.filter(
    ({ homeName, postcode, cqcLocationId, odsCode, domains }) =>
      [postcode, cqcLocationId, odsCode].some((code) => code !== null && named.has(code)) ||
      (traces.senderDomain !== null && domains.includes(traces.senderDomain)) ||
      // The full comparison costs a look through all the words: few homes come so far.
      (words.includes(longestWord(homeName)) && namesHome(traces.words, homeName)),
  );
};

const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '');

const longestWord = (name: string): string =>
  folded(name.replace(/ \(practice\)$/, ''))
    .split(/[^\p{L}\p{N}]+/u)
    .reduce((longest, word) => (word.length > longest.length ? word : longest), '');
