import { isHeadquartersCode } from '../identifiers/ods-code';
import type { DsptStatusLevel } from './status-text';

/** What the lists say of one organisation code. Levels are those that people have classified, too. */
export interface DsptEntry {
  code: string;
  statusText: string;
  level: DsptStatusLevel;
  /** `25/26`; null when the text names none. */
  edition: string | null;
  /** The day of its publication; null when the list gives none. */
  publishedOn: string | null;
}

/** What a person found out: whether headquarters published for this site too. */
export interface DsptInclusion {
  headquartersCode: string;
  included: boolean;
  /** What the register showed as the headquarters' code when it was said; null for none. */
  registerShowed: string | null;
  saidBy: string;
  /** ISO 8601 UTC. */
  saidAt: string;
  reason: string;
}

/** All that is known of the DSPT of one site. */
export interface SiteDspt {
  /** The ODS code the register holds for the site. */
  odsCode: string | null;
  /** The code of its provider, as far as a register tells it. */
  providerCode: string | null;
  /** What the newest list that has it says of a code. */
  listed: readonly DsptEntry[];
  /** Every publication that a list has shown. */
  published: readonly DsptEntry[];
  inclusion: DsptInclusion | null;
  /** The day the newest list speaks of; null when none has been imported. */
  listDay: string | null;
}

/** The codes a site may stand under. */
export interface DsptCodes {
  /** Its own; null when it is not known. */
  own: string | null;
  headquarters: string | null;
  /** The register has a headquarters' code in the place of the site's own. */
  isHeadquartersCodeUsed: boolean;
  /** An inclusion counts no more: the site has come under other headquarters since. */
  isInclusionOfOthers: boolean;
}

/** The code the register shows for a site's headquarters; null when it shows none. */
export function registerHeadquarters({
  odsCode,
  providerCode,
}: Pick<SiteDspt, 'odsCode' | 'providerCode'>): string | null {
  return providerCode ?? (odsCode !== null && isHeadquartersCode(odsCode) ? odsCode : null);
}

/**
 * Under which codes to look. A headquarters' code given as the site's own says nothing of the site:
 * what is published under it counts only by a person's word (domain rules, section 2).
 */
export function dsptCodes(dspt: SiteDspt): DsptCodes {
  const { odsCode, inclusion } = dspt;
  const isHeadquartersCodeUsed = odsCode !== null && isHeadquartersCode(odsCode);
  const shown = registerHeadquarters(dspt);
  const isInclusionOfOthers =
    inclusion !== null &&
    shown !== null &&
    shown !== inclusion.registerShowed &&
    shown !== inclusion.headquartersCode;
  const said = inclusion !== null && !isInclusionOfOthers ? inclusion.headquartersCode : null;
  return {
    own: isHeadquartersCodeUsed ? null : odsCode,
    headquarters: said ?? shown,
    isHeadquartersCodeUsed,
    isInclusionOfOthers,
  };
}

const isOutBy = ({ publishedOn }: Pick<DsptEntry, 'publishedOn'>, day: string): boolean =>
  publishedOn === null || publishedOn <= day;

/** Whether the entry of the newest list is what counts on a day, whatever was published before. */
export const isSettledByList = (
  listed: Pick<DsptEntry, 'publishedOn'>,
  listDay: string | null,
  day: string,
): boolean => listDay !== null && listDay <= day && isOutBy(listed, day);

/**
 * What the lists said of a code on a Europe/London day: the newest list; for a day before it, the
 * newest publication by then, and where there was none yet, what the newest list says without a day.
 * Of two publications on one day the one the newest list shows counts.
 */
export function entryOn(dspt: SiteDspt, code: string | null, day: string): DsptEntry | null {
  if (code === null) return null;
  const listed = dspt.listed.find((e) => e.code === code) ?? null;
  if (listed && isSettledByList(listed, dspt.listDay, day)) return listed;
  const isOut = (e: DsptEntry): boolean => isOutBy(e, day);
  const ofDay = (e: DsptEntry): string => e.publishedOn ?? '';
  const sameAsListed = (e: DsptEntry): boolean => e.statusText === listed?.statusText;
  const newest = dspt.published
    .filter((e) => e.code === code && isOut(e))
    .reduce<DsptEntry | null>(
      (last, e) =>
        last === null || ofDay(e) > ofDay(last) || (ofDay(e) === ofDay(last) && sameAsListed(e))
          ? e
          : last,
      null,
    );
  return newest ?? (listed?.publishedOn === null ? listed : null);
}
