import * as a from '../../../../test/builders/facts';
import { shippedPolicy } from '../policy';
import { nextBestAct } from './next-best-act';
import { type EndedStall, endedStalls, learnUnblockings } from './unblocked';

const told = (facts: Parameters<typeof a.factsOf>) =>
  endedStalls(a.factsOf(...facts), shippedPolicy).map(({ code, by, days }) => [
    code,
    by,
    Number(days.toFixed(2)),
  ]);

const agreed = [a.caseOpened('2026-11-01'), a.agreed('2026-11-01')] as const;

describe('stalls that ended', () => {
  it('are told with the fact that ended them and how long they lasted', () => {
    expect(
      told([
        ...agreed,
        a.published('2026-11-02', 'not-published'),
        a.published('2026-11-12', 'met'),
      ]),
    ).toEqual([['dspt-missing', 'dspt-published', 10]]);
  });

  it('began when their moment had come, though nothing was recorded then', () => {
    // The letter is missed from day 10, at 9 in the morning.
    expect(told([...agreed, a.requested('2026-11-02'), a.received('2026-11-14')])).toEqual([
      ['otp-not-arrived', 'otp-received', 1.63],
    ]);
  });

  it('are none that still last, or that never began', () => {
    expect(told([...agreed, a.published('2026-11-02', 'not-published')])).toEqual([]);
    expect(told([...agreed, a.requested('2026-11-02'), a.received('2026-11-08')])).toEqual([]);
  });

  it('end too when the case is closed', () => {
    expect(
      told([...agreed, a.published('2026-11-02', 'not-met'), a.closed('2026-11-05T00:00:00Z')]),
    ).toEqual([['dspt-too-low', 'closed', 3]]);
  });
});

describe('what usually unblocks a reason', () => {
  const ended = (count: number, by: EndedStall['by']): EndedStall[] =>
    Array.from({ length: count }, (_, n) => ({ code: 'otp-not-arrived', by, days: n + 1 }));

  it('is told with how often, the most frequent first, once twenty have ended', () => {
    expect(learnUnblockings([...ended(5, 'closed'), ...ended(16, 'otp-received')])).toEqual([
      {
        code: 'otp-not-arrived',
        sample: 21,
        median: 6,
        by: [
          { fact: 'otp-received', times: 16 },
          { fact: 'closed', times: 5 },
        ],
      },
    ]);
    expect(learnUnblockings(ended(19, 'otp-received'))).toEqual([]);
  });
});

describe('the next best act', () => {
  it.each([
    [['otp-not-arrived', 'otp-expired'], 'otp-expired'],
    [['dspt-missing', 'closure', 'otp-expired'], 'closure'],
    [['duplicate-email', 'dspt-missing'], 'duplicate-email'],
    [[], undefined],
  ] as const)('of %j is that of %s', (codes, code) => {
    expect(nextBestAct([...codes])?.code).toBe(code);
  });
});
