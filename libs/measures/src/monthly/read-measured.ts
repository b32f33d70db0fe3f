import type { Measured, MeasuredSite, Place } from '@app/domain';
import { readStandingsOn } from '@app/dspt';
import { Database, type Sql } from '@app/platform';
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
  const [known, standings, cases] = await sideBySide(
    sql,
    () => readSitesOn(sql, month.day),
    () => readStandingsOn(sql, month.day),
    () => readCases(sql, month),
  );
  const { live, found } = cases;
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
    steps: cases.steps.map(({ locationId, step }) => ({ place: placeOf(locationId), step })),
    stays: cases.stays.map(({ locationId, stage, days }) => ({
      place: placeOf(locationId),
      stage,
      days,
    })),
    passcodes: cases.passcodes.map(({ locationId, channel, event }) => ({
      place: placeOf(locationId),
      channel,
      event,
    })),
    stalled: cases.stalled.map(({ locationId, reasons }) => ({
      place: placeOf(locationId),
      reasons,
    })),
    replies: cases.replies.map(({ locationId, isWithin }) => ({
      place: placeOf(locationId),
      isWithin,
    })),
    contacts: cases.contacts.map(({ locationId, kind }) => ({ place: placeOf(locationId), kind })),
    workshops: cases.workshops.map(({ locations, kind, homes }) => ({
      kind,
      homes,
      places: locations.map(placeOf),
    })),
  };
}

/** What cases went through, by the site of each. */
async function readCases(sql: Sql, month: CountedMonth) {
  return {
    live: await readLive(sql, month),
    found: await readFound(sql, month),
    steps: await readSteps(sql, month),
    stays: await readStays(sql, month),
    passcodes: await readPasscodes(sql, month),
    stalled: await readStalled(sql, month),
    replies: await readReplies(sql, month),
    contacts: await readContacts(sql, month),
    workshops: await readWorkshops(sql, month),
  };
}

/** Side by side where there are connections for it; a transaction has only one. */
async function sideBySide<A, B, C>(
  sql: Sql,
  ...[a, b, c]: [() => Promise<A>, () => Promise<B>, () => Promise<C>]
): Promise<[A, B, C]> {
  if (sql instanceof Database) return Promise.all([a(), b(), c()]);
  return [await a(), await b(), await c()];
}

/** Where a case of a site counts that the register did not have yet. */
const nowhere: Place = { authority: null, icb: null, careHome: null };
