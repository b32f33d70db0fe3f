import * as a from '../../../../test/builders/facts';
import type { Fact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import { fold } from './evolve';
import { isListToLookThrough, progress, stages } from './progress';

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

const eligible = [...agreed, a.published('2026-06-20'), a.odsCode('2026-11-02', 'VABCD')];
const named = (...names: string[]) => names.map((name) => a.named('2026-11-03', name));
const prepared = a.prepared('2026-11-04');
const details = (n: number) => ({ mobile: `07700 90000${n}`, email: `p${n}@home.example` });
const amy = a.named('2026-11-03', 'Amy', { ...details(1), role: 'owner and administrator' });
const bob = a.named('2026-11-03', 'Bob', { ...details(2), role: 'member' });
const listIsIn =
  'The list of people is in, with everything the portal asks for: look through it, then record that everything is prepared.';
const accepted = [...submitted, a.replied('2026-11-12T10:00:00Z', 'accepted')];
const created = [...accepted, a.created('2026-11-13', 'Amy'), a.created('2026-11-13', 'Bob')];
const activated = [...created, a.activated('2026-11-14', 'Amy'), a.activated('2026-11-14', 'Bob')];
const live = [
  ...activated,
  a.openedMailbox('2026-11-16', 'Amy'),
  a.openedMailbox('2026-11-16', 'Bob'),
];

describe('where a case stands and who has to act', () => {
  it.each<[string, a.GivenFact[], string]>([
    ['the site may apply', eligible, 'preparing provider'],
    [
      'its ODS code is of the new style',
      [...eligible.slice(0, 3), a.odsCode('2026-11-02', 'A1B2C')],
      'preparing provider',
    ],
    [
      'the code is that of the headquarters',
      [...eligible.slice(0, 3), a.odsCode('2026-11-02', 'AB12')],
      'eligibility officer hq-ods-code',
    ],
    ['it is prepared, list and all', [...eligible, amy, bob, prepared], 'proving provider'],
    ['it is prepared', [...eligible, ...named('Amy', 'Bob'), prepared], 'proving provider'],
    ['accounts were made', created, 'activating account-holder'],
    ['all activated, nobody has opened the mailbox', activated, 'activating provider'],
    ['one of two has opened it', live.slice(0, -1), 'activating provider'],
    ['two have opened it', live, 'live provider'],
    [
      'it was opened again on a later day',
      [...live, a.openedMailbox('2026-12-01', 'Amy')],
      'aftercare provider',
    ],
    [
      'the provider was asked',
      [...agreed, a.asked('2026-11-02T10:00:00Z')],
      'eligibility provider',
    ],
    [
      'the provider answered',
      [...agreed, a.asked('2026-11-02T10:00:00Z'), a.answered('2026-11-03T10:00:00Z')],
      'eligibility officer',
    ],
    ['the provider declined', [...opened, a.declined('2026-11-02')], 'prospect officer'],
    [
      'the site left the register',
      [...requested, a.deregistered('2026-11-09')],
      'proving officer closure',
    ],
  ])('%s', (_, given, expected) => {
    expect(summary(a.factsOf(...given))).toBe(expected);
  });

  it.each<[string, a.GivenFact[], string, string]>([
    ['nobody is named', [], 'provider', 'They choose the people, and gather mobiles and emails.'],
    [
      'one is, by name alone',
      [a.named('2026-11-03', 'Amy')],
      'provider',
      'One person is named so far. Still missing: a second person; what Amy will be in the mailbox; the mobile number of Amy; the email address of Amy.',
    ],
    [
      'two are, and one has no mobile',
      [amy, a.named('2026-11-03', 'Bob', { email: 'bob@home.example', role: 'member' })],
      'provider',
      '2 people are named so far. Still missing: the mobile number of Bob.',
    ],
    [
      'two are with one mobile, and neither owns the mailbox',
      [
        a.named('2026-11-03', 'Amy', { ...details(1), role: 'administrator' }),
        a.named('2026-11-03', 'Bob', { ...details(1), override: 'as given', role: 'member' }),
      ],
      'provider',
      '2 people are named so far. Still missing: an owner of the mailbox; a mobile number of their own for each of Amy and Bob; an email address of their own for each of Amy and Bob.',
    ],
    ['the list is whole', [amy, bob], 'officer', listIsIn],
    [
      'the list is whole, and one was taken off again',
      [amy, bob, a.removed('2026-11-04', 'Bob')],
      'provider',
      'One person is named so far. Still missing: a second person.',
    ],
    [
      'the list is whole, and a question is still out',
      [amy, bob, a.asked('2026-11-04T10:00:00Z')],
      'provider',
      'They were asked about the staff list on Wednesday 4 November 2026.',
    ],
    [
      'the list is whole, and they answered the question',
      [amy, bob, a.asked('2026-11-04T10:00:00Z'), a.answered('2026-11-05T10:00:00Z')],
      'officer',
      listIsIn,
    ],
  ])('while it is prepared and %s', (_, people, waitingOn, why) => {
    const state = fold(a.factsOf(...eligible, ...people));
    expect(progress(state)).toMatchObject({ stage: 'preparing', waitingOn, why });
    expect(isListToLookThrough(state)).toBe(why === listIsIn);
  });

  it('calls people as the page does', () => {
    const state = fold(a.factsOf(...eligible, a.named('2026-11-03', 'p1', details(1)), bob));
    const { why } = progress(state, (person) => (person === 'p1' ? 'Amy Ash' : person));
    expect(why).toContain('what Amy Ash will be in the mailbox');
  });

  it('with one person named it stays in preparation, whatever was said', () => {
    const facts = a.factsOf(...eligible, ...named('Amy'), prepared);
    expect(summary(facts)).toMatch(/^preparing provider/);
  });

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
      'submitted officer',
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
