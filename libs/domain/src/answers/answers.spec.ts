import { Temporal } from 'temporal-polyfill';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { admit } from '../cases/transitions';
import { readFact } from '../facts/read-fact';
import { shippedPolicy } from '../policy';
import {
  type Answering,
  type AnswerKey,
  answerKeys,
  answerTasks,
  type GivenAnswer,
} from './answer';
import { answers } from './answers';
import { awaitedOf } from './awaited';
import { answersOfPurpose, offeredAnswers } from './offered-answers';

const now = Temporal.Instant.from('2026-11-20T12:00:00Z');
const opened = [a.caseOpened('2026-11-01')];
const agreed = [...opened, a.agreed('2026-11-02')];
const people = [...agreed, a.named('2026-11-03', 'p1'), a.named('2026-11-03', 'p2')];
const posted = [...people, a.requested('2026-11-14')];
const late = [...people, a.requested('2026-11-10')];
const came = [...late, a.received('2026-11-17')];
const sent = [...came, a.used('2026-11-19T09:00:00Z'), a.submitted('2026-11-19T09:00:00Z')];
const questioned = [...sent, a.replied('2026-11-19T15:00:00Z', 'question')];
const accepted = [...sent, a.replied('2026-11-19T15:00:00Z')];
const made = [...accepted, a.created('2026-11-19', 'p1'), a.created('2026-11-19', 'p2')];
const live = [
  ...made,
  a.activated('2026-11-19', 'p1'),
  a.activated('2026-11-19', 'p2'),
  a.openedMailbox('2026-11-19', 'p1'),
];
const leaving = [...live, a.leaving('2026-11-20', 'p1')];
const away = [...live, a.disabled('2026-11-20', 'p1')];
const askedThem = [...agreed, a.asked('2026-11-16T10:00:00Z')];
const dspt = [...agreed, a.published('2026-06-01', 'met', '24/25')];
const shut = [...agreed, a.published('2026-06-01', 'not-met', '25/26')];
const closed = [...posted, a.closed('2026-11-19T10:00:00Z')];

const states = {
  opened,
  agreed,
  people,
  posted,
  late,
  came,
  sent,
  questioned,
  accepted,
  made,
  live,
  leaving,
  away,
  askedThem,
  dspt,
  shut,
  closed,
};

const purposes = [
  'invitation',
  'otp-on-its-way',
  'otp-arrived',
  'otp-expiring',
  'submitted',
  'activate',
  'keep-alive',
  'leaver',
  'long-leave',
  'dspt-expiring',
  'reminder',
  'ask',
  'link',
  'free',
] as const;

const answering = (facts: a.GivenFact[], person: string | null = null): Answering => ({
  state: fold(a.factsOf(...facts)),
  policy: shippedPolicy,
  now,
  person,
});

const own = (purpose: string, facts: a.GivenFact[], person: string | null = null) =>
  offeredAnswers(purpose, answering(facts, person)).own.join(' ');

/** What somebody would fill in who answers everything that is asked. */
function filled(key: AnswerKey, situation: Answering): GivenAnswer {
  const given: GivenAnswer = {};
  for (const ask of answers[key].asks(situation)) {
    if (ask.field === 'on') given.on = '2026-11-20';
    if (ask.field === 'time') given.time = '11:00';
    if (ask.field === 'printedOn') given.printedOn = '2026-11-16';
    if (ask.field === 'outcome') given.outcome = 'accepted';
    if (ask.field === 'whole') given.whole = 'all';
    if (ask.field === 'who') given.who = ask.among;
    if (ask.field === 'text' && ask.required) given.text = 'It is Sam.';
  }
  return given;
}

const factsOf = (key: AnswerKey, facts: a.GivenFact[], given: GivenAnswer, person?: string) =>
  answers[key].facts(given, answering(facts, person ?? null));

const taskOf = (key: AnswerKey, facts: a.GivenFact[], given: GivenAnswer = {}) =>
  answers[key].task(given, answering(facts));

