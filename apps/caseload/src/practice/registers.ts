import type { DsptLevel } from '@app/domain';
import { enter, type HappeningDetails, type Home, type Surroundings } from './home';
import type { Publication } from './publication';
import type { Random } from './random';
import { someTime, told } from './telling';
import { dayOf, type TownTime } from './town-time';

/** What the registers of CQC and DSPT do; the program imports them, the officer types nothing. */
export const registerHappenings = {
  'dspt-published': published,
  'register-says': (home: Home, s: Surroundings, { fact }: HappeningDetails['register-says']) => {
    if (!home.closed) home.deeds.push({ do: 'record', by: 'import', told: told(s.now, fact) });
  },
};

const levels = {
  met: 58,
  exceeded: 6,
  approaching: 12,
  'not-met': 7,
  'not-published': 7,
  none: 10,
};
const shutLevels: ReadonlySet<DsptLevel> = new Set(['not-met', 'not-published']);

/** What a home had published before its case was opened; one in ten is not in the register. */
export function earlierPublications(home: Home, opening: number, time: TownTime): Publication[] {
  const { random, place } = home;
  const level = levelFor(place.fate.name, random);
  if (level === 'none') return [];
  const on = opening - random.between(30, 480);
  return [{ on, level, edition: editionOn(on, time) }];
}

function levelFor(fate: string, random: Random): DsptLevel | 'none' {
  if (fate === 'gate-shut' || fate === 'overrides-gate')
    return random.pick(['not-met', 'not-published'] as const);
  return fate === 'approaching' ? 'approaching' : random.weighted(levels);
}

/** The edition a publication of that day counts for: editions close on 30 June. */
function editionOn(day: number, time: TownTime): string {
  const { year, month } = time.date(day);
  const closes = month > 6 ? year + 1 : year;
  const short = (y: number): string => String(y % 100).padStart(2, '0');
  return `${short(closes - 1)}/${short(closes)}`;
}

/** Valid to 30 June of the year after its edition closes. */
function isValid({ edition }: Publication, day: number, time: TownTime): boolean {
  return time.on(day) <= `20${String(Number(edition.slice(3)) + 1)}-06-30`;
}

/** Whether the gate is known to be shut: a home the register does not know at all is not. */
export function dsptIsShut(home: Home, { time }: Surroundings, day: number): boolean {
  const newest = home.dspt.at(-1);
  return newest !== undefined && (shutLevels.has(newest.level) || !isValid(newest, day, time));
}

/** The home sets about publishing, with some probability, and is done in one to seven weeks. */
export function promiseDspt(home: Home, { now }: Surroundings, probability: number): void {
  if (home.agenda.has('dspt-published') || !home.random.chance(probability)) return;
  const patience = home.place.fate.name === 'gate-shut' ? 90 : 0;
  const day = dayOf(now) + patience + home.random.between(6, 50);
  const level = home.random.pick(['met', 'met', 'met', 'exceeded'] as const);
  enter(home, someTime(home, day), 'dspt-published', { level });
}

/** Most homes publish in the last three weeks of June, as the edition closes. */
export function juneRush(home: Home, from: number, until: number, time: TownTime): void {
  for (let day = from; day < until; day++) {
    const { month, day: ofMonth } = time.date(day);
    if (month !== 6 || ofMonth !== 30 || !home.random.chance(0.7)) continue;
    const early = home.random.chance(0.3) ? home.random.between(8, 21) : home.random.between(0, 7);
    enter(home, someTime(home, day - early), 'dspt-published', { level: 'met' });
  }
}

function published(home: Home, s: Surroundings, { level }: HappeningDetails['dspt-published']) {
  const on = dayOf(s.now);
  home.dspt.push({ on, level, edition: editionOn(on, s.time) });
}
