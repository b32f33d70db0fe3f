import { answer } from './manager';
import {
  enter,
  type HappeningDetails,
  type Home,
  type OfficerAct,
  type Surroundings,
} from './home';
import { atDesk, takePhone } from './officers';
import { closeLater, goOn, officerWill } from './planning';
import { juneRush } from './registers';
import { atNow, isAway, managerTime, onDay, told } from './telling';
import { at, dayOf, type Minute } from './town-time';

/** What the officer does at her desk: opens cases, writes down what she hears, rings people up. */
export const officerHappenings = {
  invite,
  'news-reaches-officer': writesDown,
  'task-comes-up': ringsUp,
  'officer-does': does,
};

/** Asked in vain so often, a home is let go. */
const patience = 5;

function invite(home: Home, s: Surroundings): void {
  home.deeds.push({ do: 'open' });
  juneRush(home, dayOf(s.now), dayOf(s.now) + 400, s.time);
  home.phase = 'asked';
  ask(home, s, 'whether they would like NHSmail');
  officerWill(home, s, [8, 16], { what: 'review' });
  enter(home, s.now, 'fate-strikes', { stage: 0 });
}

/** A question to the provider, by email or on the phone. */
function ask(home: Home, s: Surroundings, about: string): void {
  home.deeds.push({ do: 'record', told: told(s.now, atNow(s, 'provider-asked', { about })) });
  home.asked = true;
  const { answers, within } = home.place.manager.habit;
  if (home.random.chance(answers)) enter(home, managerTime(home, s, within), 'answer', null);
}

/** Records what has been told, in the order it happened. */
function writesDown(home: Home): void {
  const news = home.told.splice(0).sort((a, b) => a.at - b.at);
  if (home.closed) return;
  for (const item of news) home.deeds.push({ do: 'record', told: item });
}

/** A call the program asks for. Whoever cannot be reached is tried three times. */
function ringsUp(home: Home, s: Surroundings, call: HappeningDetails['task-comes-up']): void {
  if (home.closed) return;
  const again = (from: Minute): void =>
    enter(home, atDesk(home.officer, from, s.time), 'task-comes-up', call);
  if (atDesk(home.officer, s.now, s.time) !== s.now) return again(s.now);
  const nextDay = at(dayOf(s.now) + 1, 0);
  if (!takePhone(home.officer, s.now)) return again(nextDay);
  if (call.kind.startsWith('ticket/')) return asksHelpdesk(home, s, call);
  if (!isAway(home, s.now) && home.random.chance(home.place.manager.habit.takesCalls)) {
    home.deeds.push({ do: 'complete-task', task: call.task, note: 'Spoke to the manager.' });
    return answer(home, s);
  }
  if (call.tries < 2) {
    home.deeds.push({ do: 'leave-voicemail', kind: call.kind });
    const day = s.time.workingDaysAfter(dayOf(s.now), home.random.between(1, 3));
    const next = { ...call, tries: call.tries + 1 };
    enter(home, atDesk(home.officer, at(day, 0), s.time), 'task-comes-up', next);
    return;
  }
  home.silentFor++;
  home.deeds.push({
    do: 'complete-task',
    task: call.task,
    note: 'Rang three times, nobody there.',
  });
  if (!home.asked) ask(home, s, 'how things stand');
}

function asksHelpdesk(home: Home, s: Surroundings, call: HappeningDetails['task-comes-up']): void {
  home.deeds.push({ do: 'complete-task', task: call.task, note: 'Rang the helpdesk.' });
  if (call.person && home.random.chance(0.6))
    enter(home, s.now + 15 * home.random.between(1, 8), 'ticket-answered', {
      reference: call.person,
    });
}

function does(home: Home, s: Surroundings, act: OfficerAct): void {
  const later = atDesk(home.officer, s.now, s.time);
  if (later !== s.now) return enter(home, later, 'officer-does', act);
  if (act.what === 'reopen') return reopens(home, s);
  if (home.closed) return;
  const record = (type: string, fields: Record<string, unknown> = {}): void =>
    void home.deeds.push({ do: 'record', told: told(s.now, atNow(s, type, fields)) });
  switch (act.what) {
    case 'close':
      record('closed', { reason: act.reason });
      home.closed = true;
      return;
    case 'hand-over':
      home.officer = home.random.pick(s.officers.filter((o) => o !== home.officer));
      return record('handed-over', { officer: home.officer.id });
    case 'mistake': {
      const fact = onDay(s, act.fact.type, act.fact.fields);
      home.deeds.push({ do: 'record', told: told(s.now, fact), keepAs: 'mistake' });
      return officerWill(home, s, [1, 4], { what: 'retract' });
    }
    case 'retract':
      return void home.deeds.push({ do: 'retract-mistake' });
    case 'resume':
      return record('resumed');
    case 'note':
      return record(act.type, act.fields);
    case 'review':
      return reviews(home, s);
  }
}

/** An officer goes through her cases every few weeks. */
function reviews(home: Home, s: Surroundings): void {
  officerWill(home, s, [12, 26], { what: 'review' });
  const { random } = home;
  if (random.chance(0.12))
    home.deeds.push({
      do: 'record',
      told: told(s.now, atNow(s, 'note-added', { text: random.pick(notes) })),
    });
  if (home.silentFor >= patience) return closeLater(home, s, 'unresponsive');
  if (home.phase === 'live') {
    if (random.chance(0.2)) closeLater(home, s, 'live-complete');
    return;
  }
  if (!home.asked && !home.agenda.has('step') && home.phase !== 'over')
    ask(home, s, questions[home.phase] ?? 'how things stand');
}

function reopens(home: Home, s: Surroundings): void {
  if (!home.closed) return;
  home.closed = false;
  home.silentFor = 0;
  home.deeds.push({ do: 'record', told: told(s.now, atNow(s, 'reopened')) });
  home.asked = false;
  ask(home, s, 'whether they would like to go on');
  goOn(home, s);
  officerWill(home, s, [8, 16], { what: 'review' });
}

const questions: Readonly<Record<string, string>> = {
  agreed: 'who should have an account',
  people: 'whether the form is filled in',
  proof: 'whether the passcode has come',
  ready: 'whether the form has been sent',
  submitted: 'whether NHSmail has replied',
  accounts: 'whether everyone can sign in',
};

const notes = [
  'The deputy is the one to ask for in the mornings.',
  'Prefers a call after two o’clock.',
  'Came to the workshop.',
  'New computers are being put in this month.',
] as const;