describe('answers offered to a letter', () => {
  it.each([
    ['invitation', 'opened', 'agree decline'],
    ['invitation', 'agreed', ''],
    ['otp-on-its-way', 'posted', 'code-came code-not-come code-lost form-sent'],
    ['otp-arrived', 'came', 'code-lost form-sent'],
    ['otp-expiring', 'came', 'form-sent code-lost'],
    ['otp-expiring', 'sent', ''],
    ['submitted', 'sent', 'nhsmail-replied accounts-here'],
    ['submitted', 'questioned', 'nhsmail-replied accounts-here'],
    ['submitted', 'accepted', 'accounts-here'],
    ['submitted', 'live', ''],
    ['activate', 'made', 'logged-in'],
    ['activate', 'live', ''],
    ['keep-alive', 'live', 'mailbox-opened'],
    ['leaver', 'leaving', 'takes-over moves-on not-leaving'],
    ['leaver', 'live', ''],
    ['long-leave', 'away', 'is-back will-be-back has-left'],
    ['dspt-expiring', 'dspt', 'dspt-published'],
    ['reminder', 'askedThem', 'reply'],
    ['free', 'posted', 'reply'],
    ['otp-arrived', 'closed', ''],
  ] as const)('%s, case %s: %s', (purpose, state, expected) => {
    expect(own(purpose, states[state])).toBe(expected);
  });

  it('include help and the wrong person whatever becomes of the case', () => {
    for (const purpose of purposes)
      for (const facts of Object.values(states))
        expect(offeredAnswers(purpose, answering(facts)).always).toEqual(['help', 'wrong-person']);
  });

  it('follow the case when the link was asked for', () => {
    expect(own('link', posted)).toContain('code-came');
    expect(own('link', sent)).toMatch(/^nhsmail-replied .*reply$/);
    expect(own('link', live)).not.toContain('code-came');
  });

  it('leave to the contact of the home what no single person can say', () => {
    expect(own('link', made, 'p1')).toBe('logged-in reply');
    expect(answersOfPurpose('link', 'p1')).not.toContain('form-sent');
    expect(own('activate', made, 'p2')).toBe('logged-in');
    expect(own('activate', [...made, a.activated('2026-11-19', 'p1')], 'p1')).toBe('');
  });
});

