import * as a from '../../../../test/builders/facts';
import type { Fact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import { fold } from './evolve';
import { progress, stages } from './progress';

const opened = [a.caseOpened('2026-11-01')];
const agreed = [...opened, a.agreed('2026-11-01')];
const requested = [...agreed, a.requested('2026-11-02')];
const submitted = [...requested, a.submitted('2026-11-11T10:00:00Z')];

const fired = (clock: string, rung: string, anchorFact: string): Fact => ({
  id: 'fired',
  type: followUpFired,
  on: null,
  at: '2026-12-01T00:00:00Z',
  details: { clock, rung, anchorFact },
  override: null,
});

const summary = (facts: Fact[]): string => {
  const { stage, waitingOn, stalls } = progress(fold(facts));
  return [stage, waitingOn, ...stalls].join(' ');
};

describe('where a case stands and who has to act', () => {
  it.each<[string, a.GivenFact[], string]>([
    ['nothing is known', [], 'prospect officer'],
    ['it was opened', opened, 'prospect officer'],
    ['the provider agreed', agreed, 'eligibility officer'],
    ['a passcode is in the post', requested, 'proving provider'],
    ['a passcode was emailed', [...agreed, a.requested('2026-11-02', 'email')], 'proving provider'],
    ['the passcode arrived', [...requested, a.received('2026-11-09')], 'ready provider'],
    ['the passcode was used', [...requested, a.used('2026-11-09T10:00:00Z')], 'ready provider'],
    ['the contact ID is there', [...agreed, a.contactId('2026-11-02')], 'ready provider'],
    ['the application is with NHSmail', submitted, 'submitted nhsmail'],
    [
      'NHSmail accepted',
      [...submitted, a.replied('2026-11-12T10:00:00Z', 'accepted')],
      'activating account-holder',
    ],
    [
      'NHSmail says accounts exist',
      [...submitted, a.replied('2026-11-12T10:00:00Z', 'already-exists')],
      'submitted officer already-has-nhsmail',
    ],
    [
      'NHSmail asks something',
      [...submitted, a.replied('2026-11-12T10:00:00Z', 'question')],
      'submitted officer',
    ],
    [
      'NHSmail rejected, and the proof is spent',
      [...submitted, a.replied('2026-11-12T10:00:00Z', 'rejected')],
      'proving officer rejected',
    ],
    [
      'NHSmail rejected, though the contact ID was there before',
      [
        ...agreed,
        a.contactId('2026-11-02'),
        a.submitted('2026-11-11T10:00:00Z'),
        a.replied('2026-11-12T10:00:00Z', 'rejected'),
      ],
      'proving officer rejected',
    ],
    [
      'the contact ID came after the rejection',
      [...submitted, a.replied('2026-11-12T10:00:00Z', 'rejected'), a.contactId('2026-11-13')],
      'ready provider',
    ],
    [
      'a new code was requested after the rejection',
      [...submitted, a.replied('2026-11-12T10:00:00Z', 'rejected'), a.requested('2026-11-13')],
      'proving provider',
    ],
    ['it is closed', [...submitted, a.closed('2026-11-12T10:00:00Z')], 'closed '],
    [
      'it was closed with an application open, and reopened',
      [...submitted, a.closed('2026-11-12T10:00:00Z'), a.reopened('2026-11-13T10:00:00Z')],
      'eligibility officer',
    ],
  ])('%s', (_, given, expected) => {
    expect(summary(a.factsOf(...given))).toBe(expected);
  });

  it('the passcode has expired: the officer, and it has stalled', () => {
    const facts = [...a.factsOf(...requested), fired('otp-validity', 'expired', 'fact-2')];
    expect(summary(facts)).toBe('proving officer otp-expired');
  });

  it('48 hours passed without a reply: still NHSmail, and it has stalled', () => {
    const facts = [...a.factsOf(...submitted), fired('nhsmail-reply', 'breach', 'fact-3')];
    expect(summary(facts)).toBe('submitted nhsmail no-reply-over-48h');
  });

  it('counts the day of a rejection in London: half past midnight on 1 July is still 30 June in Greenwich', () => {
    const given = [
      a.submitted('2026-06-29T10:00:00Z'),
      a.replied('2026-06-30T23:30:00Z', 'rejected'),
      a.contactId('2026-07-01'),
    ];
    expect(summary(a.factsOf(...given))).toBe('proving officer rejected');
  });

  it('says why in a sentence, with a stage everyone knows', () => {
    for (const given of [opened, agreed, requested, submitted]) {
      const { stage, why } = progress(fold(a.factsOf(...given)));
      expect(stages).toContain(stage);
      expect(why).toMatch(/^[A-Z].+\.$/);
    }
  });
});
