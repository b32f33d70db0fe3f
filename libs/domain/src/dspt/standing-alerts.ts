import { Temporal } from 'temporal-polyfill';
import { freshnessLimit } from '../registers/freshness';
import type { DsptReason } from './assess';
import { dayWords } from './day-words';
import type { DsptStanding } from './dspt-standing';

type Standing = Omit<DsptStanding, 'alerts'>;
type Alert = (standing: Standing, on: Landmarks) => string | null;

/** So many days before its end, the first letter about it leaves (domain rules, C8). */
const soonDays = 90;

/** Days that alerts compare with, `YYYY-MM-DD`: the same for every site that is looked at. */
interface Landmarks {
  /** What is valid to this day or less ends soon. */
  soon: string;
  /** What was published on this day or before is a year old. */
  yearAgo: string;
  /** A list of an earlier day than this is old. */
  freshFrom: string;
}

function landmarksOf(iso: string): Landmarks {
  const day = Temporal.PlainDate.from(iso);
  return {
    soon: day.add({ days: soonDays }).toString(),
    yearAgo: day.subtract({ months: 12 }).toString(),
    freshFrom: day.subtract({ days: freshnessLimit('dspt', day) }).toString(),
  };
}

let latest: { day: string; landmarks: Landmarks } | null = null;

/** A calendar is slow, and sites are mostly looked at on one day. */
function landmarks(day: string): Landmarks {
  if (latest?.day !== day) latest = { day, landmarks: landmarksOf(day) };
  return latest.landmarks;
}

/** Publications under the code that counts, before the one that counts; newest first. */
function earlier({ counted, history }: Standing) {
  if (!counted) return [];
  const { code, publishedOn } = counted.entry;
  return history
    .map((past) => past.entry)
    .filter(
      (e) => e.code === code && (publishedOn === null || (e.publishedOn ?? '') < publishedOn),
    );
}

const alerts: Readonly<Record<string, Alert>> = {
  /** The latest wins, and somebody should know (case 25). */
  'not-met-after-met': (standing) => {
    if (standing.counted?.entry.level !== 'not-met') return null;
    const better = earlier(standing).find((e) => e.level === 'met' || e.level === 'exceeded');
    return better
      ? `It stood at “${better.statusText}” since ${dayWords(better.publishedOn ?? '')} and is below now: ask what has happened.`
      : null;
  },
  'published-before': (standing) => {
    const level = standing.own?.entry.level;
    if (level !== 'not-published' && level !== 'not-individually-registered') return null;
    const last = standing.history.find(({ whose }) => whose === 'own')?.entry;
    return last
      ? `An earlier list had it as “${last.statusText}”, published on ${dayWords(last.publishedOn ?? '')}; the newest shows no publication: ask why.`
      : null;
  },
  /** Approaching Standards can be published once; the next must be Met (case 21). */
  'approaching-already-used': (standing) => {
    const { counted } = standing;
    if (counted?.entry.level !== 'approaching') return null;
    const first = earlier(standing).find(
      (e) => e.level === 'approaching' && e.edition !== counted.entry.edition,
    );
    return first
      ? `Approaching Standards was published for ${first.edition ?? 'an earlier edition'} already: help them reach Standards Met.`
      : null;
  },
  'dspt-ends-soon': ({ validTo }, { soon }) =>
    validTo !== null && validTo <= soon
      ? `It is valid to the end of ${dayWords(validTo)} only: ask them to publish this year’s.`
      : null,
  'published-a-year-ago': ({ eligible, counted }, { yearAgo }) => {
    const on = counted?.entry.publishedOn ?? null;
    return eligible === 'yes' && on !== null && on <= yearAgo
      ? `It was published on ${dayWords(on)}, a year ago or more; they should publish every year.`
      : null;
  },
  'headquarters-code-used': ({ codes }) =>
    codes.isHeadquartersCodeUsed
      ? 'The register has a headquarters’ code for the site: ask for its own, which starts with V.'
      : null,
  'headquarters-changed': ({ codes }) =>
    codes.isInclusionOfOthers
      ? `It was recorded whether other headquarters included the site; now it stands under ${codes.headquarters ?? 'others'}: ask again.`
      : null,
  'dspt-list-is-old': ({ listDay }, { freshFrom }) =>
    listDay !== null && listDay < freshFrom
      ? `The newest DSPT list is of ${dayWords(listDay)}: look the site up on the DSPT website before it applies.`
      : null,
};

/** What a person should look at, whether the site is eligible or not. */
export function dsptAlerts(standing: Standing, day: string): DsptReason[] {
  return Object.entries(alerts).flatMap(([code, alert]) => {
    const sentence = alert(standing, landmarks(day));
    return sentence === null ? [] : [{ code, sentence }];
  });
}
