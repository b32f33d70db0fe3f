import { type DashboardFilter, isNarrow, keptPart } from '@app/measures';
import { lineChart, stackedBars, type StackedRow } from '../../charts';
import type { ToldCoverage } from '../../dashboards/dashboards.reader';
import { monthWords, shortMonth } from '../words/month-words';
import { type Dashboard, importDsptList } from './frame';
import { drawn, share, shareWords, toldWords } from './told-words';

type Place = ToldCoverage['authorities'][number];

/** Places drawn one by one; the others together. */
const mostPlaces = 15;

/**
 * Who has NHSmail and a DSPT that will do, by local authority and over time.
 * @param linkOf how the sites of an authority stand with the DSPT
 */
export function presentCoverage(
  { isDsptKnown, total, authorities, months }: ToldCoverage,
  filter: DashboardFilter,
  linkOf: (localAuthority: string) => string | null,
): Dashboard {
  const shown = authorities.slice(0, mostPlaces);
  const others = authorities.slice(mostPlaces);
  const kept = months.filter(({ covered }) => covered !== null).length;
  const nothing = total.locations === 0;
  const rows = (
    values: (place: Place) => [number, number, number],
    cells: (p: Place) => string[],
    hrefOf: typeof linkOf = () => null,
  ) => [
    ...shown.map(
      (place): StackedRow => ({
        label: place.localAuthority ?? 'Not in the register',
        values: values(place),
        cells: cells(place),
        shown: toldWords(place.locations),
        href: place.localAuthority === null ? null : hrefOf(place.localAuthority),
      }),
    ),
    ...together(others, values),
  ];
  const place = nothing
    ? 'No location fits these filters. Choose others, or import the CQC register under Register.'
    : null;
  return {
    charts: [
      lineChart({
        id: 'over-time',
        title: 'Over time',
        finding:
          place ??
          `Today ${shareWords(total.live, total.locations)} of the locations are live on NHSmail${isDsptKnown ? `, and ${shareWords(total.met, total.locations)} have a DSPT at Standards Met or better` : ''}.${changeWords(months)}`,
        note: noteOfMonths(filter, kept, months.length),
        of: 'Month',
        unit: '%',
        most: 100,
        moments: months.map(({ month }) => ({
          short: shortMonth(month),
          label: monthWords(month),
        })),
        series: [
          { name: 'NHSmail live', values: sharesOf(months, 'live') },
          ...(isDsptKnown
            ? [
                { name: 'DSPT Met or better', values: sharesOf(months, 'met') },
                { name: 'DSPT Approaching or better', values: sharesOf(months, 'approaching') },
              ]
            : []),
        ],
      }),
      stackedBars({
        id: 'nhsmail',
        title: 'NHSmail by local authority',
        finding: place ?? leastWords(shown, 'live', 'has the smallest share live on NHSmail'),
        of: 'Local authority',
        as: 'share',
        series: ['Live', 'Has it, source unknown', 'Not yet'],
        end: 'Locations',
        rows: rows(
          (p) => {
            const [live, found] = [drawn(p.live), drawn(p.found)];
            return [live, found, Math.max(0, drawn(p.locations) - live - found)];
          },
          (p) => [toldWords(p.live), toldWords(p.found), rest(p.locations, p.live, p.found)],
        ),
      }),
      stackedBars({
        id: 'dspt',
        title: 'DSPT by local authority',
        finding:
          place ??
          (isDsptKnown
            ? leastWords(shown, 'met', 'has the smallest share at Standards Met or better')
            : 'No DSPT list has been imported yet.'),
        of: 'Local authority',
        as: 'share',
        series: ['Met or better', 'Approaching', 'Below, lapsed or none'],
        end: 'Locations',
        rows: rows(
          (p) => {
            const [met, good] = [drawn(p.met), drawn(p.approaching)];
            return [met, Math.max(0, good - met), Math.max(0, drawn(p.locations) - good)];
          },
          (p) => [toldWords(p.met), rest(p.approaching, p.met), rest(p.locations, p.approaching)],
          linkOf,
        ).filter(() => isDsptKnown),
      }),
    ],
    toDo: isDsptKnown ? null : importDsptList,
    notes: [],
    lists: [],
  };
}

const sharesOf = (
  months: ToldCoverage['months'],
  figure: 'live' | 'met' | 'approaching',
): (number | null)[] =>
  months.map(({ covered }) => covered && share(covered[figure], covered.locations));

/** What is left of a whole; not told when one of them is not. */
function rest(whole: Place['locations'], ...parts: Place['locations'][]): string {
  if ([whole, ...parts].some((count) => typeof count === 'string')) return 'not shown';
  return toldWords(parts.reduce<number>((left, part) => left - drawn(part), drawn(whole)));
}

function together(
  others: readonly Place[],
  values: (place: Place) => [number, number, number],
): StackedRow[] {
  if (others.length === 0) return [];
  const sums = others
    .map(values)
    .reduce((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]] as [number, number, number]);
  const isTold = others.every((place) =>
    Object.values(place).every((value) => value !== 'fewer-than-5' && value !== 'withheld'),
  );
  const locations = others.reduce((sum, place) => sum + drawn(place.locations), 0);
  return [
    {
      label: `${others.length} other authorities`,
      values: isTold ? sums : [0, 0, 0],
      shown: isTold ? toldWords(locations) : 'not shown',
      ...(isTold ? {} : { cells: ['not shown', 'not shown', 'not shown'] }),
    },
  ];
}

/** Only places with enough locations for a share to mean something. */
const fewest = 10;

function leastWords(places: readonly Place[], figure: 'live' | 'met', words: string): string {
  const [only] = places;
  if (only && places.length === 1)
    return `In ${only.localAuthority ?? 'no known authority'} it is ${shareWords(only[figure], only.locations)}.`;
  const least = places
    .filter((place) => place.localAuthority !== null && drawn(place.locations) >= fewest)
    .map((place) => ({ place, percent: share(place[figure], place.locations) }))
    .filter((one): one is { place: Place; percent: number } => one.percent !== null)
    .sort((a, b) => a.percent - b.percent)[0];
  if (!least) return 'No authority has enough locations for its share to be compared.';
  return `Of the authorities with ${fewest} locations or more, ${least.place.localAuthority} ${words}: ${shareWords(least.place[figure], least.place.locations)}.`;
}

function changeWords(months: ToldCoverage['months']): string {
  const known = months.filter(({ covered }) => covered !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first?.covered || !last?.covered || first === last) return '';
  const [was, is] = [first, last].map(({ covered }) =>
    covered ? share(covered.live, covered.locations) : null,
  );
  if (was == null || is == null) return '';
  return ` In ${monthWords(first.month)} ${was}% were live.`;
}

function noteOfMonths(filter: DashboardFilter, kept: number, months: number): string | null {
  if (kept === months) return null;
  return isNarrow(filter) && keptPart(filter) === null
    ? 'Past months are kept of the whole area, and of one local authority, one ICB, or care homes or not: choose only one of these to see them.'
    : 'A month is kept on the first of the next and never changed afterwards; of months before that nothing was kept.';
}
