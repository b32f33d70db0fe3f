import { Temporal } from 'temporal-polyfill';
import { dayInWords } from '../time/london';
import { nameLikeness } from './name-words';

/** One record of the register, as far as it tells whether another is of the same home. */
export interface HomeRecord {
  /** CQC location id. */
  locationId: string;
  name: string;
  providerId: string | null;
  providerName: string | null;
  address: string | null;
  postcode: string | null;
  phone: string | null;
  /** Unique property reference number: the building. */
  uprn: string | null;
  /** `YYYY-MM-DD`. */
  registeredOn: string | null;
  deregisteredOn: string | null;
  isDeregistered: boolean;
  /** Ids CQC relates to it, each perhaps with a reason: `1-440568621: Location Move`. */
  predecessors: readonly string[];
  successors: readonly string[];
}

/** How two records of one home follow each other, or stand beside each other. */
export type HomeLinkKind = 'successor' | 'duplicate' | 'merged' | 'split';

/** Two records that seem to be of one home. A person says whether they are. */
export interface FoundLink {
  olderId: string;
  newerId: string;
  kind: HomeLinkKind;
  /** The day the newer record begins, `YYYY-MM-DD`; null when no file gives it. */
  linkedOn: string | null;
  /** Why it seems so, a sentence each. */
  evidence: readonly string[];
}

/** Days between the end of one record and the start of the next that still speak for one home. */
const handoverDays = 90;

/** Names that agree this far are of one home: a letter may be wrong, an “Ltd” more or less. */
const sameName = 0.85;

