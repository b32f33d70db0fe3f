import fc from 'fast-check';
import { expectAgreement, simulated } from './agreement';
import { stories } from './case-stories';
import { runs } from './runs';

const minutes = 60_000;

describe('cases as they may go', () => {
  it(
    'come out as the second reading expects, rung for rung',
    () => {
      fc.assert(
        fc.property(stories, (story) => void expectAgreement(story)),
        runs(1500),
      );
    },
    10 * minutes,
  );

  it('hold every kind of outcome and refusal, so that the comparison means something', () => {
    const seen = new Set<string>();
    for (const story of fc.sample(stories, { numRuns: 2000, seed: 7 })) {
      const { followUps, refused } = simulated(story);
      for (const f of followUps) seen.add(`${f.clock} ${f.outcome}`);
      for (const r of refused) seen.add(r.code);
    }
    const expected = Object.entries(outcomesOf).flatMap(([clock, outcomes]) =>
      outcomes.split(' ').map((outcome) => `${clock} ${outcome}`),
    );
    expect([...expected, ...refusals].filter((kind) => !seen.has(kind))).toEqual([]);
  });
});

const outcomesOf = {
  'otp-arrival': 'sent merged task superseded suppressed pending',
  'otp-validity': 'sent merged task recorded superseded suppressed pending',
  'nhsmail-reply': 'sent task recorded superseded suppressed pending',
  activation: 'sent task superseded suppressed pending',
  inactivity: 'sent task superseded suppressed pending',
  leaver: 'sent recorded superseded suppressed pending',
  'long-leave': 'sent task superseded suppressed pending',
  'dspt-currency': 'sent merged recorded superseded suppressed pending',
  'approaching-to-met': 'sent recorded superseded suppressed pending',
  'provider-silence': 'sent merged task recorded superseded suppressed pending',
  ticket: 'task superseded pending',
};

const refusals = [
  'case-closed',
  'case-not-closed',
  'no-passcode-requested',
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
];
