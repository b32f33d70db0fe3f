import { Temporal } from 'temporal-polyfill';
import type { StoredFollowUp } from './follow-up-row';
import { showPerson } from './show-person';

const due = Temporal.Instant.from('2026-11-05T09:00:00Z');

const followUp = (changes: Partial<StoredFollowUp>): StoredFollowUp => ({
  id: '1',
  caseId: 'case',
  clock: 'activation',
  rung: 'day-3',
  anchorFact: 'fact',
  anchor: '2026-11-02',
  person: 'p1',
  act: 'letter',
  to: 'person',
  letter: 'activate',
  dueAt: due,
  sendAt: due,
  ringAt: due,
  basis: ['The account of p1 was created on Monday 2 November 2026.', 'p12 later, $& is due.'],
  status: 'waiting',
  outcome: null,
  reason: null,
  letterId: null,
  settledAt: null,
  failures: 0,
  ...changes,
});

const shown = (changes: Partial<StoredFollowUp>, name: string | null = "Kim $& O'Lee") => {
  const { person, basis } = showPerson(followUp(changes), () => name);
  return [person, ...basis];
};

it('puts the name where the ref stood, in whole words only', () => {
  expect(shown({})).toEqual([
    "Kim $& O'Lee",
    "The account of Kim $& O'Lee was created on Monday 2 November 2026.",
    'p12 later, $& is due.',
  ]);
});

it('leaves the reference of a ticket alone, though it looks like a ref', () => {
  const basis = ['Ticket p1 was raised on Monday 2 November 2026 at 9:00am.'];
  expect(shown({ clock: 'ticket', basis })).toEqual(['p1', ...basis]);
});

it('leaves the ref when the name is not held, and whatever is about nobody', () => {
  expect(shown({}, null)[0]).toBe('p1');
  expect(shown({ clock: 'otp-arrival', person: null, basis: [] })).toEqual([null]);
});
