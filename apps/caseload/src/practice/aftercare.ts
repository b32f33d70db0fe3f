import { isAtWork } from './account-holders';
import { enter, type HappeningDetails, type Home, type Person, type Surroundings } from './home';
import { atNow, happens, onDay, someTime, tell } from './telling';
import { dayOf } from './town-time';

/** What goes on at a home that has its mailbox. */
export const aftercareHappenings = {
  aftercare,
  'ticket-answered': ticketAnswered,
  joins,
  'comes-back': comesBack,
};

/** Every few weeks something small may come up. */
function aftercare(home: Home, s: Surroundings): void {
  if (home.closed || home.phase !== 'live') return;
  const { random } = home;
  const what = random.weighted({ nothing: 82, leaves: 6, ticket: 8, leave: 4 });
  if (what === 'leaves') leaves(home, s);
  if (what === 'ticket') raiseTicket(home, s);
  if (what === 'leave') goesOnLeave(home, s);
  enter(home, someTime(home, dayOf(s.now) + random.between(15, 30)), 'aftercare', null);
}

/** Someone gives notice; some turn up at another home before their account is gone. */
export function leaves(home: Home, s: Surroundings): void {
  const person = lastAtWork(home);
  if (!person) return;
  person.account = 'leaving';
  happens(home, s, onDay(s, 'leaver-marked', { person: person.name }));
  tell(home, s);
  if (home.place.fate.name !== 'leaver' && !home.random.chance(0.4)) return;
  const day = dayOf(s.now) + home.random.between(8, 26);
  enter(home, someTime(home, day), 'joins', { person: person.name });
}

function joins(home: Home, s: Surroundings, { person: name }: HappeningDetails['joins']): void {
  const person = named(home, name);
  if (person?.account !== 'leaving' || home.closed) return;
  person.account = 'gone';
  happens(home, s, onDay(s, 'joiner-confirmed', { person: name }));
  happens(home, s, onDay(s, 'person-removed', { person: name }));
  tell(home, s);
}

/** Long leave: the account is disabled so that it is kept. */
export function goesOnLeave(home: Home, s: Surroundings): void {
  const person = lastAtWork(home);
  if (!person) return;
  person.account = 'disabled';
  happens(home, s, onDay(s, 'account-disabled', { person: person.name }));
  tell(home, s);
  const day = dayOf(s.now) + home.random.between(15, 120);
  enter(home, someTime(home, day), 'comes-back', { person: person.name });
}

function comesBack(home: Home, s: Surroundings, { person: name }: { person: string }): void {
  const person = named(home, name);
  if (person?.account !== 'disabled' || home.closed) return;
  person.account = 'active';
  happens(home, s, onDay(s, 'account-re-enabled', { person: name }));
  tell(home, s);
}

/** The officer raises it for the home; the helpdesk takes one to eight working days. */
export function raiseTicket(home: Home, s: Surroundings): void {
  const reference = `PRACTICE-${home.index + 1}-${++home.tickets}`;
  home.openTickets.add(reference);
  happens(home, s, atNow(s, 'ticket-raised', { reference }));
  tell(home, s);
  const day = s.time.workingDaysAfter(dayOf(s.now), home.random.between(1, 8));
  enter(home, someTime(home, day), 'ticket-answered', { reference });
}

function ticketAnswered(
  home: Home,
  s: Surroundings,
  { reference }: HappeningDetails['ticket-answered'],
): void {
  if (home.closed || !home.openTickets.delete(reference)) return;
  happens(home, s, atNow(s, 'ticket-answered', { reference }));
  tell(home, s);
}

const named = (home: Home, name: string): Person | undefined =>
  home.people.find((person) => person.name === name);

const lastAtWork = (home: Home): Person | undefined => home.people.filter(isAtWork).at(-1);
