import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  activated,
  agreed,
  closed,
  created,
  factsOf,
  type GivenFact,
  named,
  openedMailbox,
  removed,
  reopened,
  retracted,
} from '../../../../test/builders/facts';
import { answerBy, dueAfter, endsOf, keptPeopleOf, personDue } from './retention-clocks';

const live = (on: string): GivenFact[] => [
  created(on, 'p1'),
  created(on, 'p2'),
  activated(on, 'p1'),
  activated(on, 'p2'),
  openedMailbox(on, 'p1'),
  openedMailbox(on, 'p2'),
];
const two = [agreed('2026-01-05'), named('2026-01-06', 'p1'), named('2026-01-06', 'p2')];
const close = (on: string) => closed(`${on}T10:00:00Z`);
const reopen = (on: string) => reopened(`${on}T10:00:00Z`);

const dueOf = (ref: string, ...given: GivenFact[]) => {
  const facts = factsOf(...given);
  const person = keptPeopleOf(facts).find((p) => p.ref === ref);
  if (!person) throw new Error(`Nobody is called ${ref}.`);
  const { contact, name } = personDue(person, endsOf(facts));
  return [contact, name];
};

describe('the days on which a period ends', () => {
  it.each([
    ['2027-01-31', { months: 1 }, '2027-02-28'],
    ['2028-01-31', { months: 1 }, '2028-02-29'],
    ['2024-02-29', { months: 12 }, '2025-02-28'],
    ['2024-02-29', { months: 24 }, '2026-02-28'],
    ['2026-02-28', { months: 24 }, '2028-02-28'],
    ['2028-02-01', { days: 30 }, '2028-03-02'],
    ['2027-02-01', { days: 30 }, '2027-03-03'],
    // Across both changes of the clocks a day is a day.
    ['2027-03-27', { days: 1 }, '2027-03-28'],
    ['2026-10-24', { days: 90 }, '2027-01-22'],
  ])('%s and %j: %s', (from, period, due) => {
    expect(dueAfter(from, period)).toBe(due);
  });
});

describe('what is kept of account holders', () => {
  it('runs on while the case does', () => {
    expect(dueOf('p1', ...two)).toEqual([null, null]);
  });
  it('loses mobile and address 30 days after the home went live', () => {
    expect(dueOf('p1', ...two, ...live('2026-02-01'))).toEqual(['2026-03-03', null]);
  });
  it('loses them 90 days after any other close, and the name after 24 months', () => {
    expect(dueOf('p1', ...two, close('2026-02-01'))).toEqual(['2026-05-02', '2028-02-01']);
  });
  it('counts from going live though the case is closed afterwards', () => {
    expect(dueOf('p1', ...two, ...live('2026-02-01'), close('2026-02-10'))).toEqual([
      '2026-03-03',
      '2028-02-10',
    ]);
  });
  it('counts a close just after midnight in summer as of that day in London', () => {
    const late = closed('2026-06-30T23:30:00Z');
    expect(dueOf('p1', ...two, late)).toEqual(['2026-09-29', '2028-07-01']);
  });
  it('stops when the case is reopened, and starts anew when it is closed again', () => {
    const back = [close('2026-02-01'), reopen('2026-03-01')];
    expect(dueOf('p1', ...two, ...back)).toEqual([null, null]);
    expect(dueOf('p1', ...two, ...back, close('2026-04-01'))).toEqual(['2026-06-30', '2028-04-01']);
  });
  it('goes on counting from going live when a live case is closed and reopened', () => {
    const story = [...live('2026-02-01'), close('2026-02-10'), reopen('2026-02-12')];
    expect(dueOf('p1', ...two, ...story)).toEqual(['2026-03-03', null]);
  });
  it('counts from their own account for somebody who came later', () => {
    const later = [named('2026-05-01', 'p3'), created('2026-05-04', 'p3')];
    const story = [...two, ...live('2026-02-01'), ...later];
    expect(dueOf('p3', ...story)[0]).toBe('2026-06-03');
    expect(dueOf('p1', ...story)[0]).toBe('2026-03-03');
  });
  it('goes for those who were taken off as for the others', () => {
    const story = [...two, removed('2026-01-20', 'p2'), close('2026-02-01')];
    expect(dueOf('p2', ...story)).toEqual(['2026-05-02', '2028-02-01']);
  });
  it('does not count a close that was a mistake', () => {
    const facts = [...two, close('2026-02-01'), reopen('2026-02-02')];
    const index = two.length;
    expect(dueOf('p1', ...facts, retracted('2026-02-03T10:00:00Z', `fact-${index}`))).toEqual([
      null,
      null,
    ]);
  });
});

describe('a request', () => {
  it.each([
    ['access', '2027-01-31', '2027-02-28'],
    ['erasure', '2026-11-30', '2026-12-30'],
    ['complaint', '2027-01-31', '2027-03-02'],
  ])('for %s of %s is answered by %s', (kind, received, by) => {
    expect(answerBy(kind, received)).toBe(by);
  });
});

type Event = { gap: number; what: 'live' | 'close' | 'reopen' | 'name' };

/** The same rule walked event by event, with another library's calendar. */
class Oracle {
  live: DateTime | null = null;
  closed: DateTime | null = null;
  named: DateTime;
  constructor(start: DateTime) {
    this.named = start;
  }
  contactDue(): DateTime | null {
    if (this.live) return DateTime.max(this.live, this.named).plus({ days: 30 });
    return this.closed?.plus({ days: 90 }) ?? null;
  }
  nameDue(): DateTime | null {
    return this.closed?.plus({ months: 24 }) ?? null;
  }
}

it('erases nobody early and leaves nobody overdue, whatever happens to a case', () => {
  const event = fc.record({
    gap: fc.integer({ min: 0, max: 200 }),
    what: fc.constantFrom<Event['what']>('live', 'close', 'reopen', 'name'),
  });
  const start = fc.integer({ min: 0, max: 1500 });
  fc.assert(
    fc.property(
      start,
      fc.array(event, { maxLength: 8 }),
      fc.integer({ max: 900 }),
      (s, events, run) => {
        let day = DateTime.utc(2024, 1, 1).plus({ days: s });
        const oracle = new Oracle(day);
        const iso = () => day.toISODate() ?? '';
        const story: GivenFact[] = [agreed(iso()), named(iso(), 'p1'), named(iso(), 'p2')];
        for (const { gap, what } of events) {
          day = day.plus({ days: gap });
          if (what === 'live' && !oracle.live && !oracle.closed) {
            story.push(...live(iso()));
            oracle.live = day;
          } else if (what === 'close' && !oracle.closed) {
            story.push(close(iso()));
            oracle.closed = day;
          } else if (what === 'reopen' && oracle.closed) {
            story.push(reopen(iso()));
            oracle.closed = null;
          } else if (what === 'name' && !oracle.closed) {
            story.push(named(iso(), 'p1'));
            oracle.named = day;
          }
        }
        const [contact, name] = dueOf('p1', ...story);
        const runDay = day.plus({ days: Math.abs(run) }).toISODate() ?? '';
        const goes = (due: string | null | undefined) => due != null && due <= runDay;
        const names = oracle.nameDue()?.toISODate();
        const contacts = oracle.contactDue()?.toISODate();
        expect(goes(name)).toBe(goes(names));
        expect(goes(contact)).toBe(goes(contacts) || goes(names));
      },
    ),
    { numRuns: 500 },
  );
});
