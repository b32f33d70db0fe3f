import type { Measured, MeasuredSite, Place } from '@app/domain';
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
  const standings = await readStandingsOn(sql, month.day);
  const live = await readLive(sql, month);
  const found = await readFound(sql, month);
  const places = new Map<string, Place>();
  const sites: MeasuredSite[] = [];
  for (const { locationId, place, counts } of known) {
    places.set(locationId, place);
    const standing = counts ? standings.get(locationId) : undefined;
    if (!standing) continue;
    const nhsmail = live.has(locationId) ? 'live' : found.has(locationId) ? 'found' : null;
    const { level, isInherited, eligible, validTo } = standing;
    sites.push({ place, level, isInherited, eligible, validTo, nhsmail });
  }
  const placeOf = (id: string): Place => places.get(id) ?? nowhere;
  return {
    day: month.day,
    sites,
    steps: (await readSteps(sql, month)).map(({ locationId, step }) => ({
      place: placeOf(locationId),
      step,
    })),
    stays: (await readStays(sql, month)).map(({ locationId, stage, days }) => ({
      place: placeOf(locationId),
      stage,
      days,
    })),
    passcodes: (await readPasscodes(sql, month)).map(({ locationId, channel, event }) => ({
      place: placeOf(locationId),
      channel,
      event,
    })),
    stalled: (await readStalled(sql, month)).map(({ locationId, reasons }) => ({
      place: placeOf(locationId),
      reasons,
    })),
    replies: (await readReplies(sql, month)).map(({ locationId, isWithin }) => ({
      place: placeOf(locationId),
      isWithin,
    })),
    contacts: (await readContacts(sql, month)).map(({ locationId, kind }) => ({
      place: placeOf(locationId),
      kind,
    })),
    workshops: (await readWorkshops(sql, month)).map(({ locations, kind, homes }) => ({
      kind,
      homes,
      places: locations.map(placeOf),
    })),
  };
}

/** Where a case of a site counts that the register did not have yet. */
const nowhere: Place = { authority: null, icb: null, careHome: null };
