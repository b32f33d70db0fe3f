import { enter, type HappeningDetails, type Home, type Person, type Surroundings } from './home';
import { happens, onDay, someTime, tell } from './telling';
import { dayOf } from './town-time';

/** What the people with accounts do. */
export const accountHolderHappenings = {
  activates,
  'opens-mailbox': opensMailbox,
};

/** Two people at work make a mailbox live (domain rules, section 3). */
const enoughForLive = 2;

/** A letter about their own account moves some people to sign in. */
export function accountHolderReads(home: Home, s: Surroundings, reference: string): void {
  const index = indexOf(home, reference);
  const person = home.people[index];
  if (person?.account !== 'created' || !home.random.chance(person.heedsLetters)) return;
  enter(home, someTime(home, dayOf(s.now) + home.random.between(1, 3)), 'activates', {
    person: index,
  });
}

/** By name, or as the program numbers people: p1, p2, in the order they were named. */
function indexOf(home: Home, reference: string): number {
  const numbered = /^p(\d+)$/.exec(reference);
  return numbered
    ? Number(numbered[1]) - 1
    : home.people.findIndex((person) => person.name === reference);
}

function activates(home: Home, s: Surroundings, { person: index }: HappeningDetails['activates']) {
  const person = home.people[index];
  if (person?.account !== 'created' || home.closed) return;
  person.account = 'active';
  happens(home, s, onDay(s, 'account-activated', { person: person.name }));
  if (home.random.chance(home.place.manager.habit.tells)) tell(home, s);
  if (!home.agenda.has('opens-mailbox'))
    enter(home, someTime(home, dayOf(s.now) + 1), 'opens-mailbox', null);
}

/** Every week or so, whoever is at work opens the shared mailbox. */
function opensMailbox(home: Home, s: Surroundings): void {
  if (home.closed) return;
  for (const person of home.people.filter(isAtWork)) {
    if (!home.random.chance(0.75)) continue;
    const first = person.openedOn === null;
    person.openedOn = dayOf(s.now);
    if (!first) continue;
    happens(home, s, onDay(s, 'mailbox-opened', { person: person.name }));
    person.toldOpenedOn = person.openedOn;
  }
  if (home.phase === 'accounts' && openers(home) >= enoughForLive) {
    home.phase = 'live';
    tell(home, s);
    enter(home, someTime(home, dayOf(s.now) + home.random.between(15, 30)), 'aftercare', null);
  }
  enter(home, someTime(home, dayOf(s.now) + home.random.between(6, 12)), 'opens-mailbox', null);
}

export const isAtWork = (person: Person): boolean => person.account === 'active';

const openers = ({ people }: Home): number =>
  people.filter((person) => person.openedOn !== null).length;
