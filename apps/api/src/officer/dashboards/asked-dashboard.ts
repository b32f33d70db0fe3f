import { isUuid } from '@app/domain';
import { type CaseAsk, casesHref, type DashboardFilter, noneGiven } from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import { monthsBack } from '../../dashboards/months-asked';
import { type FormBody, textOf } from '../forms/form';

const monthShape = /^20\d{2}-(?:0[1-9]|1[0-2])$/;
const longest = 200;

/** Months a dashboard shows unless others are asked for, and at most. */
const usual = 12;
const most = 60;

/** What is looked back on unless somebody asks for other months. */
export interface Present {
  /** Europe/London, `YYYY-MM-DD`. */
  today: string;
  /** The month in which the first case was opened, `YYYY-MM`; null before that. */
  first: string | null;
}

/** A year up to a month, or from the first case when that is not so long ago. */
function usualFrom(to: string, { first }: Present): string {
  const year = monthsBack(to, usual - 1);
  return first !== null && first > year && first <= to ? first : year;
}

/**
 * What an address asks the dashboards for. What cannot be understood is left out: the page says what
 * it shows. Two months in the wrong order mean the time between them.
 */
export function readDashboardAsk(query: FormBody, now: Present): DashboardFilter {
  const present = now.today.slice(0, 7);
  const month = (name: string): string | undefined => {
    const text = textOf(query, name);
    return monthShape.test(text) && text <= present ? text : undefined;
  };
  const place = (name: string): string | undefined => {
    const text = textOf(query, name);
    return text !== '' && text.length <= longest && !text.includes('\0') ? text : undefined;
  };
  const careHome = textOf(query, 'careHome');
  const officer = textOf(query, 'officer');
  const asked = {
    authority: place('authority'),
    icb: place('icb'),
    careHome: careHome === 'yes' || careHome === 'no' ? careHome === 'yes' : undefined,
    officerId: isUuid(officer) ? officer.toLowerCase() : undefined,
  };
  const [from, to] = inOrder(month('from'), month('to') ?? present);
  const first = monthsBack(to, most - 1);
  return {
    ...(Object.fromEntries(
      Object.entries(asked).filter(([, value]) => value !== undefined),
    ) as Partial<DashboardFilter>),
    from: from === undefined ? usualFrom(to, now) : from < first ? first : from,
    to,
  };
}

const inOrder = (from: string | undefined, to: string): [string | undefined, string] =>
  from !== undefined && from > to ? [to, from] : [from, to];

/** The same as it stands in an address; the usual months are left out. */
export function writeDashboardAsk(filter: DashboardFilter, now: Present): string {
  const present = now.today.slice(0, 7);
  const { authority, icb, careHome, officerId, from, to } = filter;
  const pairs: [string, string | undefined][] = [
    ['authority', authority],
    ['icb', icb],
    ['careHome', careHome === undefined ? undefined : careHome ? 'yes' : 'no'],
    ['officer', officerId],
    ['from', from === usualFrom(to, now) ? undefined : from],
    ['to', to === present ? undefined : to],
  ];
  const query = new URLSearchParams(
    pairs.filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();
  return query === '' ? '' : `?${query}`;
}

/** The list of cases behind a count, narrowed as the count was. */
export function listHref(filter: DashboardFilter, besides: CaseAsk, page = '/cases'): string {
  const { authority, icb, careHome, officerId } = filter;
  const ask: CaseAsk = {
    ...besides,
    ...(authority !== undefined && { authority }),
    ...(icb !== undefined && { icb }),
    ...(careHome !== undefined && { careHome }),
    ...(officerId !== undefined && { officer: officerId }),
  };
  return casesHref(ask, page);
}

/** The months that can be chosen, newest first, as far back as asked. */
export function monthChoices(today: string, { from }: DashboardFilter): string[] {
  const present = today.slice(0, 7);
  const first = [from, monthsBack(present, 23)].sort()[0] ?? from;
  const months: string[] = [];
  for (let month = present; month >= first; month = monthsBack(month, 1)) months.push(month);
  return months;
}

/** "in Lincolnshire, care homes": what the counts are narrowed to; empty for the whole area. */
export function narrowedWords(filter: DashboardFilter, officer: string | null): string {
  const place = (name: string | undefined, none: string): string[] =>
    name === undefined ? [] : [name === noneGiven ? none : `in ${name}`];
  return [
    ...place(filter.authority, 'without a local authority'),
    ...place(filter.icb, 'without an ICB'),
    ...(filter.careHome === undefined ? [] : [filter.careHome ? 'care homes' : 'not care homes']),
    ...(officer === null ? [] : [`with ${officer}`]),
  ].join(', ');
}

/** Days from one day to another, both `YYYY-MM-DD`. */
export const daysUntil = (today: string, day: string): number =>
  Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(day), { largestUnit: 'days' }).days;
