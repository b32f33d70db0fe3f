import type { DsptPublication } from '../cases/case-state';
import { type DsptLevel, dsptLevels } from '../facts/fact-types';
import { editionOpenOn } from './edition';
import type { CountedDspt } from './dspt-standing';

/** The fact an open case gets of what a list shows. */
export interface DsptFact {
  type: 'dspt-published';
  /** `YYYY-MM-DD`. */
  on: string;
  level: DsptLevel;
  /** `25/26`. */
  edition: string;
  coverage: 'own' | 'inherited';
}

/** What the case knows already of its site's publications, oldest first. */
export type ToldDspt = readonly Pick<DsptPublication, 'on' | 'level' | 'edition' | 'coverage'>[];

const isFactLevel = (level: string): level is DsptLevel =>
  (dsptLevels as readonly string[]).includes(level);

/**
 * The fact an open case should get of what its site stands under, or null when the list tells it
 * nothing new.
 *
 * - A publication of a known level and edition is told once. It is new when the newest the case
 *   knows is of another level, edition or coverage and not of a later day: what an officer recorded
 *   from the website stands until a list shows something newer.
 * - “Not Published” is told once, as of the day of the list and the edition open then; after a
 *   publication of the site's own it means that the list shows that no more, and it is told too. It
 *   says nothing against a publication inherited from headquarters.
 * - Entry Level, “Not Individually Registered” and what nobody has classified are never told: the
 *   facts have no word for them, and the site's page shows them.
 *
 * @param counted what the site stands under: `counted` of its standing
 * @param told what the case knows, facts that were retracted left out
 * @param listDay the day the list speaks of
 */
export function factOfStatus(
  counted: CountedDspt | null,
  told: ToldDspt,
  listDay: string,
): DsptFact | null {
  if (!counted) return null;
  const { level, edition, publishedOn } = counted.entry;
  if (!isFactLevel(level)) return null;
  const standing = told.findLast(({ on }) => on <= listDay) ?? null;
  const type = 'dspt-published';
  if (level === 'not-published') {
    const fact = {
      type,
      on: listDay,
      level,
      edition: editionOpenOn(listDay),
      coverage: 'own',
    } as const;
    if (counted.coverage !== 'own') return null;
    if (standing === null) return told.length === 0 ? fact : null;
    return standing.coverage === 'own' && standing.level !== level && standing.on < listDay
      ? fact
      : null;
  }
  if (edition === null || publishedOn === null || publishedOn > listDay) return null;
  const fact = { type, on: publishedOn, level, edition, coverage: counted.coverage } as const;
  const isSame = (p: ToldDspt[number]): boolean =>
    p.level === level && p.edition === edition && p.coverage === fact.coverage;
  const newest = told.at(-1);
  if (newest && (isSame(newest) || newest.on > publishedOn)) return null;
  return told.some((p) => isSame(p) && p.on === publishedOn) ? null : fact;
}
