import { SilentBells } from '@app/follow-ups';
import { MailLane } from '@app/letters';
import { MailTransport, type SendOutcome } from '@app/platform';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import { RecordFactService } from '../record-fact.service';
import { SendLetterService } from '../send-letter/send-letter.service';
import { ChangeContact } from './change-contact.service';

const actor = 'officer:test';

let engine: Engine;

beforeAll(async () => {
  engine = await testEngine('2026-11-25T09:00:00Z');
});
afterAll(() => engine.close());

/** A mail server that does something while it has the first letter in hand, and then puts it off. */
class Server extends MailTransport {
  readonly kind = 'smtp';
  readonly sentTo: (string | null)[] = [];
  constructor(private meanwhile: (() => Promise<unknown>) | null) {
    super();
  }

  override async send({ to }: Parameters<MailTransport['send']>[0]): Promise<SendOutcome> {
    const work = this.meanwhile;
    this.meanwhile = null;
    await work?.();
    if (work) return { kind: 'deferred', reason: 'busy' };
    this.sentTo.push(to.address);
    return { kind: 'sent', reply: 'ok' };
  }
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

const wish = {
  recipient: 'provider',
  about: null,
  title: null,
  text: null,
  clock: null,
  person: null,
  askedFor: null,
};

it.each([
  ['a question', { ...wish, kind: 'ask', about: 'the names' } as const],
  ['words of an officer', { ...wish, kind: 'free', title: 'Hello', text: 'Hello.' } as const],
])('%s put off while its reader got another address goes to the new one', async (what, asked) => {
  engine.clock.set('2026-11-25T09:00:00Z');
  const { db, clock, settings } = engine;
  const bells = new SilentBells();
  const recording = new RecordFactService(db, clock, bells, settings);
  const letters = new SendLetterService(db, clock, recording, bells, settings);
  const contact = new ChangeContact(db, clock, settings);
  const officerId = await buildOfficer(db);
  const { locationId } = await buildSite(db, {
    sealer: engine.sealer,
    contact: { name: 'Sam Carter', email: `old.${what.length}@home.example` },
  });
  const { id } = await engine.cases.open({ locationId, officerId, on: '2026-11-01' }, actor);
  await letters.send(id, asked, actor);
  const email = `new.${what.length}@home.example`;
  const server = new Server(() => contact.set(locationId, { name: 'Jo Next', email }));
  const lane = new MailLane(db, clock, engine.sealer, server);
  await lane.sendDue();
  for (const at of ['2026-11-25T10:00:00Z', '2026-11-25T12:00:00Z']) {
    engine.clock.set(at);
    await engine.asking.run();
    await lane.sendDue();
  }
  expect(server.sentTo).toEqual([email]);
  const links = await db.query(
    `SELECT FROM answer_link WHERE case_id = $1 AND revoked_at IS NULL AND address_key = $2`,
    [id, engine.sealer.addressKey(email)],
  );
  expect(links).toHaveLength(1);
});
