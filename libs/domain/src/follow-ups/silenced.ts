import type { Temporal } from 'temporal-polyfill';
import type { CaseState } from '../cases/case-state';
import { recipientOf, type Rung } from '../clocks/rung';

/** Why an address is not written to, wherever it stands. */
export const addressSilences = ['bounced', 'objected', 'wrong-person'] as const;

export type AddressSilence = (typeof addressSilences)[number];

/** What is known of the address a letter goes to. */
export interface AddressStanding {
  silenced: AddressSilence | null;
  /** Nobody reads it before the Europe/London day of this instant. */
  awayUntil: Temporal.Instant | null;
}

/** The addresses of a case by recipient (`recipientOf`); one without a word against it is left out. */
export type AddressesOfCase = ReadonlyMap<string, AddressStanding>;

export const noAddresses: AddressesOfCase = new Map();

/** Why a letter is suppressed. */
export type Suppression = 'deregistered' | 'opted-out' | 'person-opted-out' | AddressSilence;

/** Each reason as it is shown, to stand after "because". */
export const suppressionWords: Readonly<Record<Suppression, string>> = {
  deregistered: 'the site has left the register',
  'opted-out': 'the provider asked for no letters',
  'person-opted-out': 'this person asked for no letters',
  bounced: 'letters to this address came back',
  objected: 'whoever reads this address asked for no letters',
  'wrong-person': 'this address belongs to the wrong person',
};

/**
 * Why a rung's letter is suppressed; null when it is not. A provider, or a person, who opted out gets
 * none (tasks and records run on); of a site that has left the register nobody outside gets any; an
 * address that bounced or objected gets none of any case (domain rules, 30 and 54 to 56).
 */
export function silencedIn(
  { optedOut, wishes, site }: Pick<CaseState, 'optedOut' | 'wishes' | 'site'>,
  addresses: AddressesOfCase = noAddresses,
): (rung: Pick<Rung, 'act' | 'to' | 'person'>) => Suppression | null {
  const silent = new Set(wishes.filter((w) => w.optedOut).map(({ person }) => person));
  return (rung) => {
    if (rung.act !== 'letter') return null;
    if (site.status === 'deregistered') return 'deregistered';
    if (rung.to === 'provider' && optedOut) return 'opted-out';
    if (rung.to === 'person' && silent.has(rung.person ?? '')) return 'person-opted-out';
    return addresses.get(recipientOf(rung))?.silenced ?? null;
  };
}
