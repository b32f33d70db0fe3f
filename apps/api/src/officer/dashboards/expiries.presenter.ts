import { barChart, stackedBars } from '../../charts';
import type { ToldExpiries } from '../../dashboards/dashboards.reader';
import { countedLevelWords } from '../dspt/dspt-words';
import { dayWords, exactly } from '../words/when';
import { daysUntil } from './asked-dashboard';
import { type Dashboard, importDsptList } from './frame';
import { drawn, shareWords, toldWords } from './told-words';

type Level = ToldExpiries['levels'][number]['level'];
type Sites = ToldExpiries['levels'][number]['sites'];

const mostPlaces = 15;

/** Whose DSPT ends by the next 30 June, and how all stand. */
export function presentExpiries(
  { expiringOn, locations, authorities, levels }: ToldExpiries,
  today: string,
  linkOf: (localAuthority: string) => string | null,
): Dashboard {
  const ending = authorities.reduce(
    (n, { met, approaching }) => n + drawn(met) + drawn(approaching),
    0,
  );
  const mustReachMet = authorities.reduce((n, { approaching }) => n + drawn(approaching), 0);
  const isUnknown = levels.every(({ level }) => level === 'not-listed');
  const [shown, others] = [authorities.slice(0, mostPlaces), authorities.slice(mostPlaces)];
  const end = dayWords(expiringOn);
  const sitesAt = (asked: Level): Sites => levels.find(({ level }) => level === asked)?.sites ?? 0;
  return {
    charts: [
      stackedBars({
        id: 'ending',
        title: `DSPT ending by ${end}`,
        finding: isUnknown
          ? 'No DSPT list has been imported yet.'
          : ending === 0
            ? `No valid DSPT ends by ${end}.`
            : `${shareWords(ending, locations)} of the locations must publish again by ${end}, in ${exactly(daysUntil(today, expiringOn), 'day')}; for ${mustReachMet.toLocaleString('en-GB')} of them it must be Standards Met, as Approaching can be published only once.`,
        note:
          others.length > 0
            ? `${others.length} more authorities have ${others.reduce((n, one) => n + drawn(one.met) + drawn(one.approaching), 0).toLocaleString('en-GB')} between them: choose one above to see it.`
            : null,
        of: 'Local authority',
        as: 'count',
        series: ['Met or better', 'Approaching: must reach Met'],
        end: 'Of locations',
        rows: shown.map((place) => ({
          label: place.localAuthority ?? 'Not in the register',
          values: [drawn(place.met), drawn(place.approaching)],
          cells: [toldWords(place.met), toldWords(place.approaching)],
          shown: `of ${toldWords(place.locations)}`,
          href: place.localAuthority === null ? null : linkOf(place.localAuthority),
        })),
      }),
      barChart({
        id: 'levels',
        title: 'How all locations stand today',
        finding: isUnknown
          ? 'Nothing is known of any of them.'
          : `${toldWords(sitesAt('lapsed'))} have let theirs lapse, and ${sitesAt('not-listed') === 0 ? 'a list tells of each' : `no list tells of ${toldWords(sitesAt('not-listed'))}`}.`,
        of: 'Level',
        measure: 'Locations',
        rows: levels.map(({ level, sites }) => ({
          label: countedLevelWords[level],
          value: drawn(sites),
          shown: toldWords(sites),
        })),
      }),
    ],
    toDo: isUnknown ? importDsptList : null,
    notes: [],
    lists: [],
  };
}
