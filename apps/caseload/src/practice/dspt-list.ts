import { dsptLevelInWords, type DsptStatusLevel } from '@app/domain';
import type { InventedHome } from './invented-town';
import type { Publication } from './publication';

/** A home and what it has published up to the morning of the list, oldest first. */
export interface ListedHome {
  index: number;
  place: InventedHome;
  publications: readonly Publication[];
}

/** What such a list is called by the site it comes from, whose name says when it was made. */
export const listName = (date: { day: number; month: number; year: number }): string =>
  `DSPT search results ${two(date.day)}_${two(date.month)}_${date.year} 09_15_00.csv`;

const two = (n: number): string => String(n).padStart(2, '0');

const header = [
  'Code',
  'Organisation Name',
  'Status',
  'Date Of Publication',
  'Primary Sector',
  'Integrated Care Board (where available, from ODS)',
];

const sector = 'Social Care';

/**
 * The public list of DSPT publications as its website would export it, of invented homes alone. A home
 * whose headquarters publish for it stands in it twice: by itself as not registered, and by them. Of
 * the homes that never published anything some are missing, as in the real one.
 * @param on a day of the town as a spreadsheet writes it
 */
export function dsptList(homes: readonly ListedHome[], on: (day: number) => string): string[][] {
  const rows = homes.flatMap(({ index, place, publications }) => {
    const newest = publications.at(-1);
    const own = (status: string, day = ''): string[] => [
      place.odsCode,
      place.name,
      status,
      day,
      sector,
      '',
    ];
    if (!newest) return unpublished(index).map(([status, day]) => own(status, day));
    if (newest.level === 'not-published') return [own(inWords('not-published'))];
    const status = `${edition(newest)} ${inWords(newest.level)}`;
    if (!place.isPublishedFor) return [own(status, on(newest.on))];
    const { headquartersCode, providerName } = place;
    return [
      own(inWords('not-individually-registered')),
      [headquartersCode, providerName, status, on(newest.on), sector, ''],
    ];
  });
  return [header, ...rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))];
}

/** Of those that never published: not listed at all, left to others, or once, long ago. */
function unpublished(index: number): [status: string, day: string][] {
  switch (index % 3) {
    case 0:
      return [[inWords('not-individually-registered'), '']];
    case 1:
      return [[`2019-20 ${inWords('entry-level')}`, '12/03/2020']];
    default:
      return [];
  }
}

const inWords = (level: DsptStatusLevel): string => dsptLevelInWords[level];

/** `2025-26`, as lists have written it of late. */
const edition = ({ edition: short }: Publication): string => `20${short.replace('/', '-')}`;
