import { type DsptEntry, dsptLevelInWords, type Eligible } from '@app/domain';
import type { CountedLevel } from '@app/dspt';
import { dayWords } from '../words/when';

/** What a standing comes to, as a headline. */
export function eligibleWords(eligible: Eligible, validTo: string | null): string {
  if (eligible === 'yes')
    return validTo === null ? 'It may apply' : `It may apply, to the end of ${dayWords(validTo)}`;
  return eligible === 'no' ? 'It may not apply' : 'It is not known whether it may apply';
}

export const countedLevelWords: Readonly<Record<CountedLevel, string>> = {
  ...dsptLevelInWords,
  lapsed: 'Lapsed: an edition that is valid no more',
  'not-listed': 'In no list, or under a code that is not known',
};

/** "25/26 Standards Met., published on Wednesday 10 June 2026": an entry as the list has it. */
export function entryWords({ statusText, publishedOn }: DsptEntry): string {
  return publishedOn === null ? statusText : `${statusText}, published on ${dayWords(publishedOn)}`;
}
