import type { Classification } from './classification';
import { guess, isEverybodysDomain } from './guesses';
import { isSameHome, namesHome } from './home-names';
import type { Known, KnownCase, KnownLetter, Thread } from './known';
import type { ReadMessage } from './mail-message';
import { type Traces, tracesOf } from './traces';

/**
 * Which letter or case a message belongs to. The signed reply address comes first, then Message-IDs
 * of ours, then a sender who is known for exactly one open case; never the subject. A person's
 * message is filed only when everything it says agrees; else it goes to the tray with guesses.
 */
export function threadOf(
  message: ReadMessage,
  classification: Classification,
  known: Known,
): Thread {
  const traces = tracesOf(message, classification, known.messageDomains);
  const signed = lettersOf(
    traces.sentTo.map((address) => known.letterOfReplyAddress(address)),
    known,
  );
  const named = lettersOf(traces.letterIds, known);
  const isPerson = classification.kind === 'human' || classification.kind === 'thanks';
  if (!isPerson) return forMachine(classification, traces, signed, named, known);
  const [letter] = [...signed, ...named];
  if (!letter) return bySender(traces, known);
  return forPerson(letter, { message, traces, signed, named, known });
}

const lettersOf = (ids: readonly (string | null)[], known: Known): KnownLetter[] =>
  [...new Set(ids)].flatMap((id) => (id && known.letter(id)) || []);

/** A report or an away message is about the letter it names, and changes no case. */
function forMachine(
  classification: Classification,
  traces: Traces,
  signed: readonly KnownLetter[],
  named: readonly KnownLetter[],
  known: Known,
): Thread {
  const isReport = 'originalMessageId' in classification;
  const [letter, other] = isReport ? [...named, ...signed] : [...signed, ...named];
  const ours = ['list', 'other-machine'].includes(classification.kind) ? null : letter;
  if (ours && (other === undefined || sameCases([ours, other])))
    return {
      to: 'letter',
      letterId: ours.letterId,
      caseIds: ours.cases.map(({ caseId }) => caseId),
      why: isReport
        ? 'It is a report about this letter: it names its Message-ID.'
        : 'It answers this letter automatically.',
    };
  return tray(
    traces,
    known,
    [],
    letter ?? null,
    'A machine sent it, and it is about no letter of ours.',
  );
}

interface Answer {
  message: ReadMessage;
  traces: Traces;
  signed: readonly KnownLetter[];
  named: readonly KnownLetter[];
  known: Known;
}

/** Files an answer to a letter if nothing speaks for another home. */
function forPerson(letter: KnownLetter, answer: Answer): Thread {
  const { traces, signed, named, known } = answer;
  const all = [...signed, ...named];
  const doubt = doubtAbout(letter, answer);
  const [only, ...more] = letter.cases;
  if (doubt === null && only && more.length === 0)
    return {
      to: 'letter',
      letterId: letter.letterId,
      caseIds: [only.caseId],
      why:
        signed.length > 0
          ? `It came to the reply address of this letter to ${only.homeName}.`
          : `It answers this letter to ${only.homeName}: it names its Message-ID.`,
    };
  const why = doubt ?? `The letter it answers is about ${letter.cases.length} homes.`;
  return tray(traces, known, all, letter, why);
}

function doubtAbout(letter: KnownLetter, { traces, signed, named, known }: Answer): string | null {
  if (!sameCases([letter, ...signed, ...named]))
    return 'It points at letters about different homes.';
  const home = letter.cases[0]?.homeName ?? 'the home';
  if (letter.cases.every(({ isOpen }) => !isOpen))
    return `The letter it answers is about ${home}, whose case is closed.`;
  const { sender } = traces;
  if (!sender) return 'It names no sender.';
  const own = new Set(letter.cases.map(({ caseId }) => caseId));
  if (letter.cases.some(({ caseId }) => known.hasLeft(caseId)))
    return `It comes from an address to which nothing is written about ${home} any more.`;
  const senders = known.casesOfAddress(sender).filter(({ isOpen }) => isOpen);
  if (senders.length > 0 && senders.every(({ caseId }) => !own.has(caseId)))
    return `Its sender is known for ${senders[0]?.homeName}, and answers a letter to ${home}.`;
  if (letter.cases.length === 1) {
    const other = otherHome(traces, letter, known);
    if (other) return `It answers a letter to ${home}, but speaks of ${other.homeName}.`;
  }
  return isTheirs(letter, traces, senders, own)
    ? null
    : `It answers a letter to ${home}, but comes from an address that is not known there.`;
}

