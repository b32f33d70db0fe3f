import { Absences, Officers } from '@app/officers';
import { type MailMessage, MailTransport, type SendOutcome } from '@app/platform';
import { Logger } from '@nestjs/common';
import * as a from '../../../../test/builders/facts';
import { buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { testConfig } from '../../../../test/harness/running-config';
import { sectionTitles } from '../today-words';
import { MorningLetters } from './morning-letters.service';

class Kept extends MailTransport {
  kind: 'smtp' | 'tray' = 'smtp';
  messages: MailMessage[] = [];
  outcome: SendOutcome = { kind: 'sent', reply: '250 ok' };
  send(message: MailMessage): Promise<SendOutcome> {
    this.messages.push(message);
    return Promise.resolve(this.outcome);
  }
  async close(): Promise<void> {}
}

/** A Tuesday, eight days before the passcode of the home dies. */
const day = '2026-11-24';

describe('the morning letter', () => {
  let engine: Engine;
  let transport: Kept;
  let letters: MorningLetters;
  let ann: string;
  let ben: string;

  beforeAll(async () => {
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    engine = await testEngine(`2026-11-02T10:00:00Z`);
    const config = testConfig('', { publicUrl: 'https://caseload.example' });
    transport = new Kept();
    letters = new MorningLetters(engine.db, engine.clock, transport, config, engine.settings);
    const officers = new Officers(engine.db, engine.clock);
    const add = async (name: string, email: string): Promise<string> =>
      (await officers.add({ name, email, role: 'officer' })).id;
    ann = await add('Ann', 'ann@example.org');
    ben = await add('Ben', 'ben@example.org');
    await officers.add({ name: 'Vic', email: 'vic@example.org', role: 'viewer' });
    const open = async (name: string, ...facts: a.GivenFact[]): Promise<void> => {
      const { locationId } = await buildSite(engine.db, { name, town: 'Wexham' });
      const { id } = await engine.cases.open(
        { locationId, officerId: ann, on: '2026-11-02' },
        'officer:test',
      );
      for (const fact of facts) await engine.cases.record(id, fact, 'officer:test');
    };
    await open(
      'Ashby <b>House</b>',
      a.named('2026-11-02', 'Zoe Canary', { email: 'zoe@home.example' }),
      a.requested('2026-10-30'),
    );
    const until = '2026-11-24';
    await open('Birch Lodge', {
      ...{ type: 'parked', at: '2026-11-02T09:00:00Z', until },
      reason: 'Zoe Canary is on leave',
    });
    engine.clock.set(`${day}T08:00:00Z`);
    await engine.due.drain();
  });
  afterAll(() => {
    jest.restoreAllMocks();
    return engine.close();
  });

  const at = async (time: string): Promise<MailMessage[]> => {
    engine.clock.set(`${time.includes('T') ? time : `${day}T${time}:00`}Z`);
    transport.messages = [];
    await letters.run();
    return transport.messages;
  };

  it('does not come before eight, nor after noon', async () => {
    expect(await at('07:59')).toEqual([]);
    expect(await at('12:00')).toEqual([]);
  });

  it('is not tried again while nobody knows what became of it, on whatever day that was', async () => {
    transport.outcome = { kind: 'unknown', reason: 'broken off' };
    expect(await at('2026-11-23T08:01:00')).toHaveLength(1);
    expect(await at('2026-11-23T09:30:00')).toEqual([]);
  });

  it('comes once when several workers look at the same moment, as soon as the server takes it', async () => {
    transport.outcome = { kind: 'deferred', reason: 'later' };
    expect(await at('08:00')).toHaveLength(1);
    expect(await at('08:05')).toEqual([]);
    transport.outcome = { kind: 'sent', reply: '250 ok' };
    engine.clock.set(`${day}T08:11:00Z`);
    transport.messages = [];
    await Promise.all([letters.run(), letters.run(), letters.run()]);
    expect(transport.messages).toHaveLength(1);
    expect(await at('08:40')).toEqual([]);
    expect(
      await engine.db.query(
        `SELECT officer_id AS officer, state, matters FROM morning_letter WHERE day = $1 ORDER BY state`,
        [day],
      ),
    ).toEqual([
      { officer: ben, state: 'nothing', matters: 0 },
      { officer: ann, state: 'sent', matters: 2 },
    ]);
  });

  it('names homes and days and nobody, in the order of Today, and says how to stop it', async () => {
    await engine.db.query('DELETE FROM morning_letter');
    const [letter] = await at('08:15');
    expect(letter).toMatchObject({
      to: { name: 'Ann', address: 'ann@example.org' },
      subject: '2 things need you today',
      stopUrl: 'https://caseload.example/account/morning-letter',
    });
    const text = letter?.text ?? '';
    const blocks = text.replace(/[\w-]{36}/g, 'ID').split('\n\n');
    expect(blocks.slice(0, 3)).toEqual([
      'Tuesday 24 November 2026',
      `${sectionTitles.ending} (1)
- Ashby <b>House</b>, Wexham: passcode good to the end of Friday 27 November
  https://caseload.example/cases/ID`,
      `${sectionTitles.review} (1)
- Birch Lodge, Wexham: rested until today
  https://caseload.example/cases/ID`,
    ]);
    expect(text).toContain('https://caseload.example/account/morning-letter');
    expect(letter?.html).toContain('Ashby &lt;b&gt;House&lt;/b&gt;, Wexham</a>: passcode good');
    for (const said of [text, letter?.html]) expect(said).not.toContain('Canary');
  });

  it('goes to whoever covers while the officer is away', async () => {
    await engine.db.query('DELETE FROM morning_letter');
    const absences = new Absences(engine.db, engine.clock);
    await absences.set(
      { officerId: ann, coveredBy: ben, from: day, until: '2026-11-25' },
      { id: ann, role: 'officer' },
    );
    expect((await at('08:00')).map(({ to }) => to.name)).toEqual(['Ben']);
    await engine.db.query('DELETE FROM officer_absence');
  });

  it('comes as often as the officer wants', async () => {
    await engine.db.query('DELETE FROM morning_letter');
    await letters.setWish(ann, 'mondays');
    expect(await at('08:00')).toEqual([]);
    expect(await at('2026-11-30T08:00:00')).toHaveLength(1);
    await letters.setWish(ann, 'off');
    expect(await at('2026-12-07T08:00:00')).toEqual([]);
    expect(await letters.wishOf(ann)).toBe('off');
  });

  it('comes at the hour of the policy, and says so', async () => {
    await engine.db.query('DELETE FROM morning_letter');
    await letters.setWish(ann, 'daily');
    await engine.db.query("UPDATE policy_version SET status = 'superseded'");
    await engine.db.query(
      `INSERT INTO policy_version (number, status, revision, document, calendar, author, reason,
                                   created_at, changed_at, published_at, published_by)
       SELECT number + 1, 'published', 1, document || '{"morningLetterAt": 10}', calendar, author,
              'later', created_at, changed_at, published_at, published_by
         FROM policy_version ORDER BY number DESC LIMIT 1`,
    );
    expect(await at('2026-12-08T09:59:00')).toEqual([]);
    const [letter] = await at('2026-12-08T10:00:00');
    expect(letter?.text).toContain('on working days at 10:00 when');
  });

  it('stays here to be read where there is no mail server, also after noon, for two weeks', async () => {
    await engine.db.query('DELETE FROM morning_letter');
    transport.kind = 'tray';
    const kept = async () => (await letters.kept(ann)).map(({ day, subject }) => [day, subject]);
    await at('2026-12-09T09:59:00');
    expect(await kept()).toEqual([]);
    await at('2026-12-09T15:00:00');
    await at('2026-12-09T15:10:00');
    const subject = expect.stringMatching(/need(s)? you today$/);
    expect(await kept()).toEqual([['2026-12-09', subject]]);
    expect((await letters.kept(ann))[0]?.text).toContain('Ashby <b>House</b>, Wexham');
    // Nothing needs Ben, and a Saturday is no working day.
    expect(await letters.kept(ben)).toEqual([]);
    await at('2026-12-12T15:00:00');
    expect(await kept()).toHaveLength(1);
    await at('2026-12-23T10:00:00');
    expect((await kept()).map(([day]) => day)).toEqual(['2026-12-23', '2026-12-09']);
    await at('2026-12-24T10:00:00');
    expect((await kept()).map(([day]) => day)).toEqual(['2026-12-24', '2026-12-23']);
    // Christmas Day, and Monday 28 December in place of Boxing Day.
    await at('2026-12-25T10:00:00');
    await at('2026-12-28T10:00:00');
    expect(await kept()).toHaveLength(2);
    // A mail server is set up: what stayed goes all the same.
    transport.kind = 'smtp';
    await at('2027-01-09T10:00:00');
    expect(await kept()).toEqual([]);
  });
});