const compact = (text: string | null): string =>
  (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');

/** The digits that stay the same with and without country code and leading zero. */
const phoneKey = (phone: string | null): string => (phone ?? '').replace(/\D/g, '').slice(-10);

/** House and street: the beginning of an address, which is written more alike than its end. */
const streetKey = (address: string | null): string => compact((address ?? '').split(',')[0] ?? '');

const equal = (a: string, b: string): boolean => a !== '' && a === b;

/** What an entry of `predecessors` or `successors` says: the id, and why if it says so. */
function readRelation(entry: string): { locationId: string; reason: string | null } {
  const [locationId = '', ...reason] = entry.split(':');
  return { locationId: locationId.trim(), reason: reason.join(':').trim() || null };
}

interface Likeness {
  name: boolean;
  place: boolean;
  uprn: boolean;
  postcode: boolean;
  street: boolean;
  phone: boolean;
  provider: boolean;
}

function likenessOf(a: HomeRecord, b: HomeRecord): Likeness {
  const uprn = equal(compact(a.uprn), compact(b.uprn));
  const postcode = equal(compact(a.postcode), compact(b.postcode));
  return {
    name: nameLikeness(a.name, b.name) >= sameName,
    place: uprn || postcode,
    uprn,
    postcode,
    street: equal(streetKey(a.address), streetKey(b.address)),
    phone: phoneKey(a.phone).length >= 9 && phoneKey(a.phone) === phoneKey(b.phone),
    provider:
      a.providerId !== null && b.providerId !== null
        ? a.providerId === b.providerId
        : equal(compact(a.providerName), compact(b.providerName)),
  };
}

interface Relation {
  olderId: string;
  says: string;
}

/** What CQC itself relates. */
function relationOf(a: HomeRecord, b: HomeRecord): Relation | null {
  for (const [record, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const found = (entries: readonly string[]) =>
      entries.map(readRelation).find((relation) => relation.locationId === other.locationId);
    const before = found(record.predecessors);
    const after = found(record.successors);
    const why = (before ?? after)?.reason;
    const because = why ? ` (${why})` : '';
    if (before)
      return {
        olderId: other.locationId,
        says: `CQC names ${other.locationId} as the predecessor of ${record.locationId}${because}.`,
      };
    if (after)
      return {
        olderId: record.locationId,
        says: `CQC names ${other.locationId} as the successor of ${record.locationId}${because}.`,
      };
  }
  return null;
}

/** CQC counts its ids upwards: the shorter, then the smaller, was given first. */
const idOrder = (id: string): string => id.padStart(20, '0');

/** What is known of when a record began or ended, to tell which of two came first. */
function isOlder(a: HomeRecord, b: HomeRecord): boolean {
  if (a.registeredOn && b.registeredOn && a.registeredOn !== b.registeredOn)
    return a.registeredOn < b.registeredOn;
  if (a.isDeregistered !== b.isDeregistered) return a.isDeregistered;
  return idOrder(a.locationId) < idOrder(b.locationId);
}

/** Days from the end of the older to the start of the newer, either way; null when not known. */
function gapOf(older: HomeRecord, newer: HomeRecord): number | null {
  if (!older.deregisteredOn || !newer.registeredOn) return null;
  const end = Temporal.PlainDate.from(older.deregisteredOn);
  return Math.abs(end.until(newer.registeredOn, { largestUnit: 'day' }).days);
}

/** Whether the two may be one home at all, and which kind of link that would be. */
function kindOf(
  like: Likeness,
  older: HomeRecord,
  newer: HomeRecord,
  isRelated: boolean,
): HomeLinkKind | null {
  if (isRelated) return 'successor';
  if (!like.place) return null;
  const hasHandover = (gapOf(older, newer) ?? Infinity) <= handoverDays;
  if (older.isDeregistered && !newer.isDeregistered) {
    // A building alone is not enough: agencies come and go in offices.
    const follows = hasHandover && (like.phone || like.street);
    return like.name || follows ? 'successor' : null;
  }
  if (older.isDeregistered || newer.isDeregistered) return like.name ? 'successor' : null;
  if (!like.name) return null;
  if (!like.provider && older.providerId !== null && newer.providerId !== null) return 'successor';
  return like.phone || like.uprn ? 'duplicate' : null;
}

const inWords = (day: string): string => dayInWords(Temporal.PlainDate.from(day));

function evidenceOf(
  like: Likeness,
  older: HomeRecord,
  newer: HomeRecord,
  relation: Relation | null,
): string[] {
  const gap = gapOf(older, newer);
  const lines: (string | false)[] = [
    relation !== null && relation.says,
    like.name &&
      (older.name === newer.name
        ? `Both are called ${newer.name}.`
        : `Their names are alike: ${older.name}, then ${newer.name}.`),
    like.uprn && 'Both stand at the same property (UPRN).',
    like.postcode && `Both have the postcode ${newer.postcode}.`,
    like.street && `Both have the address ${(newer.address ?? '').split(',')[0]}.`,
    like.phone && `Both have the telephone number ${newer.phone}.`,
    gap !== null &&
      gap <= handoverDays &&
      `The one ended on ${inWords(older.deregisteredOn ?? '')}, the other began on ${inWords(newer.registeredOn ?? '')}.`,
    !like.provider &&
      newer.providerName !== null &&
      older.providerName !== null &&
      (newer.providerName === older.providerName
        ? `The provider is another company called ${newer.providerName}.`
        : `The provider is another: ${newer.providerName}, before that ${older.providerName}.`),
    like.provider && newer.providerName !== null && `Both belong to ${newer.providerName}.`,
  ];
  return lines.filter((line) => line !== false);
}

/**
 * Whether two records seem to be of one home, and what speaks for it; null when they do not. What
 * CQC relates counts by itself; otherwise the place must be the same, and the name, or what else
 * does not change with an owner. A name alone, or an address alone, is never enough: in one county
 * five names occur twice, and offices share postcodes.
 */
export function judgePair(a: HomeRecord, b: HomeRecord): FoundLink | null {
  if (a.locationId === b.locationId) return null;
  const relation = relationOf(a, b);
  const aFirst = relation ? relation.olderId === a.locationId : isOlder(a, b);
  const [older, newer] = aFirst ? [a, b] : [b, a];
  const like = likenessOf(older, newer);
  const kind = kindOf(like, older, newer, relation !== null);
  return (
    kind && {
      olderId: older.locationId,
      newerId: newer.locationId,
      kind,
      linkedOn: newer.registeredOn ?? older.deregisteredOn,
      evidence: evidenceOf(like, older, newer, relation),
    }
  );
}

type Ends = Pick<FoundLink, 'olderId' | 'newerId'>;

/** Whether other links lead from the one end to the other: then this one says nothing new. */
function isRoundabout(link: Ends, others: readonly Ends[]): boolean {
  const reached = new Set([link.olderId]);
  const rest = others.filter(
    (other) => other.olderId !== link.olderId || other.newerId !== link.newerId,
  );
  for (let grows = true; grows; ) {
    const next = rest.filter((l) => reached.has(l.olderId) && !reached.has(l.newerId));
    for (const { newerId } of next) reached.add(newerId);
    grows = next.length > 0;
  }
  return reached.has(link.newerId);
}

/**
 * What a link is called among the others of its records: two records that went on as one have been
 * merged, one that went on as two has been split.
 */
export function kindAmong<L extends Ends & Pick<FoundLink, 'kind'>>(
  link: L,
  others: readonly L[],
): HomeLinkKind {
  if (link.kind === 'duplicate') return link.kind;
  const following = others.filter((other) => other.kind !== 'duplicate');
  const older = new Set(
    following.filter((l) => l.newerId === link.newerId).map((l) => l.olderId),
  ).add(link.olderId);
  const newer = new Set(
    following.filter((l) => l.olderId === link.olderId).map((l) => l.newerId),
  ).add(link.newerId);
  if (older.size > 1) return 'merged';
  return newer.size > 1 ? 'split' : 'successor';
}

/** The links among these records, those that skip a record in between left out. */
export function findLinks(records: readonly HomeRecord[]): FoundLink[] {
  const pairs = records.flatMap((a, n) =>
    records.slice(n + 1).flatMap((b) => judgePair(a, b) ?? []),
  );
  const following = pairs.filter(({ kind }) => kind !== 'duplicate');
  const kept = pairs.filter((link) => link.kind === 'duplicate' || !isRoundabout(link, following));
  return kept.map((link) => ({ ...link, kind: kindAmong(link, kept) }));
}
