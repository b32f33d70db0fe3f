import type { Measured, Place } from '@app/domain';
import { readStandingsOn } from '@app/dspt';
import type { Sql } from '@app/platform';
import { readContacts } from './contacts';
import type { CountedMonth } from './counted-month';
import {
  readFound,
  readLive,
  readPasscodes,
  readReplies,
  readStays,
  readSteps,
} from './from-histories';
import { readSitesOn } from './sites-on';
import { readStalled } from './stalled-on';
import { readWorkshops } from './workshops-of-month';

/**
 * Everything the twelve measures count of a month up to a day. Reads the register, the histories of
 * cases and the few facts those do not hold; nothing is counted here.
 */
export async function readMeasured(sql: Sql, month: CountedMonth): Promise<Measured> {
  const known = await readSitesOn(sql, month.day);
  const counted = known.filter(({ counts }) => counts);
  const ids = counted.map(({ locationId }) => locationId);
  const standings = await readStandingsOn(sql, month.day, ids);
  const live = await readLive(sql, month);
  const found = await readFound(sql, month);
  const places = new Map(known.map(({ locationId, place }) => [locationId, place]));
  const placed = <Row extends { locationId: string }>(rows: readonly Row[]) =>
    rows.map(({ locationId, ...row }) => ({ ...row, place: places.get(locationId) ?? nowhere }));
  return {
    day: month.day,
    sites: counted.flatMap(({ locationId, place }) => {
      const standing = standings.get(locationId);
      const nhsmail = live.has(locationId) ? 'live' : found.has(locationId) ? 'found' : null;
      return standing ? [{ place, ...standing, nhsmail }] : [];
    }),
    steps: placed(await readSteps(sql, month)),
    stays: placed(await readStays(sql, month)),
    passcodes: placed(await readPasscodes(sql, month)),
    stalled: placed(await readStalled(sql, month)),
    replies: placed(await readReplies(sql, month)),
    contacts: placed(await readContacts(sql, month)),
    workshops: (await readWorkshops(sql, month)).map(({ locations, ...workshop }) => ({
      ...workshop,
      places: locations.map((id) => places.get(id) ?? nowhere),
    })),
  };
}

/** Where a case of a site counts that the register did not have yet. */
const nowhere: Place = { authority: null, icb: null, careHome: null };
