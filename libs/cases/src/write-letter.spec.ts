import {
  fold,
  policyWith,
  recipientOf,
  shippedPolicy,
  wantedRungs,
  workingCalendar,
} from '@app/domain';
import { Texts } from '@app/history';
import { defaultWording, Drafts, letterMaking, renderDraft } from '@app/letters';
import { Sealer } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import * as a from '../../../test/builders/facts';
import { addresseeOf } from './addressees';
import { firingAt } from './firing-settings';
import type { LetterContext } from './letter-context';
import { writeMatter } from './write-letter';

const calendar = workingCalendar([]);
const sealer = new Sealer('a field key for tests, long enough to pass');
const making = letterMaking(
  {
    publicUrl: 'https://caseload.example',
    mailFrom: 'Caseload <caseload@caseload.example>',
    imapUrl: undefined,
    associationName: 'the care association',
  },
  sealer,
);

const context: LetterContext = {
  caseId: 'case',
  locationId: '1-1',
  home: { name: 'Oak House', town: 'Lincoln' },
  officer: { name: 'Jo Reed', email: 'jo.reed@association.example' },
  contact: { name: 'Sam Carter', email: 'sam@oakhouse.example' },
  site: { inScope: true, postcode: null, odsCode: null },
  texts: new Texts(),
  people: new Map([
    ['p1', 'Alex Doe'],
    ['p2', 'Kim Lee'],
  ]),
};

/** The letter of these rungs ("clock rung"), as it is written on a day, at nine. */
function letter(
  rungs: string[],
  facts: a.GivenFact[],
  day: string,
  policy = shippedPolicy,
  changes: Partial<LetterContext> = {},
) {
  const settings = firingAt(Temporal.Instant.from(`${day}T09:00:00Z`), { policy, calendar });
  const state = fold(a.factsOf(...facts));
  const wanted = wantedRungs(state, settings).filter((r) => rungs.includes(`${r.clock} ${r.rung}`));
  const of = { ...context, ...changes };
  const { now } = settings;
  const drafts = new Drafts(new Map(), now);
  for (const rung of wanted) {
    const { key, ...to } = addresseeOf(recipientOf(rung), state, of, sealer);
    drafts.add({
      matter: writeMatter({ rung, followUpId: '1' }, state, of, to, settings, null),
      addressKey: key,
      address: to.address,
      routine: rung.routine,
      from: now,
      mark: 'one',
    });
  }
  const [draft] = drafts.all();
  if (!draft) throw new Error('nothing was to be written');
  const written = renderDraft(draft, making, defaultWording);
  const recipient = draft.matters[0]?.matter.recipient;
  const { routine } = draft;
  return { ...written, routine, recipient, text: written.text.replace(/\s+/g, ' ') };
}

const of = (type: string, on: string, person: string): a.GivenFact => ({ type, on, person });
const created = of('account-created', '2026-11-02', 'p1');
const named: a.GivenFact = {
  type: 'person-added',
  on: '2026-10-20',
  person: 'p1',
  email: 'alex@private.example',
};

describe('a letter to an account holder', () => {
  it('goes to their own address, with the day the account goes inactive', () => {
    const first = letter(['activation day-3'], [named, created], '2026-11-05');
    expect(first).toMatchObject({
      recipient: 'person:p1',
      to: { name: 'Alex Doe', address: 'alex@private.example' },
      kinds: ['activate'],
    });
    expect(first.text).toContain('goes inactive on Wednesday 2 December 2026.');
    expect(first.subject).not.toContain('Last reminder');
    const last = letter(['activation day-27'], [named, created], '2026-11-27');
    expect(last.subject).toBe('Last reminder: log in to NHSmail before Wednesday 2 December 2026');
  });

  it('has no address while none is given', () => {
    expect(letter(['activation day-3'], [created], '2026-11-05').to).toEqual({
      name: 'Alex Doe',
      address: null,
    });
  });

  it('follows the policy when that moves the end', () => {
    const [first, ...rest] = shippedPolicy.ladders.activation;
    const ends = rest.map((r) => (r.rung === 'at-risk' ? { ...r, days: 45 } : r));
    const policy = policyWith({ ladders: { activation: [first as never, ...ends] } });
    const { text } = letter(['activation day-3'], [created], '2026-11-05', policy);
    expect(text).toContain('goes inactive on Thursday 17 December 2026.');
  });
});

describe('a letter to the home about accounts', () => {
  const active = (person: string, on: string) => [
    of('account-created', '2026-10-20', person),
    of('account-activated', on, person),
  ];

  it('names all whose mailbox nobody has opened in one part', () => {
    const facts = [...active('p1', '2026-11-02'), ...active('p2', '2026-11-03')];
    const keepAlive = letter(['inactivity day-23'], facts, '2026-11-26');
    expect(keepAlive).toMatchObject({
      recipient: 'provider',
      to: { name: 'Sam Carter', address: 'sam@oakhouse.example' },
      kinds: ['keep-alive', 'keep-alive'],
      subject: 'Please check that your NHSmail accounts are in use',
    });
    expect(keepAlive.text).toContain(
      "Alex Doe's account was last used on Monday 2 November 2026, as far as I know. It goes inactive on Wednesday 2 December 2026. Kim Lee's account was last used on Tuesday 3 November 2026, as far as I know. It goes inactive on Thursday 3 December 2026.",
    );
  });

  it('says when the account of a leaver is deleted, and is no routine letter', () => {
    const facts = [...active('p2', '2026-11-02'), of('leaver-marked', '2026-11-05', 'p2')];
    const leaving = letter(['leaver marked'], facts, '2026-11-05');
    expect(leaving.routine).toBe(false);
    expect(leaving.text).toContain("Kim Lee's account and all the email in it will be deleted on");
    expect(leaving.text).toContain('Saturday 5 December 2026.');
  });

  it('counts eighteen months of long leave to the end of a shorter month', () => {
    const off = of('account-disabled', '2025-08-31', 'p1');
    const { text } = letter(['long-leave month-15'], [off], '2026-11-30');
    expect(text).toContain('switched off for 18 months at most');
    expect(text).toContain('It must be back on by Sunday 28 February 2027.');
  });

  it('speaks of somebody whose name is not held as such', () => {
    const off = of('account-disabled', '2025-08-31', 'p1');
    const nameless = { people: new Map() };
    const { text } = letter(['long-leave month-15'], [off], '2026-11-30', shippedPolicy, nameless);
    expect(text).toContain("One person's account was switched off");
  });
});

