import * as a from '../../../../test/builders/facts';
import { BadInput } from '../errors';
import { shippedPolicy } from '../policy';
import { workingCalendar } from '../time/working-calendar';
import { simulate } from './simulate';
import { readSimulation } from './simulation-input';

const shipped = workingCalendar([{ date: '2026-12-25', title: 'Christmas Day' }]);
const window = { asOf: '2026-12-24T08:00:00Z', until: '2027-02-28T23:59:59Z' };

const run = (input: object) => simulate(readSimulation({ ...window, ...input }, shipped));

/** The moments at which the facts are recorded, with their places in the list. */
const plan = (facts: a.GivenFact[], asOf = window.asOf) =>
  readSimulation({ ...window, asOf, facts }, shipped).planned.map(
    ({ index, moment }) => `${index} ${moment.toString()}`,
  );

describe('the published example', () => {
  it('is answered as published', () => {
    const result = run({
      facts: [a.caseOpened('2026-12-01'), a.requested('2026-12-24')],
      bankHolidays: ['2026-12-25'],
      policy: {},
    });
    expect(result.followUps).toContainEqual({
      clock: 'otp-arrival',
      rung: 'day-7',
      anchor: '2026-12-24',
      dueAt: '2026-12-31T09:00:00Z',
      sendAt: '2026-12-31T09:00:00Z',
      person: null,
      to: 'provider',
      letter: 'otp-arrived',
      outcome: 'sent',
      basis: [
        'The passcode was requested by post on Thursday 24 December 2026.',
        '7 calendar days later is Thursday 31 December 2026 at 9:00am (weekends and bank holidays count).',
        'That is a working day between 9:00 and 17:00, so it goes then.',
      ],
    });
    expect(result.followUps.map((f) => `${f.rung} ${f.outcome} ${f.sendAt}`)).toEqual([
      'day-5 sent 2026-12-29T09:00:00Z',
      'day-7 sent 2026-12-31T09:00:00Z',
      'day-10 task 2027-01-04T09:00:00Z',
      'day-14 sent 2027-01-07T09:00:00Z',
      'day-21 sent 2027-01-14T09:00:00Z',
      'day-26 sent 2027-01-19T09:00:00Z',
      'day-26-call task 2027-01-19T09:00:00Z',
      'expired recorded 2027-01-22T00:00:00Z',
    ]);
    expect(result.states).toEqual([
      { at: '2026-12-24T08:00:00Z', stage: 'prospect', waitingOn: 'officer', stalls: [] },
      { at: '2026-12-24T08:00:00Z', stage: 'proving', waitingOn: 'provider', stalls: [] },
      {
        at: '2027-01-22T00:00:00Z',
        stage: 'proving',
        waitingOn: 'officer',
        stalls: ['otp-expired'],
      },
    ]);
    expect(result.refused).toEqual([]);
  });

  it('a task has no letter', () => {
    const { followUps } = run({ facts: [a.requested('2026-12-24')] });
    const tasks = followUps.filter((f) => f.outcome === 'task');
    expect(tasks.map((f) => f.to)).toEqual(['officer', 'officer']);
    for (const task of tasks) expect(task).not.toHaveProperty('letter');
  });
});

describe('when facts are recorded', () => {
  it('what lies before asOf at asOf, in its order', () => {
    expect(plan([a.agreed('2026-12-03'), a.note('2026-12-01T10:00:00Z')])).toEqual([
      '0 2026-12-24T08:00:00Z',
      '1 2026-12-24T08:00:00Z',
    ]);
  });

  it('a later day at 8:00 in London, winter and summer', () => {
    expect(plan([a.agreed('2026-12-25'), a.agreed('2027-07-01')])).toEqual([
      '0 2026-12-25T08:00:00Z',
      '1 2027-07-01T07:00:00Z',
    ]);
  });

  it('today’s day fact at 8:00 when it is earlier than that, else now', () => {
    expect(plan([a.agreed('2026-12-24')], '2026-12-24T07:00:00Z')).toEqual([
      '0 2026-12-24T08:00:00Z',
    ]);
    expect(plan([a.agreed('2026-12-24')], '2026-12-24T12:00:00Z')).toEqual([
      '0 2026-12-24T12:00:00Z',
    ]);
  });

  it('in the order of their moments, of one moment in the order of the list', () => {
    const facts = [
      a.note('2026-12-27T10:00:00Z'),
      a.agreed('2026-12-26'),
      a.note('2026-12-26T08:00:00Z'),
    ];
    expect(plan(facts)).toEqual([
      '1 2026-12-26T08:00:00Z',
      '2 2026-12-26T08:00:00Z',
      '0 2026-12-27T10:00:00Z',
    ]);
  });
});

