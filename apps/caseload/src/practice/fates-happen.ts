import { goesOnLeave, leaves, raiseTicket } from './aftercare';
import { enter, type HappeningDetails, type Home, type SentFact, type Surroundings } from './home';
import { closeLater, officerWill } from './planning';
import { atNow, happens, onDay, someTime, tell } from './telling';
import { dayOf } from './town-time';

/** What sets a home's story apart. */
export const fateHappenings = { 'fate-strikes': strikes };

/** Comes back to the same fate, so many days on, at its next stage. */
function then(home: Home, s: Surroundings, days: readonly [number, number], stage: number): void {
  const day = dayOf(s.now) + home.random.between(...days);
  enter(home, someTime(home, day), 'fate-strikes', { stage });
}

function strikes(home: Home, s: Surroundings, { stage }: HappeningDetails['fate-strikes']): void {
  if (home.closed) return;
  if (stage === 0) return then(home, s, [15, 30], 1);
  const telling = (fact: SentFact): void => {
    happens(home, s, fact);
    tell(home, s);
  };
  const register = (type: string): void =>
    enter(home, someTime(home, dayOf(s.now) + home.random.between(2, 9)), 'register-says', {
      fact: onDay(s, type),
    });
  switch (home.place.fate.name) {
    case 'opts-out':
      telling(atNow(s, stage === 1 ? 'opted-out' : 'opted-in'));
      return stage === 1 ? then(home, s, [20, 45], 2) : undefined;
    case 'person-objects': {
      const [person] = home.people;
      if (!person) return then(home, s, [7, 14], stage);
      const type = stage === 1 ? 'person-opted-out' : 'person-opted-in';
      telling(atNow(s, type, { person: person.name }));
      return stage === 1 ? then(home, s, [20, 45], 2) : undefined;
    }
    case 'deregistered':
      if (stage === 1) return then(home, s, [15, 50], 2);
      register('site-deregistered');
      home.phase = 'over';
      return officerWill(home, s, [9, 14], { what: 'close', reason: 'site closed' });
    case 'dormant':
      register(stage === 1 ? 'site-dormant' : 'site-reopened');
      return stage === 1 ? then(home, s, [25, 50], 2) : undefined;
    case 'paused':
      officerWill(home, s, [1, 4], note('paused', { reason: 'an outbreak at the home' }));
      return officerWill(home, s, [9, 20], { what: 'resume' });
    case 'parked':
      officerWill(home, s, [1, 4], note('parked', parking(home, s)));
      return officerWill(home, s, [15, 30], { what: 'resume' });
    case 'handed-over':
      return officerWill(home, s, [1, 4], { what: 'hand-over' });
    case 'officer-mistake':
      return officerWill(home, s, [1, 4], {
        what: 'mistake',
        fact: { type: 'contact-id-confirmed', fields: {} },
      });
    case 'stalled':
      officerWill(home, s, [1, 4], note('stall-noted', { stall: 'capacity-or-crisis' }));
      return officerWill(home, s, [20, 40], note('stall-cleared', { stall: 'capacity-or-crisis' }));
    case 'closed-and-reopened':
      closeLater(home, s, 'unresponsive');
      return officerWill(home, s, [15, 25], { what: 'reopen' });
    case 'ticket':
      return raiseTicket(home, s);
    case 'leaver':
    case 'long-leave':
      return whenLive(home, s, stage);
    default:
      return;
  }
}

const note = (type: string, fields: Record<string, unknown>) =>
  ({ what: 'note', type, fields }) as const;

const parking = (home: Home, { time, now }: Surroundings) => ({
  until: time.on(dayOf(now) + home.random.between(30, 60)),
  reason: 'the home is being sold',
});

/** Waits until somebody has an account to leave. */
function whenLive(home: Home, s: Surroundings, stage: number): void {
  if (home.phase !== 'live') return then(home, s, [7, 14], stage);
  if (home.place.fate.name === 'leaver') leaves(home, s);
  else goesOnLeave(home, s);
}
