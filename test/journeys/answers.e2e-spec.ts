import { CasesService, SendLetterService } from '@app/cases';
import { addressKey } from '@app/letters';
import { Sealer } from '@app/platform';
import { ContactsService } from '@app/providers';
import type { Officer } from '@app/officers';
import request from 'supertest';
import { Temporal } from 'temporal-polyfill';
import { buildCase, buildLink, factsByReader, raisedTasks } from '../builders/answer-links';
import * as a from '../builders/facts';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';

const start = '2026-11-20T12:00:00Z';
const agreed = [a.caseOpened('2026-11-01'), a.agreed('2026-11-02')];
const named = [...agreed, a.named('2026-11-03', 'Jo Canary'), a.named('2026-11-03', 'Sam Canary')];
const late = [...named, a.requested('2026-11-10')];
const posted = [...named, a.requested('2026-11-17')];
const came = [...late, a.received('2026-11-17')];
const sent = [...came, a.used('2026-11-19T09:00:00Z'), a.submitted('2026-11-19T09:00:00Z')];
const made = [
  ...sent,
  a.replied('2026-11-19T15:00:00Z'),
  a.created('2026-11-19', 'Jo Canary'),
  a.created('2026-11-19', 'Sam Canary'),
];
const live = [
  ...made,
  a.activated('2026-11-19', 'Jo Canary'),
  a.activated('2026-11-19', 'Sam Canary'),
];
const leaving = [...live, a.leaving('2026-11-20', 'Jo Canary')];
const away = [...live, a.disabled('2026-11-20', 'Jo Canary')];
const freeLetter = {
  kind: 'free',
  recipient: 'provider',
  about: null,
  title: 'Hello',
  text: 'Hello.',
  clock: null,
  person: null,
  askedFor: null,
} as const;
const asked = [...agreed, a.asked('2026-11-16T10:00:00Z', 'the staff list of Kim Canary')];

