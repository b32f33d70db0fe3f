import { accountHolderReads } from './account-holders';
import { dsptIsShut, promiseDspt } from './registers';
import type { HappeningDetails, Home, Surroundings } from './home';
import { inventPeople, namePeople } from './naming-people';
import { requestCode, useCode } from './passcodes';
import { submit } from './helpdesk';
import { closeLater, goOn } from './planning';
import { atNow, happens, onDay, tell } from './telling';
import { dayOf } from './town-time';

/** What the manager of a home does, as its habits have it. */
export const managerHappenings = {
  'letter-read': (home: Home, s: Surroundings, letter: HappeningDetails['letter-read']): void => {
    if (letter.person !== null) return accountHolderReads(home, s, letter.person);
    const { habit } = home.place.manager;
    if (letter.clock.startsWith('dspt') || letter.clock === 'approaching-to-met')
      promiseDspt(home, s, habit.answers);
    if (home.random.chance(habit.answers)) answer(home, s);
    else if (home.random.chance(habit.drive / 3)) goOn(home, s);
  },
  answer,
  step,
};

/** The manager gets in touch: says what has happened, and takes up what lies still. */
export function answer(home: Home, s: Surroundings): void {
  if (home.asked) {
    happens(home, s, atNow(s, 'provider-replied'));
    home.asked = false;
  }
  home.silentFor = 0;
  if (home.phase === 'asked') decide(home, s);
  reportOpenings(home, s);
  tell(home, s);
  if (home.random.chance(Math.max(home.place.manager.habit.drive, 0.6))) goOn(home, s);
}

function decide(home: Home, s: Surroundings): void {
  if (home.place.fate.name === 'declines') {
    happens(home, s, onDay(s, 'declined'));
    home.phase = 'over';
    closeLater(home, s, 'declined');
    return;
  }
  happens(home, s, onDay(s, 'agreed'));
  const { random, place } = home;
  if (random.chance(0.85)) {
    const postcode = random.chance(0.92) ? 'agrees' : 'differs';
    happens(home, s, onDay(s, 'ods-code-confirmed', { code: place.odsCode, postcode }));
  }
  if (random.chance(0.8)) {
    const found = random.chance(0.96) ? 'none' : 'accounts';
    happens(home, s, onDay(s, 'nhsmail-checked', { found }));
    if (found === 'accounts') {
      home.phase = 'over';
      return closeLater(home, s, 'already has NHSmail');
    }
  }
  home.phase = 'agreed';
}

/** Whoever opened the mailbox since the officer last heard. */
function reportOpenings(home: Home, s: Surroundings): void {
  for (const person of home.people) {
    if (person.openedOn === null || person.openedOn === person.toldOpenedOn) continue;
    happens(home, s, onDay(s, 'mailbox-opened', { person: person.name }, person.openedOn));
    person.toldOpenedOn = person.openedOn;
  }
}

/** The next thing the manager has to do. With drive, the one after follows by itself. */
function step(home: Home, s: Surroundings): void {
  if (home.closed) return;
  takeStep(home, s);
  const { habit } = home.place.manager;
  if (home.random.chance(habit.tells)) tell(home, s);
  if (home.random.chance(habit.drive)) goOn(home, s);
}

function takeStep(home: Home, s: Surroundings): void {
  switch (home.phase) {
    case 'agreed':
      home.people = inventPeople(home);
      namePeople(home, s);
      home.phase = 'people';
      return;
    case 'people':
      if (home.random.chance(0.9)) happens(home, s, onDay(s, 'preparation-complete'));
      home.phase = 'proof';
      return;
    case 'proof':
      return proveIt(home, s);
    case 'ready':
      return applyIfAble(home, s);
    case 'unasked':
    case 'asked':
    case 'submitted':
    case 'accounts':
    case 'live':
    case 'over':
      return;
  }
}

function proveIt(home: Home, s: Surroundings): void {
  if (home.codes.length > 0) return useCode(home, s);
  const place = home.place.fate;
  const posted = ['letter-lost', 'email-code', 'code-kept'].includes(place.name);
  if (place.name === 'no-reply' || (!posted && home.random.chance(0.3))) {
    happens(home, s, onDay(s, 'contact-id-confirmed'));
    home.phase = 'ready';
  } else requestCode(home, s);
}

/** With the gate shut the manager first sees to the DSPT, except one who tries all the same. */
function applyIfAble(home: Home, s: Surroundings): void {
  if (!dsptIsShut(home, s, dayOf(s.now)) || home.place.fate.name === 'overrides-gate')
    return submit(home, s);
  promiseDspt(home, s, 0.7);
}