/** The person we wrote to, one recorded for the case, or a colleague at the same firm's domain. */
function isTheirs(
  letter: KnownLetter,
  { sender, senderDomain }: Traces,
  senders: readonly KnownCase[],
  own: ReadonlySet<string>,
): boolean {
  if (!sender || !senderDomain) return false;
  if (letter.wentTo(sender) || senders.some(({ caseId }) => own.has(caseId))) return true;
  if (isEverybodysDomain(senderDomain)) return false;
  return (
    letter.domain === senderDomain ||
    letter.cases.every(({ domains }) => domains.includes(senderDomain))
  );
}

/** Another home that the newest words name, by name, postcode or code. */
function otherHome(traces: Traces, letter: KnownLetter, known: Known): KnownCase | undefined {
  const own = letter.cases[0];
  const words = traces.words;
  const asks = (one: KnownCase): boolean =>
    namesHome(words, one.homeName) ||
    (one.postcode !== null &&
      one.postcode !== own?.postcode &&
      traces.postcodes.includes(one.postcode)) ||
    (one.cqcLocationId !== null && traces.cqcLocationIds.includes(one.cqcLocationId)) ||
    (one.odsCode !== null && traces.odsCodes.includes(one.odsCode));
  const cases = [
    ...known.candidates,
    ...(traces.sender ? known.casesOfAddress(traces.sender) : []),
  ];
  return cases.find((one) => own !== undefined && !isSameHome(one, own) && asks(one));
}

/** No letter is named: a sender recorded for one open case, who speaks of no other home. */
function bySender(traces: Traces, known: Known): Thread {
  const cases = traces.sender ? known.casesOfAddress(traces.sender) : [];
  const open = cases.filter(({ isOpen }) => isOpen);
  const [only, ...more] = open;
  const others = known.candidates.filter(
    (one) => only && !isSameHome(one, only) && namesHome(traces.words, one.homeName),
  );
  const stays = only !== undefined && !known.hasLeft(only.caseId);
  if (stays && more.length === 0 && others.length === 0 && !namesElsewhere(traces, only))
    return {
      to: 'case',
      caseId: only.caseId,
      why: `It answers no letter, but its sender is known for ${only.homeName}, and for no other open case.`,
    };
  const why =
    open.length > 1
      ? `Its sender is known for ${open.length} open cases.`
      : only && !stays
        ? `Its sender was the contact of ${only.homeName}, and is so no more.`
        : only
          ? `Its sender is known for ${only.homeName}, but it speaks of another place.`
          : 'It answers no letter of ours, and its sender is not known for an open case.';
  const first = cases.map((one) => ({
    case: one,
    score: one.isOpen ? 50 : 20,
    why: `Its sender is known for ${one.homeName}.`,
  }));
  return { to: 'tray', guesses: guess(traces, known.candidates, first), letterId: null, why };
}

/** A postcode or code in the words that is not this home's. */
const namesElsewhere = (traces: Traces, one: KnownCase): boolean =>
  traces.cqcLocationIds.some((id) => id !== one.cqcLocationId) ||
  (one.postcode !== null &&
    traces.postcodes.length > 0 &&
    !traces.postcodes.includes(one.postcode));

function tray(
  traces: Traces,
  known: Known,
  letters: readonly KnownLetter[],
  letter: KnownLetter | null,
  why: string,
): Thread {
  const first = [
    ...letters.flatMap(({ cases }) =>
      cases.map((one) => ({
        case: one,
        score: 70,
        why: `It answers a letter to ${one.homeName}.`,
      })),
    ),
    ...(traces.sender ? known.casesOfAddress(traces.sender) : []).map((one) => ({
      case: one,
      score: one.isOpen ? 50 : 20,
      why: `Its sender is known for ${one.homeName}.`,
    })),
  ];
  const guesses = guess(traces, known.candidates, first);
  return { to: 'tray', guesses, letterId: letter?.letterId ?? null, why };
}

/** Whether letters are about the very same cases. */
function sameCases(letters: readonly KnownLetter[]): boolean {
  const key = ({ cases }: KnownLetter): string =>
    cases
      .map(({ caseId }) => caseId)
      .sort()
      .join(' ');
  return new Set(letters.map(key)).size <= 1;
}