describe('a letter about the DSPT', () => {
  const published = (level: string, coverage = 'own'): a.GivenFact => ({
    type: 'dspt-published',
    on: '2026-06-20',
    level,
    edition: '25/26',
    coverage,
  });

  it('counts the days to the last valid one', () => {
    const { subject, text } = letter(['dspt-currency days-60'], [published('met')], '2027-05-01');
    expect(subject).toBe('Publish your DSPT by Wednesday 30 June 2027');
    expect(text).toContain('You have 60 days left. After that day you cannot send in');
  });

  it('asks for Standards Met after Approaching, and threatens no form that is in', () => {
    const facts = [published('approaching'), a.submitted('2026-11-02T09:00:00Z')];
    const { subject, text } = letter(['approaching-to-met days-7'], facts, '2027-06-23');
    expect(subject).toBe('Last reminder: reach DSPT Standards Met by Wednesday 30 June 2027');
    expect(text).toContain('You cannot publish at Approaching Standards again.');
    expect(text).not.toContain('you cannot send in');
  });

  it('sends a home to the head office that publishes for it', () => {
    const { text } = letter(
      ['dspt-currency days-60'],
      [published('met', 'inherited')],
      '2027-05-01',
    );
    expect(text).toContain('Ask your head office to publish the DSPT again');
  });
});

describe('a reminder of a question', () => {
  const asked: a.GivenFact = {
    type: 'provider-asked',
    at: '2026-11-02T23:30:00Z',
    about: 'the names of your staff',
  };

  it('says what was asked, and at the last that a call comes next', () => {
    const first = letter(['provider-silence working-day-5'], [asked], '2026-11-09');
    expect(first.text).toContain(
      'On Monday 2 November 2026 I asked you about this: the names of your staff.',
    );
    expect(first.text).toContain('Oak House is signing up for NHSmail');
    expect(first.text).not.toContain('If I do not hear from you');
    const last = letter(['provider-silence working-day-10'], [asked], '2026-11-16');
    expect(last.text).toContain('If I do not hear from you, I will call you.');
  });

  it('does not speak of signing up to a home that has NHSmail', () => {
    const facts = [a.submitted('2026-10-01T09:00:00Z'), a.replied('2026-10-02T09:00:00Z'), asked];
    const { text } = letter(['provider-silence working-day-5'], facts, '2026-11-09');
    expect(text).toContain('Oak House has NHSmail');
  });
});

it('can write every letter the shipped policy names', () => {
  const facts = [
    a.requested('2026-11-02'),
    of('account-created', '2026-10-20', 'p1'),
    of('account-created', '2026-10-20', 'p2'),
    of('account-activated', '2026-11-02', 'p2'),
    of('account-disabled', '2026-11-02', 'p1'),
    of('leaver-marked', '2026-11-02', 'p1'),
    { type: 'provider-asked', at: '2026-11-02T09:00:00Z', about: 'the names' },
    { type: 'dspt-published', on: '2026-06-20', level: 'met', edition: '25/26', coverage: 'own' },
  ];
  const others = [a.submitted('2026-11-02T09:00:00Z')];
  const settings = firingAt(Temporal.Instant.from('2026-11-03T09:00:00Z'), {
    policy: shippedPolicy,
    calendar,
  });
  const written = [facts, others].flatMap((given) => {
    const state = fold(a.factsOf(...given));
    const rungs = wantedRungs(state, settings).filter((rung) => rung.act === 'letter');
    const to = { name: null };
    return rungs.map(
      (rung) => writeMatter({ rung, followUpId: '1' }, state, context, to, settings, null).kind,
    );
  });
  const inPolicy = Object.values(shippedPolicy.ladders)
    .flat()
    .flatMap((rung) => rung.letter ?? []);
  expect([...new Set(written)].sort()).toEqual([...new Set(inPolicy)].sort());
});

describe('a letter about a passcode', () => {
  const facts = [a.requested('2026-11-02')];

  it('says once what two reminders of one morning would both say', () => {
    const rungs = ['otp-validity day-14', 'otp-validity day-21'];
    const { kinds, text } = letter(rungs, facts, '2026-11-23');
    expect(kinds).toEqual(['otp-expiring', 'otp-expiring']);
    expect(text.match(/type in the passcode/g)).toHaveLength(1);
  });

  it('does not ask whether it has come when it is known to have', () => {
    const rungs = ['otp-validity day-21'];
    expect(letter(rungs, facts, '2026-11-23').text).toContain('If it has not come');
    const { text } = letter(rungs, [...facts, a.received('2026-11-09')], '2026-11-23');
    expect(text).not.toContain('If it has not come');
  });
});
