import type { AddressSilence } from '@app/domain';
import type { AddressNote } from '@app/cases';
import type { ToldHow } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import { actorInWords } from '../case/case-view';
import { toldInWords, wayToldWords } from '../words/told-words';
import { dayInLondon, momentWords } from '../words/when';

/** Why an address is not written to, as its page and lists say it. */
export const silenceWords: Readonly<Record<AddressSilence, string>> = {
  objected: 'Whoever reads it asked for no letters',
  'wrong-person': 'It belongs to the wrong person',
  bounced: 'Letters to it come back',
};

/** What ends each of them, as a button. */
export const againWords: Readonly<Record<AddressSilence, string>> = {
  objected: 'They want letters again',
  'wrong-person': 'It is the right person after all',
  bounced: 'The address works again',
};

/** How each came to be known: somebody said so, or a mail server did. */
const howWords = (how: ToldHow | null): string =>
  how === null
    ? ''
    : how === 'mail-report'
      ? 'reported by a mail server'
      : wayToldWords[how].toLowerCase();

type Silence = AddressNote['silences'][number];

/** "Since Tuesday 3 November 2026: the manager of the home, by phone. Recorded by Priya Shah, …". */
export function silenceDetail(silence: Silence, officers: ReadonlyMap<string, string>): string {
  const { since, asker, how, recordedBy, recordedAt } = silence;
  const said = asker ? toldInWords({ asker }) : '';
  const told = [said, howWords(how)].filter(Boolean).join(', ');
  const by = `Recorded by ${actorInWords(recordedBy, officers)}, ${momentWords(recordedAt)}.`;
  return `Since ${dayInLondon(since)}${told ? `: ${told}` : ''}. ${by}`;
}

/** That nobody reads it for a while; null when nothing of the kind is known, or it is over. */
export function awayWords(note: AddressNote, now: Temporal.Instant): string | null {
  const { awayUntil } = note;
  if (!awayUntil || Temporal.Instant.compare(awayUntil, now) <= 0) return null;
  return `Away: letters that can wait do so until ${dayInLondon(awayUntil)}, two weeks at most`;
}
