import {
  type AddressesOfCase,
  type AddressStanding,
  type CaseState,
  type ClockSettings,
  londonDay,
  londonMoment,
  recipientOf,
  type Rung,
} from '@app/domain';
import {
  type AddressLetters,
  addressKey,
  addressStandings,
  lettersOfAddresses,
  lockAddresses,
} from '@app/letters';
import type { Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import type { Confidential, LetterContext } from './letter-context';

/** Whom letters to one recipient of a case go to. */
export interface Addressee {
  /** By which the same address is recognised in other cases. */
  key: Buffer;
  /** Null when nobody is named. */
  name: string | null;
  /** Null while none is recorded: then the key is of the place, not of an address. */
  address: string | null;
}

/** @param recipient `provider` or `person:<ref>` */
export function addresseeOf(
  recipient: string,
  state: CaseState,
  { contact, people, locationId }: LetterContext,
  sealer: Sealer,
): Addressee {
  const person = recipient === 'provider' ? null : recipient.slice('person:'.length);
  const named = person === null ? null : state.people.find((p) => p.person === person);
  const name = person === null ? (contact?.name ?? null) : (people.get(person) ?? null);
  const address = (person === null ? contact?.email : named?.email) ?? null;
  const place = person === null ? `site:${locationId}` : `site:${locationId}:${person}`;
  return { key: addressKey(sealer, address ?? place), name, address };
}

/** The addressees of what may go out for these rungs, by recipient. */
export function addresseesOf(
  rungs: readonly Pick<Rung, 'to' | 'person'>[],
  state: CaseState,
  context: LetterContext,
  sealer: Sealer,
): Map<string, Addressee> {
  const outside = rungs.filter(({ to }) => to === 'provider' || to === 'person');
  const recipients = new Set(outside.map(recipientOf));
  return new Map([...recipients].map((r) => [r, addresseeOf(r, state, context, sealer)]));
}

/** What is known of the addresses of a moment: their letters and their standing, by key in hex. */
export interface AddressLedger {
  letters: Map<string, AddressLetters>;
  standings: Map<string, AddressStanding>;
}

/**
 * Reads what bears on writing to these addresses now, and makes other writers to them wait.
 * @param options `alone`: nobody else can write, so nobody has to wait; `except`: ids of letters
 *   that are being written again, and are left out
 */
export async function openAddressLedger(
  tx: Sql,
  { sealer }: Pick<Confidential, 'sealer'>,
  addressees: readonly Addressee[],
  now: Temporal.Instant,
  options: { alone?: boolean; except?: readonly string[] } = {},
): Promise<AddressLedger> {
  const keys = [...new Map(addressees.map(({ key }) => [key.toString('hex'), key])).values()];
  if (!options.alone) await lockAddresses(tx, keys);
  return {
    letters: await lettersOfAddresses(tx, sealer, keys, now, options),
    standings: await addressStandings(tx, keys),
  };
}

/** The same for whoever only looks: nobody waits. */
export async function readAddressLedger(
  sql: Sql,
  { sealer }: Pick<Confidential, 'sealer'>,
  addressees: readonly Addressee[],
  now: Temporal.Instant,
): Promise<AddressLedger> {
  const keys = addressees.map(({ key }) => key);
  return {
    letters: await lettersOfAddresses(sql, sealer, keys, now, { locks: false }),
    standings: await addressStandings(sql, keys),
  };
}

/** The standings of the addresses of one case, by recipient. */
export function standingsOf(
  addressees: ReadonlyMap<string, Addressee>,
  { standings }: AddressLedger,
): AddressesOfCase {
  return new Map(
    [...addressees].flatMap(([recipient, { key }]) => {
      const standing = standings.get(key.toString('hex'));
      return standing ? [[recipient, standing] as const] : [];
    }),
  );
}

/** Recipients of one case whose address has had its routine letter of a day, in whichever case. */
export function writtenToOn(
  day: string,
  addressees: ReadonlyMap<string, Addressee>,
  { letters }: AddressLedger,
): Set<string> {
  const isTaken = ({ key }: Addressee): boolean =>
    letters.get(key.toString('hex'))?.taken.has(day) ?? false;
  return new Set([...addressees].flatMap(([recipient, a]) => (isTaken(a) ? [recipient] : [])));
}

/**
 * When a letter to an address may go: with the letter that waits for it, or on the first working day
 * on which no other has gone.
 * @param from the earliest, in sending hours
 */
export function momentFor(
  { key }: Addressee,
  routine: boolean,
  from: Temporal.Instant,
  { letters }: AddressLedger,
  { calendar, policy }: ClockSettings,
): Temporal.Instant {
  const of = letters.get(key.toString('hex'));
  if (!of || !routine) return from;
  let moment = from;
  while (of.taken.has(londonDay(moment).toString()))
    moment = londonMoment(calendar.nextAfter(londonDay(moment)), policy.sendingHours.from);
  const { open } = of;
  const isSooner =
    open && open.day > londonDay(from).toString() && open.day < londonDay(moment).toString();
  return isSooner ? open.sendFrom : moment;
}
