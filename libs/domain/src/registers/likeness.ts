import { differInOnePlace, nameLikeness } from './name-words';

/** What a row of a list tells of a service. Blank texts and null say nothing. */
export interface Described {
  /** What the list gives as CQC location id; it may be wrong, or of something else. */
  locationId?: string | null;
  name?: string | null;
  postcode?: string | null;
  town?: string | null;
  phone?: string | null;
  odsCode?: string | null;
  providerId?: string | null;
}

/** A site of the register that the row may be about. */
export interface LikelySite extends Described {
  locationId: string;
  name: string;
  alsoKnownAs?: string | null;
  deregistered?: boolean;
}

/** How well a site fits a row. */
export interface Likeness {
  /** 0 for not at all, 100 at most. */
  score: number;
  /** Why, in words, the strongest first. */
  evidence: string[];
}

/** Whoever suggests a site shows it from this score on; below it, a chance likeness is as good. */
export const worthSuggesting = 30;

/**
 * What each likeness counts. A postcode is shared by few, a name by some, a telephone number often
 * by all homes of a provider; a code belongs to one site, but lists mix codes up.
 */
const weights = {
  sameId: 100,
  name: 45,
  postcode: 35,
  district: 8,
  odsCode: 35,
  idSlip: 30,
  phone: 20,
  town: 5,
};

/**
 * Says how well a site of the register fits a row of a list, and why. More that agrees never lowers
 * the score. It only helps a person to decide: nothing is ever joined by it (domain rules, edge
 * cases 26 and 34).
 */
export function likenessOf(row: Described, site: LikelySite): Likeness {
  const found = [
    fromCode(row, site),
    fromPostcode(row, site),
    fromName(row, site),
    fromId(row, site),
    fromPhone(row, site),
    fromTown(row, site),
  ].filter((e) => e !== null);
  const score = Math.min(100, Math.round(found.reduce((sum, e) => sum + e.weight, 0)));
  const evidence = found.sort((a, b) => b.weight - a.weight).map((e) => e.words);
  if (found.length > 0 && site.deregistered)
    evidence.push('CQC has ended this registration; look for the one that followed it');
  return { score, evidence };
}

/** A site with how well it fits. */
export interface Suggestion<Site extends LikelySite> extends Likeness {
  site: Site;
}

/**
 * Those of the sites that are worth suggesting for a row, best first. Among equals the registered
 * come before the deregistered, then by location id, so the order never depends on chance.
 */
export function rankLikely<Site extends LikelySite>(
  row: Described,
  sites: readonly Site[],
  most: number,
): Suggestion<Site>[] {
  return sites
    .map((site) => ({ site, ...likenessOf(row, site) }))
    .filter(({ score }) => score >= worthSuggesting)
    .sort(
      (a, b) =>
        b.score - a.score ||
        Number(a.site.deregistered ?? false) - Number(b.site.deregistered ?? false) ||
        (a.site.locationId < b.site.locationId ? -1 : 1),
    )
    .slice(0, most);
}

interface Evidence {
  weight: number;
  words: string;
}

const packed = (text: string | null | undefined): string =>
  (text ?? '').replace(/[^a-z0-9]/gi, '').toUpperCase();

function fromCode(row: Described, site: LikelySite): Evidence | null {
  const code = packed(row.odsCode);
  if (code === '' || code !== packed(site.odsCode)) return null;
  return { weight: weights.odsCode, words: `The same ODS code, ${code}` };
}

function fromPostcode(row: Described, site: LikelySite): Evidence | null {
  const [a, b] = [packed(row.postcode), packed(site.postcode)];
  if (a.length < 5 || b.length < 5) return null;
  if (a === b) return { weight: weights.postcode, words: `The same postcode, ${site.postcode}` };
  const district = a.slice(0, -3);
  return district === b.slice(0, -3)
    ? { weight: weights.district, words: `A postcode nearby: ${row.postcode}, ${site.postcode}` }
    : null;
}

function fromName(row: Described, site: LikelySite): Evidence | null {
  const name = row.name ?? '';
  const known = [site.name, ...(site.alsoKnownAs ? [site.alsoKnownAs] : [])];
  const [best] = known
    .map((text) => ({ text, likeness: nameLikeness(name, text) }))
    .sort((a, b) => b.likeness - a.likeness);
  // Less than half of the words in common is what any two homes may have.
  if (!best || best.likeness < 0.5) return null;
  const weight = weights.name * best.likeness;
  const also = best.text === site.name ? '' : ', its other name';
  return {
    weight,
    words:
      best.likeness >= 0.99
        ? `The same name, ${best.text}${also}`
        : `A similar name: ${name}, ${best.text}${also}`,
  };
}

function fromId(row: Described, site: LikelySite): Evidence | null {
  const id = packed(row.locationId);
  if (id === '') return null;
  if (id === packed(site.locationId))
    return { weight: weights.sameId, words: `The same location ID, ${site.locationId}` };
  if (id === packed(site.providerId))
    return { weight: weights.idSlip, words: 'The ID in the row is that of its provider' };
  if (!differInOnePlace(id, packed(site.locationId))) return null;
  return {
    weight: weights.idSlip,
    words: `The IDs differ in one place: ${row.locationId}, ${site.locationId}`,
  };
}

function fromPhone(row: Described, site: LikelySite): Evidence | null {
  const [a, b] = [callable(row.phone), callable(site.phone)];
  if (a.length < 9 || a !== b) return null;
  return { weight: weights.phone, words: `The same telephone number, ${site.phone}` };
}

/** The digits of a number without its zero or country code, however it was written. */
const callable = (phone: string | null | undefined): string =>
  (phone ?? '').replace(/\D/g, '').replace(/^(?:0044|44)?0?/, '');

function fromTown(row: Described, site: LikelySite): Evidence | null {
  const town = packed(row.town);
  if (town === '' || town !== packed(site.town)) return null;
  return { weight: weights.town, words: `In the same town, ${site.town}` };
}