describe('answering on the page of a letter', () => {
  let api: TestApi;
  let priya: Officer;

  beforeAll(async () => {
    api = await startApi(start);
    priya = (await api.addOfficer('officer', 'priya@association.example')).officer;
  });
  beforeEach(async () => {
    api.clock.set(start);
    await api.db.query('DELETE FROM rate_limit');
  });
  afterAll(() => api.close());

  const build = (facts: a.GivenFact[], options = {}) => buildCase(api, priya.id, facts, options);
  const look = (token: string) => request(api.server).get(`/a/${token}`);
  const post = (token: string, form: object) =>
    request(api.server).post(`/a/${token}`).set(fromOwnPage).type('form').send(form);
  const give = (token: string, answer: string, form: object = {}) =>
    post(token, { answer, send: 'yes', ...form });
  const day = (name: string, iso: string) => {
    const { year, month, day: d } = Temporal.PlainDate.from(iso);
    return { [`${name}[day]`]: d, [`${name}[month]`]: month, [`${name}[year]`]: year };
  };
  const linkTo = async (facts: a.GivenFact[], purpose: Parameters<typeof buildLink>[2]) => {
    const home = await build(facts);
    return { home, token: await buildLink(api, home, purpose) };
  };

  const today = day('on', '2026-11-20');
  const journeys: [string, a.GivenFact[], string, string, object, string[], string[]][] = [
    [
      'the passcode has come, and when it was printed',
      late,
      'otp-arrived',
      'code-came',
      { ...day('on', '2026-11-18'), ...day('printedOn', '2026-11-12') },
      ['otp-issued 2026-11-12', 'otp-received 2026-11-18'],
      [],
    ],
    [
      'it has not come, and the post is late',
      late,
      'otp-arrived',
      'code-not-come',
      {},
      ['note-added 2026-11-20T12:00:00Z'],
      ['answer/not-come'],
    ],
    [
      'it has not come, but it may still',
      posted,
      'otp-on-its-way',
      'code-not-come',
      {},
      ['note-added 2026-11-20T12:00:00Z'],
      [],
    ],
    [
      'it is lost',
      came,
      'otp-expiring',
      'code-lost',
      {},
      ['note-added 2026-11-20T12:00:00Z'],
      ['answer/lost'],
    ],
    [
      'the form is sent',
      came,
      'otp-expiring',
      'form-sent',
      { ...today, time: '9.30am' },
      ['otp-used 2026-11-20T09:30:00Z', 'submitted 2026-11-20T09:30:00Z'],
      [],
    ],
    [
      'NHSmail has replied',
      sent,
      'submitted',
      'nhsmail-replied',
      { ...today, outcome: 'accepted' },
      ['nhsmail-replied 2026-11-20T12:00:00Z accepted'],
      [],
    ],
    [
      'NHSmail has asked something',
      sent,
      'submitted',
      'nhsmail-replied',
      { ...today, outcome: 'question', text: 'They want our new name.' },
      ['nhsmail-replied 2026-11-20T12:00:00Z question'],
      ['answer/nhsmail'],
    ],
    [
      'all accounts are there',
      sent,
      'submitted',
      'accounts-here',
      { ...today, whole: 'all' },
      [
        'nhsmail-replied 2026-11-20T12:00:00Z accepted',
        'account-created 2026-11-20 p1',
        'account-created 2026-11-20 p2',
      ],
      [],
    ],
    [
      'one has logged in',
      made,
      'link',
      'logged-in',
      { ...today, 'who[]': 'p2' },
      ['account-activated 2026-11-20 p2'],
      [],
    ],
    [
      'the mailbox was opened',
      live,
      'keep-alive',
      'mailbox-opened',
      { ...today, 'who[]': ['p1', 'p2'] },
      ['mailbox-opened 2026-11-20 p1', 'mailbox-opened 2026-11-20 p2'],
      [],
    ],
    [
      'who takes over from a leaver',
      leaving,
      'leaver',
      'takes-over',
      { text: 'Kim Canary does.' },
      ['note-added 2026-11-20T12:00:00Z'],
      ['answer/takes-over'],
    ],
    [
      'they are back',
      away,
      'long-leave',
      'is-back',
      today,
      ['account-re-enabled 2026-11-20 p1'],
      [],
    ],
    ['they have left', away, 'long-leave', 'has-left', today, ['leaver-marked 2026-11-20 p1'], []],
    [
      'the DSPT is published',
      [...agreed, a.published('2026-06-01', 'met', '24/25')],
      'dspt-expiring',
      'dspt-published',
      {},
      ['note-added 2026-11-20T12:00:00Z'],
      ['answer/dspt'],
    ],
    [
      'an answer in their own words',
      asked,
      'reminder',
      'reply',
      { text: 'It is in the post.' },
      ['provider-replied 2026-11-20T12:00:00Z'],
      ['answer/reply'],
    ],
    [
      'a yes to the first letter',
      [a.caseOpened('2026-11-01')],
      'invitation',
      'agree',
      {},
      ['agreed 2026-11-20'],
      [],
    ],
    [
      'help',
      late,
      'otp-arrived',
      'help',
      { text: 'Ring before noon.' },
      ['note-added 2026-11-20T12:00:00Z'],
      ['answer/help'],
    ],
  ];

  it.each(journeys)('%s', async (_, facts, purpose, key, form, recorded, tasks) => {
    const { home, token } = await linkTo(facts, purpose as never);
    const first = await look(token).expect(200);
    expect(first.text).toContain(`value="${key}"`);
    expect(first.text).toContain(home.home);
    expect(first.text).not.toMatch(/Canary|home\.example|priya@/);
    const pressed = await post(token, { answer: key }).expect(303);
    const asksAt = String(pressed.headers.location);
    expect(asksAt).toBe(`/a/${token}?press=${key}`);
    const asks = await request(api.server).get(asksAt).expect(200);
    expect(asks.text).toContain('name="send" value="yes"');
    expect(await factsByReader(api.db, home.id)).toEqual([]);

    const taken = await give(token, key, form).expect(303);
    expect(taken.headers.location).toBe(`/a/${token}?said=${key}`);
    expect(await factsByReader(api.db, home.id)).toEqual(recorded);
    expect(await raisedTasks(api.db, home.id)).toEqual(tasks);
    const thanks = await request(api.server)
      .get(`/a/${token}?said=${key}`)
      .expect(200, /Thank you/);
    expect(thanks.text).not.toMatch(/Canary|does not quite fit/);

    // Who goes back comes to the thanks again.
    await request(api.server)
      .get(asksAt)
      .expect(200, /Thank you/);

    // Sent again it is the same answer, and no second one.
    await give(token, key, form).expect(303);
    expect(await factsByReader(api.db, home.id)).toEqual(recorded);
    expect(await raisedTasks(api.db, home.id)).toEqual(tasks);
  });

  it('speaks to one of the people of their own account', async () => {
    const home = await build([
      ...made.slice(0, 2),
      a.named('2026-11-03', 'Jo Canary', { email: 'jo@home.example', mobile: '07700 900123' }),
      a.created('2026-11-19', 'Jo Canary'),
    ]);
    const token = await buildLink(api, home, 'activate', {
      recipient: 'person:p1',
      email: 'jo@home.example',
    });
    const page = await look(token).expect(200);
    expect(page.text).toContain('I have logged in');
    expect(page.text).not.toMatch(/Jo Canary|07700|jo@/);
    await give(token, 'logged-in', today).expect(303);
    expect(await factsByReader(api.db, home.id)).toEqual(['account-activated 2026-11-20 p1']);
    await look(token).expect(200, /You have answered this/);
  });

  it('shows nothing of an answer that the link does not take', async () => {
    const { token } = await linkTo(posted, 'otp-on-its-way');
    const plain = await look(token).expect(200);
    for (const key of ['accounts-here', 'has-left', 'x'])
      await request(api.server).get(`/a/${token}?press=${key}`).expect(200, plain.text);
  });

  it('names the association that helps', async () => {
    const { token } = await linkTo(posted, 'otp-on-its-way');
    await look(token).expect(200, /with help from the care association/);
  });

  it('asks for no passcode that is lost, and calls a message a message', async () => {
    const { token } = await linkTo(posted, 'otp-on-its-way');
    await give(token, 'code-lost', {}).expect(303);
    const { text } = await look(token).expect(200);
    expect(text).not.toContain('What we are waiting for');
    const free = await linkTo(posted, 'free');
    await give(free.token, 'reply', { text: 'All is well.' }).expect(303);
    await look(free.token).expect(200, /<strong>A message<\/strong>/);
  });

  it('tells what is waited for, from whom, by when and why', async () => {
    const { token } = await linkTo(posted, 'otp-on-its-way');
    const { text } = await look(token).expect(200);
    expect(text).toMatch(/The letter with your passcode/);
    expect(text).toMatch(/The post/);
    expect(text).toMatch(/Tuesday 24 November 2026/);
    expect(text).toMatch(/You asked for the passcode on Tuesday 17 November 2026/);
  });

  it('puts wrong answers right on the page, keeping what was typed', async () => {
    const { home, token } = await linkTo(late, 'otp-arrived');
    const wrong: [object, RegExp][] = [
      [day('on', '2026-11-21'), /must be today or in the past/],
      [{ ...today, 'printedOn[day]': '3' }, /must include a month and year/],
      [{ ...today, ...day('printedOn', '2026-11-21') }, /must be today or in the past/],
      [
        { ...day('on', '2026-11-17'), ...day('printedOn', '2026-11-18') },
        /on or before the day it came/,
      ],
      [{ 'on[day]': 'x' }, /must include/],
    ];
    for (const [form, words] of wrong) {
      const page = await give(token, 'code-came', form).expect(422, words);
      expect(page.text).toContain('There is a problem');
    }
    expect(await factsByReader(api.db, home.id)).toEqual([]);
  });

  it('hands over to the officer what does not fit, and says so kindly', async () => {
    const { home, token } = await linkTo(late, 'otp-arrived');
    const form = { ...day('on', '2026-11-18'), ...day('printedOn', '2026-11-05') };
    await give(token, 'code-came', form).expect(303);
    // Printed before it was asked for: that date is left out, the rest is recorded.
    expect(await factsByReader(api.db, home.id)).toEqual(['otp-received 2026-11-18']);
    expect(await raisedTasks(api.db, home.id)).toEqual(['answer/check']);
    await request(api.server)
      .get(`/a/${token}?said=code-came`)
      .expect(200, /does not quite fit the dates/);
  });

  it('does not let an application through a shut gate, and loses nothing', async () => {
    const shut = [...late, a.published('2026-06-01', 'not-met', '25/26'), a.received('2026-11-17')];
    const { home, token } = await linkTo(shut, 'otp-expiring');
    await give(token, 'form-sent', today).expect(303);
    expect(await factsByReader(api.db, home.id)).toEqual(['otp-used 2026-11-20T12:00:00Z']);
    expect(await raisedTasks(api.db, home.id)).toEqual(['answer/check']);
  });

  it('keeps what was written sealed, and refuses secrets as elsewhere', async () => {
    const { home, token } = await linkTo(asked, 'reminder');
    const page = await give(token, 'reply', { text: 'The passcode is 48210573' }).expect(422);
    expect(page.text).toMatch(/Take out what looks like a passcode/);
    await give(token, 'reply', { text: 'Canary in the mine' }).expect(303);
    const rows = await api.db.query<{ row: string }>(
      `SELECT f::text AS row FROM fact f UNION ALL SELECT a::text FROM answer a
        UNION ALL SELECT t::text FROM task t`,
    );
    expect(rows.map(({ row }) => row).join('\n')).not.toMatch(/mine|48210573/);
    const [answer] = await api.db.query<{ id: string; sealed: Buffer }>(
      'SELECT id, sealed FROM answer WHERE case_id = $1',
      [home.id],
    );
    const opened = api.app.get(Sealer).open(`answer:${answer?.id}`, answer?.sealed as Buffer);
    expect(opened).toMatchObject({ given: { text: 'Canary in the mine' } });
  });

  it('lets the officer take an answer back', async () => {
    const { home, token } = await linkTo(late, 'otp-arrived');
    await give(token, 'code-came', today).expect(303);
    const cases = api.app.get(CasesService);
    const fact = (await cases.timeline(home.id)).find((f) => f.type === 'otp-received');
    expect(fact?.recordedBy).toMatch(/^provider:[0-9a-f-]{36}$/);
    await cases.record(home.id, a.retracted(start, fact?.id ?? ''), `officer:${priya.id}`);
    expect((await cases.state(home.id)).passcodes[0]?.receivedOn).toBeNull();
  });

  it('a press of 100 at once has one effect', async () => {
    const { home, token } = await linkTo(late, 'otp-arrived');
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => give(token, 'code-came', today)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(await factsByReader(api.db, home.id)).toEqual(['otp-received 2026-11-20']);
    const help = await Promise.all(
      Array.from({ length: 100 }, () => give(token, 'help', { text: 'Please ring.' })),
    );
    expect(help.every(({ status }) => [200, 303].includes(status))).toBe(true);
    expect((await raisedTasks(api.db, home.id)).length).toBeLessThanOrEqual(1);
  });

  it('wrong person: nothing more goes to that address about the home, and other homes keep theirs', async () => {
    const alone = await linkTo(late, 'otp-arrived');
    const other = await buildLink(api, alone.home, 'reminder');
    const done = await give(alone.token, 'wrong-person').expect(303);
    expect(done.headers.location).toBe('/a/thank-you');
    await request(api.server)
      .get('/a/thank-you')
      .expect(200, /We will not write to this address/);
    expect(await raisedTasks(api.db, alone.home.id)).toEqual(['answer/wrong-person']);
    const silenced = await api.db.query('SELECT silenced_why AS why FROM correspondent');
    expect(silenced).toEqual([{ why: 'wrong-person' }]);
    await look(other).expect(410);

    const boss = 'boss@group.example';
    const [one, two] = [await build(late, { email: boss }), await build(late, { email: boss })];
    const [first, second] = [
      await buildLink(api, one, 'otp-arrived'),
      await buildLink(api, two, 'otp-arrived'),
    ];
    await give(first, 'wrong-person').expect(303);
    expect(
      await api.db.query('SELECT FROM correspondent WHERE silenced_at IS NOT NULL'),
    ).toHaveLength(1);
    const contacts = api.app.get(ContactsService);
    const known = await contacts.current([one.locationId, two.locationId]);
    expect([...known.keys()]).toEqual([two.locationId]);
    await look(second).expect(200);
    await look(first).expect(410);
  });

  it('what waits to be sent goes no more to a wrong person, nor to who has stopped all letters', async () => {
    const write = (caseId: string) =>
      api.app.get(SendLetterService).send(caseId, freeLetter, 'officer:test');
    const waiting = (email: string) =>
      api.db.query(
        `SELECT FROM letter l WHERE l.status = 'planned' AND l.address_key = $1 AND EXISTS (
           SELECT FROM letter_part p WHERE p.letter_id = l.id AND p.withdrawn_at IS NULL)`,
        [addressKey(api.app.get(Sealer), email)],
      );
    const boss = 'waiting@group.example';
    const [one, two] = [await build(late, { email: boss }), await build(late, { email: boss })];
    const token = await buildLink(api, one, 'otp-arrived');
    // Other homes have had letters there, so the address stays good for them.
    await buildLink(api, two, 'otp-arrived');
    await write(one.id);
    expect(await waiting(boss)).toHaveLength(1);
    await give(token, 'wrong-person').expect(303);
    expect(await waiting(boss)).toHaveLength(0);

    const home = await build(late, { email: 'stops@home.example' });
    const stop = await buildLink(api, home, 'stop');
    await write(home.id);
    expect(await waiting(home.email)).toHaveLength(1);
    await request(api.server)
      .post(`/a/${stop}`)
      .set(fromOwnPage)
      .type('form')
      .send({ answer: 'stop-all' })
      .expect(303);
    expect(await waiting(home.email)).toHaveLength(0);
  });
});
