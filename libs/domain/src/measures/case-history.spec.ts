import * as a from '../../../../test/builders/facts';
import { agreedCase, sentCase } from '../../../../test/builders/stall-examples';
import type { Fact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import { readFact } from '../facts/read-fact';
import { historyOf } from './case-history';

const fired = (clock: string, rung: string, anchorFact: string, at: string): Fact => ({
  id: `fired-${clock}-${rung}`,
  type: followUpFired,
  on: null,
  at,
  details: { clock, rung, anchorFact },
  override: null,
});

const of = (...given: a.GivenFact[]) => historyOf(a.factsOf(...given));

describe('the stays of a case', () => {
  it('run from the day it came to a stage to the day it left, whoever had to act', () => {
    const { stays, startedOn, furthest } = of(
      ...agreedCase,
      a.prepared('2026-11-03'),
      a.requested('2026-11-05'),
      a.received('2026-11-12'),
    );
    const proving = stays.find(({ stage }) => stage === 'proving');
    expect(proving).toMatchObject({ leftAt: '2026-11-12T00:00:00Z', days: 9 });
    expect(stays.at(-1)).toMatchObject({ stage: 'ready', leftAt: null, days: null });
    expect(furthest).toBe('ready');
    expect(startedOn).toBe(stays.find(({ stage }) => stage !== 'prospect')?.enteredAt.slice(0, 10));
  });

  it('of no length are left out', () => {
    expect(of(...agreedCase).stays.every(({ days }) => days === null || days > 0)).toBe(true);
  });

  it('count hours that a clock change took away', () => {
    const { stays } = of(a.caseOpened('2027-03-27'), a.agreed('2027-03-29'));
    expect(stays[0]).toMatchObject({ stage: 'prospect', days: 47 / 24 });
  });

  it('that a retraction took back never were', () => {
    const facts = a.factsOf(a.caseOpened('2026-11-01'), a.agreed('2026-11-02'));
    const back = readFact(
      { type: 'retracted', at: '2026-11-05T10:00:00Z', fact: facts[1]?.id ?? '' },
      'back',
    );
    expect(historyOf([...facts, back])).toMatchObject({ furthest: 'prospect', startedOn: null });
  });

  it('a closed case that never left the first stage did not start', () => {
    const { startedOn, closedOn, furthest } = of(
      a.caseOpened('2026-11-01'),
      a.closed('2026-11-03T10:00:00Z', 'declined'),
    );
    expect([startedOn, closedOn, furthest]).toEqual([null, '2026-11-03', 'prospect']);
  });
});

it('a case is live from the day the second person had logged in and opened the mailbox', () => {
  const { liveOn, furthest } = of(
    ...sentCase,
    a.replied('2026-11-07T10:00:00Z'),
    a.created('2026-11-08', 'Ann'),
    a.created('2026-11-08', 'Ben'),
    a.activated('2026-11-10', 'Ann'),
    a.activated('2026-11-11', 'Ben'),
    a.openedMailbox('2026-11-12', 'Ann'),
    a.openedMailbox('2026-11-13', 'Ben'),
  );
  expect([liveOn, furthest]).toEqual(['2026-11-13', 'live']);
});

describe('a passcode', () => {
  it('that another replaced while it was good is superseded on that day', () => {
    const { passcodes } = of(
      ...agreedCase,
      a.requested('2026-11-02'),
      a.requested('2026-11-20', 'email'),
    );
    expect(passcodes).toEqual([
      {
        channel: 'post',
        requestedOn: '2026-11-02',
        receivedOn: null,
        usedOn: null,
        expiredOn: null,
        supersededOn: '2026-11-20',
      },
      expect.objectContaining({ channel: 'email', supersededOn: null }),
    ]);
  });

  it('that had expired, or was used, is not superseded by the next', () => {
    const expired = historyOf([
      ...a.factsOf(...agreedCase, a.requested('2026-11-02')),
      fired('otp-validity', 'expired', `fact-${agreedCase.length}`, '2026-12-01T00:00:00Z'),
      readFact(a.requested('2026-12-02'), 'again'),
    ]);
    expect(expired.passcodes[0]).toMatchObject({ expiredOn: '2026-12-01', supersededOn: null });
    const used = of(
      ...agreedCase,
      a.requested('2026-11-02'),
      a.received('2026-11-08'),
      a.used('2026-11-09T23:30:00Z'),
      a.requested('2026-11-20'),
    );
    expect(used.passcodes[0]).toMatchObject({
      receivedOn: '2026-11-08',
      usedOn: '2026-11-09',
      supersededOn: null,
    });
  });

  it('used a few minutes before midnight in summer belongs to the London day', () => {
    const { passcodes } = of(
      a.caseOpened('2027-06-01'),
      a.requested('2027-06-20'),
      a.used('2027-06-30T23:30:00Z'),
    );
    expect(passcodes[0]?.usedOn).toBe('2027-07-01');
  });
});

describe('a submission', () => {
  const [at] = of(...sentCase).submissions.map((s) => s.at);

  it('is open until NHSmail replies or its 48 hours are recorded as passed', () => {
    expect(of(...sentCase).submissions).toEqual([
      { at, repliedAt: null, isBreached: false, outcome: null, isWithin: null, settledAt: null },
    ]);
  });

  it('is kept beside the one that follows its rejection', () => {
    const { submissions } = of(
      ...sentCase,
      a.replied('2026-11-07T10:00:00Z', 'rejected'),
      a.contactId('2026-11-09'),
      a.submitted('2026-11-10T10:00:00Z'),
    );
    expect(submissions.map(({ outcome, isWithin }) => [outcome, isWithin])).toEqual([
      ['rejected', true],
      [null, null],
    ]);
  });
});