describe('what becomes of an answer', () => {
  const offers = Object.entries(states).flatMap(([name, facts]) =>
    purposes.flatMap((purpose) =>
      offeredAnswers(purpose, answering(facts)).own.map((key) => [key, name] as const),
    ),
  );
  const once = [...new Map(offers.map((o) => [o.join(), o])).values()];

  it('covers every answer there is', () => {
    expect(new Set(once.map(([key]) => key)).size).toBe(answerKeys.length - 2);
  });

  it.each(once)('%s may be recorded when the case is %s', (key, name) => {
    const facts = [...states[name as keyof typeof states]];
    const situation = answering(facts);
    const given = filled(key, situation);
    const made = answers[key].facts(given, situation);
    expect(made.length).toBeGreaterThan(0);
    for (const input of made) {
      // The gate stands in the way of an application, as of any other way of recording it.
      if (input.type === 'submitted' && ['dspt', 'shut'].includes(name)) continue;
      const fact = readFact(input, 'next');
      admit(a.factsOf(...facts), fact, now, shippedPolicy);
      facts.push(input);
    }
    const task = answers[key].task(given, situation);
    expect([null, ...answerTasks]).toContain(task);
  });

  it('the passcode came, with the date printed on its letter', () => {
    const given = { on: '2026-11-18', printedOn: '2026-11-12' };
    expect(factsOf('code-came', late, given)).toEqual([
      { type: 'otp-issued', on: '2026-11-12' },
      { type: 'otp-received', on: '2026-11-18' },
    ]);
    expect(factsOf('code-came', late, { on: '2026-11-18' })).toHaveLength(1);
  });

  it('it has not come: nobody rings before the post is late', () => {
    expect(taskOf('code-not-come', posted)).toBeNull();
    expect(taskOf('code-not-come', posted, { text: 'Our box is broken.' })).toBe('reply');
    expect(taskOf('code-not-come', late)).toBe('not-come');
  });

  it.each([
    ['today without a time: now', {}, '2026-11-20T12:00:00Z'],
    ['today at a time', { on: '2026-11-20', time: '09:15' }, '2026-11-20T09:15:00Z'],
    ['today, later than now: now', { on: '2026-11-20', time: '15:00' }, '2026-11-20T12:00:00Z'],
    ['an earlier day: five in the afternoon', { on: '2026-11-19' }, '2026-11-19T17:00:00Z'],
    ['summer time', { on: '2026-08-03', time: '10:00' }, '2026-08-03T09:00:00Z'],
  ])('the form was sent %s', (_, given, at) => {
    expect(factsOf('form-sent', came, given)).toEqual([
      { type: 'otp-used', at },
      { type: 'submitted', at },
    ]);
  });

  it('a form sent without a passcode spends none', () => {
    const facts = [...people, a.contactId('2026-11-10')];
    expect(factsOf('form-sent', facts, {}).map(({ type }) => type)).toEqual(['submitted']);
  });

  it('the accounts are there: for all, or somebody asks who', () => {
    expect(factsOf('accounts-here', sent, { whole: 'all', on: '2026-11-20' })).toEqual([
      { type: 'nhsmail-replied', at: '2026-11-20T12:00:00Z', outcome: 'accepted' },
      { type: 'account-created', on: '2026-11-20', person: 'p1' },
      { type: 'account-created', on: '2026-11-20', person: 'p2' },
    ]);
    expect(taskOf('accounts-here', sent, { whole: 'all' })).toBeNull();
    expect(factsOf('accounts-here', accepted, { whole: 'some' })).toEqual([]);
    expect(taskOf('accounts-here', accepted, { whole: 'some' })).toBe('nhsmail');
    const unnamed = [...agreed, a.submitted('2026-11-19T09:00:00Z')];
    expect(taskOf('accounts-here', unnamed, { whole: 'all' })).toBe('nhsmail');
  });

  it('a person speaks for themselves; a home says of whom', () => {
    const mine = factsOf('logged-in', made, { on: '2026-11-20', who: ['p1'] }, 'p2');
    expect(mine).toEqual([{ type: 'account-activated', on: '2026-11-20', person: 'p2' }]);
    expect(factsOf('logged-in', made, { who: ['p1'] })).toEqual([
      { type: 'account-activated', on: '2026-11-20', person: 'p1' },
    ]);
    expect(factsOf('logged-in', made, { who: ['p9'] })).toEqual([]);
  });

  it('what somebody wrote never becomes part of a fact', () => {
    for (const key of answerKeys)
      for (const facts of Object.values(states)) {
        const situation = answering(facts);
        const given = { ...filled(key, situation), text: 'Sam Canary 07700 900123' };
        expect(JSON.stringify(answers[key].facts(given, situation))).not.toContain('Canary');
      }
  });

  it('what one of the people writes is no reply of the home', () => {
    expect(factsOf('reply', made, {}, 'p1')[0]?.type).toBe('note-added');
    expect(factsOf('reply', made, {})[0]?.type).toBe('provider-replied');
  });
});

describe('what is waited for', () => {
  it.each([
    ['otp-arrived', posted, 'The post', 'Saturday 21 November 2026'],
    ['otp-expiring', came, 'Your home', 'the end of Tuesday 8 December 2026'],
    ['submitted', sent, 'The NHSmail team', 'Saturday 21 November 2026 at 9:00am'],
    ['activate', made, 'Your home', 'Saturday 19 December 2026'],
    ['keep-alive', live, 'Your home', 'Saturday 19 December 2026'],
    ['leaver', leaving, 'Your home', 'Sunday 20 December 2026'],
    ['long-leave', away, 'Your home', 'Saturday 20 May 2028'],
    ['dspt-expiring', dspt, 'Your home', 'the end of Tuesday 30 June 2026'],
    ['reminder', askedThem, 'Your home', null],
  ] as const)('%s: from whom and by when', (purpose, facts, from, by) => {
    expect(awaitedOf(purpose, answering([...facts]))).toMatchObject({ from, by });
  });

  it('is nothing once it has come, or the case is closed', () => {
    expect(awaitedOf('otp-arrived', answering(sent))).toBeNull();
    expect(awaitedOf('otp-arrived', answering(closed))).toBeNull();
    expect(awaitedOf('submitted', answering(live))).toBeNull();
  });

  it('names nobody', () => {
    const named = (facts: a.GivenFact[]) =>
      facts.map((f) => (f.person === undefined ? f : { ...f, person: 'Sam Canary' }));
    for (const purpose of purposes)
      for (const facts of Object.values(states))
        expect(JSON.stringify(awaitedOf(purpose, answering(named(facts))))).not.toContain('Canary');
  });

  it('tells a person of their own account', () => {
    expect(awaitedOf('activate', answering(made, 'p1'))).toMatchObject({ from: 'You' });
  });
});