describe('how far it runs', () => {
  const facts = [a.requested('2026-12-24')];
  const outcome = (until: string) =>
    run({ facts, until }).followUps.find((f) => f.rung === 'day-7')?.outcome;

  it('what goes at "until" has gone, what goes later is pending', () => {
    expect(outcome('2026-12-31T09:00:00Z')).toBe('sent');
    expect(outcome('2026-12-31T08:59:59Z')).toBe('pending');
  });

  it('facts after "until" never happened', () => {
    const later = [...facts, a.used('2026-12-30T10:00:00Z')];
    const result = run({ facts: later, until: '2026-12-29T12:00:00Z' });
    expect(result.followUps.map((f) => f.outcome)).toEqual(['sent', ...Array(7).fill('pending')]);
  });
});

describe('what it is given besides', () => {
  it('bank holidays given replace the shipped ones, even when there are none', () => {
    const facts = [a.requested('2026-12-20')];
    const day5 = (bankHolidays?: string[]) =>
      run({ facts, bankHolidays }).followUps.find((f) => f.rung === 'day-5')?.sendAt;
    expect(day5()).toBe('2026-12-28T09:00:00Z');
    expect(day5([])).toBe('2026-12-25T09:00:00Z');
    expect(day5(['2026-12-25', '2026-12-28'])).toBe('2026-12-29T09:00:00Z');
  });

  it('a policy given changes what it names', () => {
    const ladder = [
      { rung: 'day-4', days: 4, act: 'letter', to: 'provider', letter: 'otp-arrived' },
    ];
    const { followUps } = run({
      facts: [a.requested('2026-12-24')],
      policy: { ladders: { 'otp-arrival': ladder } },
    });
    expect(followUps.map((f) => f.rung)).toEqual([
      'day-4',
      'day-14',
      'day-21',
      'day-26',
      'day-26-call',
      'expired',
    ]);
    expect(readSimulation({ ...window, facts: [] }, shipped).policy).toEqual(shippedPolicy);
  });

  it('a retraction names the fact by its place, as a number or in words', () => {
    for (const place of [0, '0', 'fact-0']) {
      const facts = [a.requested('2026-12-24'), a.retracted('2026-12-25T10:00:00Z', place)];
      expect(run({ facts }).followUps.map((f) => f.outcome)).toEqual(Array(8).fill('superseded'));
    }
  });
});

describe('what cannot be', () => {
  it('a fact that cannot be read or happened otherwise is listed, and the run goes on', () => {
    const result = run({
      facts: [
        { type: 'case-exploded', on: '2026-12-24' },
        a.used('2026-12-24T07:00:00Z'),
        a.requested('2026-12-24'),
        { type: 'otp-issued' },
        { ...a.agreed('2026-12-24'), colour: 'blue' },
      ],
    });
    expect(result.refused.map((r) => [r.fact, r.code])).toEqual([
      [0, 'unknown-fact-type'],
      [1, 'no-passcode-requested'],
      [3, 'invalid-fact'],
      [4, 'invalid-fact'],
    ]);
    for (const { message } of result.refused) expect(message).toMatch(/\.$/);
    expect(result.followUps).toHaveLength(8);
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, ''],
    ['a list', [], ''],
    ['no facts', { ...window }, '/facts'],
    ['facts that are no list', { ...window, facts: {} }, '/facts'],
    ['no asOf', { until: window.until, facts: [] }, '/asOf'],
    ['a day for an instant', { ...window, asOf: '2026-12-24', facts: [] }, '/asOf'],
    ['until before asOf', { ...window, until: '2026-12-24T07:59:59Z', facts: [] }, '/until'],
    ['an unknown field', { ...window, facts: [], colour: 'blue' }, '/colour'],
    ['no such day', { ...window, facts: [], bankHolidays: ['2026-02-30'] }, '/bankHolidays/0'],
    [
      'a policy it does not know',
      { ...window, facts: [], policy: { colour: 1 } },
      '/policy/colour',
    ],
  ])('%s is refused as a whole, by name', (_, input, pointer) => {
    let found: unknown;
    try {
      readSimulation(input, shipped);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(BadInput);
    const { code, message, problems } = found as BadInput;
    expect(code).toBe('invalid-simulation');
    expect(message).toMatch(/\.$/);
    expect(problems[0]?.pointer).toBe(pointer);
  });
});

describe('what a simulation leaves out', () => {
  const bare = { asOf: '2026-11-02T08:00:00Z', until: '2026-11-30T00:00:00Z' };
  const read = (more: object) => readSimulation({ ...bare, facts: [], ...more }, shipped);

  it('takes null for what is not given', () => {
    expect(read({ policy: null, bankHolidays: null })).toMatchObject({
      policy: shippedPolicy,
      calendar: shipped,
    });
  });

  it('refuses a secret pasted into a note, without repeating it', () => {
    const { refused, planned } = read({
      facts: [{ type: 'note-added', at: '2026-11-02T09:00:00Z', text: 'OTP 483920' }],
    });
    expect(planned).toEqual([]);
    expect(refused).toEqual([expect.objectContaining({ fact: 0, code: 'secret-refused' })]);
    expect(JSON.stringify(refused)).not.toContain('483920');
  });

  it('says that a fact needs a type', () => {
    const { refused } = read({ facts: [{ on: '2026-11-02' }] });
    expect(refused[0]?.message).toMatch(/^A fact without "type"/);
  });
});
