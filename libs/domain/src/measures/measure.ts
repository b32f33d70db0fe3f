import { percentile } from '../stalls/pace';
import { type MeasureCode, measuredStages, stallAges } from './measure-terms';
import { isApproachingOrBetter, isExpiringBy, isMetOrBetter, nextDsptEnd } from './dspt-counts';
import type { Figures, Measured, MeasuredSite } from './measured';

/** Counts by key; what nothing falls under is left out. */
function tally(keys: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** No list shows a single one: none has been imported, and a share of none would be told wrongly. */
const isUnknown = (sites: readonly MeasuredSite[]): boolean =>
  sites.every(({ level }) => level === 'not-listed');

/** So many of the sites, how many of them by their headquarters, and of how many. */
function share(
  key: string,
  sites: readonly MeasuredSite[],
  counts: (site: MeasuredSite) => boolean,
): Figures {
  if (isUnknown(sites)) return { locations: sites.length };
  const counted = sites.filter(counts);
  return {
    [key]: counted.length,
    inherited: counted.filter(({ isInherited }) => isInherited).length,
    locations: sites.length,
  };
}

function daysPerStage({ stays }: Measured): Figures {
  const figures: Record<string, number> = {};
  for (const stage of measuredStages) {
    const days = stays
      .filter((stay) => stay.stage === stage)
      .map((stay) => stay.days)
      .sort((a, b) => a - b);
    if (days.length === 0) continue;
    figures[`${stage}-median`] = inTenths(percentile(days, 0.5));
    figures[`${stage}-ninetieth`] = inTenths(percentile(days, 0.9));
    figures[`${stage}-stays`] = days.length;
  }
  return figures;
}

const inTenths = (days: number): number => Math.round(days * 10) / 10;

const ageOf = (days: number): string =>
  stallAges.findLast(({ from }) => Math.floor(days) >= from)?.key ?? stallAges[0].key;

function openStalls({ stalled }: Measured): Figures {
  const reasons = stalled.flatMap((one) => one.reasons);
  return {
    stalled: stalled.length,
    ...tally(reasons.map(({ code, days }) => `${code}-${ageOf(days)}`)),
  };
}

function support({ contacts, workshops }: Measured): Figures {
  return {
    contacts: contacts.length,
    calls: contacts.filter(({ kind }) => kind.startsWith('call-')).length,
    ...tally(contacts.map(({ kind }) => kind)),
    workshops: workshops.filter(({ kind }) => kind === 'workshop').length,
    surgeries: workshops.filter(({ kind }) => kind === 'surgery').length,
    'homes-helped': workshops.reduce((sum, { homes }) => sum + homes, 0),
  };
}

const measures: Readonly<Record<MeasureCode, (rows: Measured) => Figures>> = {
  M1: ({ sites }) => ({ locations: sites.length }),
  M2: ({ sites }) =>
    tally(
      sites.flatMap(({ level, isInherited }) =>
        isInherited ? [level, `${level}-inherited`] : [level],
      ),
    ),
  M3: ({ sites }) => share('met', sites, isMetOrBetter),
  M4: ({ sites }) => share('approaching', sites, isApproachingOrBetter),
  M5: ({ sites }) => ({
    live: sites.filter(({ nhsmail }) => nhsmail === 'live').length,
    found: sites.filter(({ nhsmail }) => nhsmail === 'found').length,
    locations: sites.length,
  }),
  M6: ({ steps }) => ({
    started: 0,
    submitted: 0,
    live: 0,
    ...tally(steps.map(({ step }) => step)),
  }),
  M7: daysPerStage,
  M8: ({ passcodes }) => tally(passcodes.map(({ channel, event }) => `${channel}-${event}`)),
  M9: openStalls,
  M10: ({ replies }) => {
    const within = replies.filter(({ isWithin }) => isWithin).length;
    return { within, late: replies.length - within, due: replies.length };
  },
  M11: support,
  M12: ({ sites, day }): Figures => {
    if (isUnknown(sites)) return { locations: sites.length };
    const end = nextDsptEnd(day);
    return {
      expiring: sites.filter((site) => isExpiringBy(site, end)).length,
      locations: sites.length,
    };
  },
};

/** What one measure comes to (see its definition for the keys). */
export const measure = (code: MeasureCode, rows: Measured): Figures => measures[code](rows);
