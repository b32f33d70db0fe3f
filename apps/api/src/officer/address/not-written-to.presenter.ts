import type { NotWrittenTo } from '@app/cases';
import { type AddressSilence, addressSilences } from '@app/domain';
import { dayInLondon } from '../words/when';
import { againWords, silenceDetail, silenceWords } from './address-words';

export interface NotWrittenToPage {
  section: 'mail-tray';
  counts: { words: string; count: number }[];
  addresses: {
    /** What tells the address from others where nobody's name is held. */
    mark: string;
    homes: { href: string; name: string }[];
    key: string;
    why: AddressSilence;
    title: string;
    detail: string;
    again: string;
  }[];
  /** How many more there are than the list shows. */
  more: number;
  cases: { href: string; home: string; who: string; since: string }[];
}

/** Addresses first, then the sites and people who asked for no letters about their case. */
export function presentNotWrittenTo(
  { counts, addresses, cases }: NotWrittenTo,
  officers: ReadonlyMap<string, string>,
): NotWrittenToPage {
  const total = addressSilences.reduce((sum, why) => sum + counts[why], 0);
  return {
    section: 'mail-tray',
    counts: addressSilences
      .filter((why) => counts[why] > 0)
      .map((why) => ({ words: silenceWords[why], count: counts[why] })),
    addresses: addresses.map((silence) => ({
      mark: silence.key.slice(0, 8),
      homes: silence.homes.map(({ locationId, name }) => ({
        href: `/sites/${encodeURIComponent(locationId)}/address`,
        name,
      })),
      key: silence.key,
      why: silence.why,
      title: silenceWords[silence.why],
      detail: silenceDetail(silence, officers),
      again: againWords[silence.why],
    })),
    more: Math.max(0, total - addresses.length),
    cases: cases.map(({ caseId, home, person, isPerson, since }) => ({
      href: `/cases/${caseId}`,
      home,
      who: isPerson ? (person ?? 'Somebody whose name is not kept') : 'The provider',
      since: dayInLondon(since),
    })),
  };
}
