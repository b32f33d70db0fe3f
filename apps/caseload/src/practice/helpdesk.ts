import { enter, type HappeningDetails, type Home, type Surroundings } from './home';
import { closeLater, goOn } from './planning';
import { atNow, happens, onDay, someTime, tell } from './telling';
import { at, dayOf, type Minute } from './town-time';

/** What NHSmail's helpdesk does. */
export const helpdeskHappenings = {
  'helpdesk-replies': reply,
  'accounts-made': accountsMade,
};

/** The manager sends the form off, at this moment. */
export function submit(home: Home, s: Surroundings): void {
  home.submissions++;
  home.phase = 'submitted';
  happens(home, s, atNow(s, 'submitted'), 'The portal took the form.');
  const { random } = home;
  enter(home, quarterPast(s.now + hoursToReply(home) * 60), 'helpdesk-replies', {
    submission: home.submissions,
  });
  if (random.chance(0.5)) tell(home, s);
}

/** It promises 48 hours, and mostly keeps to them. */
function hoursToReply({ random, place }: Home): number {
  if (place.fate.name === 'no-reply') return 30 * 24;
  if (random.chance(0.7)) return random.between(3, 44);
  return random.chance(0.7) ? random.between(50, 120) : random.between(130, 300);
}

/** The helpdesk answers day and night; the town's minutes are quarters from 08:00 to 19:45. */
function quarterPast(moment: Minute): Minute {
  const day = dayOf(moment);
  if (moment < at(day, 8)) return at(day, 8);
  return moment > at(day, 19, 45) ? at(day + 1, 8) : moment;
}

const outcomes = { accepted: 84, question: 7, rejected: 5, 'already-exists': 4 } as const;

function outcomeFor(home: Home): keyof typeof outcomes {
  const first = home.submissions === 1;
  switch (home.place.fate.name) {
    case 'has-nhsmail':
      return 'already-exists';
    case 'question':
    case 'rejected':
      return first ? home.place.fate.name : 'accepted';
    default:
      return home.random.weighted(outcomes);
  }
}

function reply(home: Home, s: Surroundings, details: HappeningDetails['helpdesk-replies']): void {
  if (details.submission !== home.submissions || home.closed) return;
  const outcome = outcomeFor(home);
  happens(home, s, atNow(s, 'nhsmail-replied', { outcome }));
  const { random } = home;
  switch (outcome) {
    case 'accepted':
      enter(home, someTime(home, dayOf(s.now) + random.between(1, 2)), 'accounts-made', null);
      break;
    case 'question':
      // Once it is answered the form is looked at again, as if sent anew.
      home.submissions++;
      enter(home, someTime(home, dayOf(s.now) + random.between(2, 7)), 'helpdesk-replies', {
        submission: home.submissions,
      });
      break;
    case 'rejected':
      home.phase = 'proof';
      goOn(home, s);
      break;
    case 'already-exists':
      home.phase = 'over';
      closeLater(home, s, 'already has NHSmail');
      break;
  }
  if (random.chance(0.5)) tell(home, s);
}

function accountsMade(home: Home, s: Surroundings): void {
  if (home.closed) return;
  home.phase = 'accounts';
  home.people.forEach((person, i) => {
    if (person.account !== 'none') return;
    person.account = 'created';
    happens(home, s, onDay(s, 'account-created', { person: person.name }));
    const delay = home.random.weighted({ soon: 45, later: 35, never: 20 });
    const days = delay === 'soon' ? home.random.between(0, 4) : home.random.between(5, 28);
    if (delay !== 'never')
      enter(home, someTime(home, dayOf(s.now) + 1 + days), 'activates', { person: i });
  });
  if (home.random.chance(0.7)) tell(home, s);
}
