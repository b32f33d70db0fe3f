import { Temporal } from 'temporal-polyfill';
import { freshnessOf } from '../registers/freshness';
import { dayInWords } from '../time/london';
import type { DsptReason } from './assess';
import type { DsptStanding } from './dspt-standing';

type Standing = Omit<DsptStanding, 'alerts'>;
type Alert = (standing: Standing, day: Temporal.PlainDate) => string | null;

/** So many days before its end, the first letter about it leaves (domain rules, C8). */
const soonDays = 90;

const dayOf = (iso: string): Temporal.PlainDate => Temporal.PlainDate.from(iso);
const words = (iso: string): string => dayInWords(dayOf(iso));

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
      ? `It stood at “${better.statusText}” since ${words(better.publishedOn ?? '')} and is below now: ask what has happened.`
      : null;
  },
  'published-before': (standing) => {
    const level = standing.own?.entry.level;
    if (level !== 'not-published' && level !== 'not-individually-registered') return null;
    const last = standing.history.find(({ whose }) => whose === 'own')?.entry;
    return last
      ? `An earlier list had it as “${last.statusText}”, published on ${words(last.publishedOn ?? '')}; the newest shows no publication: ask why.`
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
  'dspt-ends-soon': ({ validTo }, day) =>
    validTo !== null && Temporal.PlainDate.compare(day.add({ days: soonDays }), validTo) >= 0
      ? `It is valid to the end of ${words(validTo)} only: ask them to publish this year’s.`
      : null,
  'published-a-year-ago': ({ eligible, counted }, day) => {
    const on = counted?.entry.publishedOn ?? null;
    const isOld =
      on !== null && Temporal.PlainDate.compare(dayOf(on).add({ months: 12 }), day) <= 0;
    return eligible === 'yes' && isOld
      ? `It was published on ${words(on)}, a year ago or more; they should publish every year.`
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
  'dspt-list-is-old': ({ listDay }, day) =>
    listDay !== null && freshnessOf('dspt', listDay, day).stale
      ? `The newest DSPT list is of ${words(listDay)}: look the site up on the DSPT website before it applies.`
      : null,
};

/** What a person should look at, whether the site is eligible or not. */
export function dsptAlerts(standing: Standing, day: string): DsptReason[] {
  return Object.entries(alerts).flatMap(([code, alert]) => {
    const sentence = alert(standing, dayOf(day));
    return sentence === null ? [] : [{ code, sentence }];
  });
}
