import fc from 'fast-check';
import { newCase } from './case-state';
import { fold } from './evolve';
import * as a from '../../../../test/builders/facts';
import { peopleReadiness } from '../readiness/people-readiness';
import { workingCalendar } from '../time/working-calendar';
import { lookThroughBy, peopleList } from './people-list';

/** People as homes name them: with gaps, and with what somebody else has. */
const somebody = fc.record({
  mobile: fc.constantFrom(null, '+447700900001', '+447700900002', '+441522500000'),
  email: fc.constantFrom(null, 'amy@home.example', 'bob@home.example', 'info@home.example', 'x@'),
  role: fc.constantFrom(null, 'owner', 'owner and administrator', 'admin', 'member', 'carer'),
});

const stateOf = (
  people: { mobile: string | null; email: string | null; role: string | null }[],
) => ({
  ...newCase,
  people: people.map((person, n) => ({
    person: `P${n}`,
    job: null,
    addedOn: '2026-11-03',
    lastAddedOn: '2026-11-03',
    removedOn: null,
    ...person,
  })),
});

describe('a list of people', () => {
  it('lacks something exactly while readiness asks the home for something about them', () => {
    fc.assert(
      fc.property(fc.array(somebody, { maxLength: 12 }), (people) => {
        const state = stateOf(people);
        const { missing } = peopleReadiness(state.people, (person) => person);
        const { named, lacks } = peopleList(state, (person) => person);
        expect([named, lacks.length]).toEqual([people.length, missing.length]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('by when a list is looked through', () => {
  const holiday = [{ date: '2026-12-25', title: 'Christmas Day' }];
  it.each([
    ['on a Monday', '2026-11-02', '2026-11-03'],
    ['on a Friday', '2026-11-06', '2026-11-09'],
    ['before a bank holiday', '2026-12-24', '2026-12-28'],
  ])('when it came in %s: the end of the next working day', (_, on, day) => {
    const state = fold(a.factsOf(a.named('2026-11-01', 'Amy'), a.named(on, 'Bob')));
    const by = lookThroughBy(state, workingCalendar(holiday));
    expect(by.day.toString()).toBe(day);
    expect(by.why).toHaveLength(3);
  });

  it('counts from the day on which somebody was taken off, when that was later', () => {
    const facts = [a.named('2026-11-02', 'Amy'), a.named('2026-11-02', 'Bob')];
    const state = fold(a.factsOf(...facts, a.removed('2026-11-04', 'Bob')));
    expect(lookThroughBy(state, workingCalendar([])).day.toString()).toBe('2026-11-05');
  });
});
