import fc from 'fast-check';
import { expectAgreement, simulated } from './agreement';
import { stories } from './case-stories';
import { runs } from './runs';

const minutes = 60_000;

describe('cases as they may go', () => {
  it(
    'come out as the second opinion expects, rung for rung',
    () => {
      fc.assert(
        fc.property(stories, (story) => void expectAgreement(story)),
        runs(5000),
      );
    },
    10 * minutes,
  );

  it('hold every kind of outcome and refusal, so that the comparison means something', () => {
    const seen = new Set<string>();
    for (const story of fc.sample(stories, { numRuns: 700, seed: 7 })) {
      const { followUps, refused } = simulated(story);
      for (const f of followUps) seen.add(`${f.clock} ${f.outcome}`);
      for (const r of refused) seen.add(r.code);
    }
    const outcomes = ['sent', 'task', 'superseded', 'suppressed', 'pending'];
    const passcode = ['otp-arrival', 'otp-validity'].flatMap((c) =>
      outcomes.map((o) => `${c} ${o}`),
    );
    const reply = ['sent', 'task', 'recorded', 'superseded', 'suppressed', 'pending'];
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...passcode,
        ...reply.map((outcome) => `nhsmail-reply ${outcome}`),
        'otp-arrival merged',
        'otp-validity merged',
        'otp-validity recorded',
        'case-closed',
        'case-not-closed',
        'no-passcode-requested',
        'no-live-passcode',
        'issued-before-requested',
        'issued-after-received',
        'before-passcode-requested',
        'passcode-already-used',
        'passcode-expired',
        'submission-already-open',
        'no-submission',
        'reply-before-submission',
        'no-such-fact',
        'retraction-contradicts',
      ]),
    );
  });
});
