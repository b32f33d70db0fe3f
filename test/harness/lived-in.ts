import { randomUUID } from 'node:crypto';
import { AddressBook, AskAgainService, FireDueService, RegisterNews } from '@app/cases';
import {
  addressKey,
  linkExpiry,
  type LinkPurpose,
  MailLane,
  newToken,
  planLetters,
  storeLinks,
} from '@app/letters';
import { Sealer } from '@app/platform';
import request from 'supertest';
import { buildDsptList } from '../builders/dspt-list';
import { arriveIn, rawMessage } from '../builders/inbound';
import { ratingsFile, ratingsRow } from '../builders/latest-ratings';
import { newLetter, newMatter } from '../builders/letters';
import { lineFile, lineRow } from '../builders/line-by-line';
import { buildSite } from '../builders/register';
import { buildImport } from '../builders/register-changes';
import type { TestApi } from './api';
import { importFiles } from './import-files';

/** What a field is filled with. */
export type Words = (field: string, usual: string) => string;

const asUsual: Words = (_field, usual) => usual;

/** A home with all that belongs to it. */
export interface LivedInHome {
  caseId: string;
  locationId: string;
  /** Ends of links in its letters, by purpose. */
  links: Partial<Record<LinkPurpose, string>>;
}

export interface LivedInTokens {
  officer: string;
  lead: string;
}

/** Something of everything that pages show and routes name, as people and programs bring it in. */
export class LivedIn {
  readonly homes: LivedInHome[] = [];
  /** What was not taken, by field: for the test to judge. */
  readonly refused: string[] = [];

  constructor(
    private readonly api: Pick<TestApi, 'app' | 'server' | 'db' | 'clock'>,
    private readonly tokens: LivedInTokens,
    private readonly say: Words = asUsual,
  ) {}

  /**
   * What stands once: files, wordings, a policy, records that fit nothing.
   * @param sites how many the register's file holds
   */
  async furnish(sites = 1): Promise<void> {
    const { app, db } = this.api;
    const rows = Array.from({ length: sites }, (_, n) =>
      ratingsRow({
        'Location ID': `1-90000${String(n + 1).padStart(4, '0')}`,
        'Location ODS Code': n === 0 ? 'VZZ01' : '',
        'Location Name': this.say('register name', 'Amber Lodge'),
        'Location Street Address': this.say('address', '1 Mill Lane'),
        'Location City': this.say('register town', 'Wexham'),
        'Location Local Authority': this.say('local authority', 'Westshire'),
        'Provider ID': `1-80000${String(n + 1).padStart(4, '0')}`,
        'Provider Name': this.say('provider', 'Amber Care Ltd'),
        'Brand Name': this.say('brand', 'BRAND Amber'),
      }),
    );
    const named = encodeURIComponent(this.say('file name', 'first 2026-06-01.csv'));
    await this.give(`/imports?fileName=${named}`, ratingsFile(rows));
    await this.give(
      `/import-jobs?fileName=${named}`,
      ratingsFile([ratingsRow({ 'Location Name': this.say('new name', 'Amber Hall') })]),
    );
    await importFiles(app);
    const stray = lineRow({
      'CQC ID': '1-970000002',
      Name: this.say('stray name', 'Nowhere Hall'),
      'Registered manager': this.say('manager', 'Mackay, Emma, Ms'),
    });
    await this.give(`/imports?kind=line-by-line&fileName=lines.csv`, lineFile([stray]));
    await buildDsptList(db, '2026-11-20', [
      'VINV1',
      this.say('DSPT words', '25/26 Gold'),
      '2026-06-30',
    ]);
    await this.twoRecords();
    // What the builders of imports leave empty, pages would read.
    await db.query(
      `UPDATE import_run SET result = (SELECT result FROM import_run WHERE result <> '{}' LIMIT 1)
        WHERE result = '{}'`,
    );
    await this.wording('link');
    await this.send('lead', 'post', '/policies', {
      reason: this.say('policy reason', 'Announced today'),
      addBankHolidays: [{ date: '2027-05-10', title: this.say('holiday', 'A day off') }],
    });
  }

  /** A home with a case that has been through much. */
  async addHome(): Promise<LivedInHome> {
    const { app, clock, db } = this.api;
    const sealer = app.get(Sealer);
    const email = `manager-${randomUUID().slice(0, 8)}@home.example`;
    const { locationId } = await buildSite(db, {
      name: this.say('name', 'Ashby House'),
      town: this.say('town', 'Wexham'),
      contact: { name: this.say('contact', 'Sam Carter'), email },
      sealer,
    });
    const opened = await this.send('officer', 'post', '/cases', { locationId, on: '2026-11-01' });
    if (typeof opened.id !== 'string')
      throw new Error(`No case was opened: ${this.refused.at(-1)}`);
    const caseId = opened.id;
    const facts = [
      { type: 'provider-asked', at: '2026-11-02T10:00:00Z', about: this.say('about', 'numbers') },
      { type: 'agreed', on: '2026-11-03' },
      {
        type: 'person-added',
        on: '2026-11-04',
        person: this.say('person', 'Jo Field'),
        mobile: '07700 900123',
        email: 'jo.field@home.example',
        role: 'owner',
        job: this.say('job', 'Registered manager'),
      },
      { type: 'otp-requested', on: '2026-11-10', channel: 'post' },
      { type: 'note-added', at: '2026-11-11T10:00:00Z', text: this.say('note', 'Rang them.') },
      { type: 'ticket-raised', at: '2026-11-12T10:00:00Z', reference: 'INC0012345' },
    ];
    for (const fact of facts) await this.record(caseId, fact);
    await this.send('officer', 'post', `/sites/${locationId}/corrections`, {
      field: 'phone',
      value: '01522 123456',
      reason: this.say('correction reason', 'The manager said so.'),
    });
    await this.send('officer', 'put', `/sites/${locationId}/dspt/inclusion`, {
      headquartersCode: 'AIN1',
      included: true,
      reason: this.say('inclusion reason', 'They said so.'),
    });
    const links: LivedInHome['links'] = {};
    for (const purpose of ['otp-arrived', 'gather', 'stop'] as const)
      links[purpose] = await this.link(caseId, email, purpose);
    await this.message(email);
    const told = { why: 'objected', since: clock.now(), asker: 'reader', how: 'phone' } as const;
    await app.get(AddressBook).silence(`gone-${email}`, told, 'officer:test');
    const home = { caseId, locationId, links };
    this.homes.push(home);
    return home;
  }

  /** Does what the worker does: fires what is due, and sends the letters. */
  async work(): Promise<void> {
    const { app } = this.api;
    await app.get(FireDueService).drain();
    await app.get(AskAgainService).run();
    await app.get(MailLane).sendDue();
  }

  /** What the home answers behind a link, and who it names. */
  async answer({ links }: LivedInHome): Promise<void> {
    const form = { answer: 'help', send: 'yes', text: this.say('answer', 'Nothing came.') };
    await this.post(`/a/${links['otp-arrived']}`, form);
    const { text } = await request(this.api.server).get(`/a/${links.gather}/people/add`);
    const action = /action="([^"]+)" novalidate/.exec(text)?.[1];
    if (action)
      await this.post(action, {
        mark: /name="mark" value="([^"]+)"/.exec(text)?.[1] ?? '',
        name: this.say('named person', 'Kim Noor'),
        job: this.say('named job', 'Nurse'),
        role: 'owner',
        mobile: '07700 900102',
        email: 'kim@home.example',
      });
  }

  private async twoRecords(): Promise<void> {
    const { app, db } = this.api;
    const name = this.say('twice', 'Twice Registered House');
    const older = (await buildSite(db, { name })).locationId;
    const newer = (await buildSite(db, { name })).locationId;
    const place = { address: this.say('lane', '7 Mill Lane'), postcode: 'LN7 7AA' };
    const ended = { registration_status: 'deregistered', deregistered_on: '2026-11-02' };
    await buildImport(db, {
      asOf: '2026-11-20',
      changes: { [older]: { ...place, ...ended }, [newer]: place },
    });
    await app.get(RegisterNews).tell();
  }

  private async wording(kind: string): Promise<void> {
    const { body, headers } = await request(this.api.server)
      .get(`/api/v1/wordings/${kind}`)
      .set('Authorization', `Bearer ${this.tokens.officer}`);
    const draft = { ...body.inForce, heading: this.say('heading', 'Your link') };
    await this.send('lead', 'put', `/wordings/${kind}/draft`, draft, {
      'If-Match': String(headers.etag),
    });
  }

  /** A letter that has gone, with a link of this purpose in it. */
  private async link(caseId: string, email: string, purpose: LinkPurpose): Promise<string> {
    const { app, db, clock } = this.api;
    const [sealer, at] = [app.get(Sealer), clock.now()];
    const key = addressKey(sealer, email);
    const letter = newLetter(caseId, {
      addressKey: key,
      matters: [newMatter(caseId)],
      to: { name: this.say('reader', 'Sam Carter'), address: email },
      plannedAt: at,
      sendFrom: at,
      day: '2026-11-20',
      routine: false,
    });
    await planLetters(db, sealer, [letter], 'association.example');
    await db.query("UPDATE letter SET status = 'sent', settled_at = $2 WHERE id = $1", [
      letter.id,
      at.toString(),
    ]);
    const token = newToken();
    await db.transaction((tx) =>
      storeLinks(tx, [
        {
          token,
          letterId: letter.id,
          caseId: purpose === 'stop' ? null : caseId,
          purpose,
          recipient: 'provider',
          addressKey: key,
          createdAt: at,
          expiresAt: linkExpiry(purpose, at),
        },
      ]),
    );
    return token;
  }

  private async message(email: string): Promise<void> {
    const { app, clock } = this.api;
    const boundary = 'parts';
    const body = [
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      this.say('message', 'It came today.'),
      `--${boundary}`,
      'Content-Type: text/plain; name="list.txt"',
      'Content-Disposition: attachment; filename="list.txt"',
      '',
      this.say('attachment', 'A list.'),
      `--${boundary}--`,
    ].join('\r\n');
    const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
    const headers = {
      From: `${encoded(this.say('sender', 'Kim Noor'))} <${email}>`,
      To: 'us@association.example',
      Subject: encoded(this.say('subject', 'Hello')),
      'Content-Type': `multipart/mixed; boundary="${boundary}"`,
    };
    await arriveIn(app, rawMessage(headers, body), clock.now().toString());
  }

  private async record(caseId: string, fact: object): Promise<void> {
    const { headers } = await request(this.api.server)
      .get(`/api/v1/cases/${caseId}`)
      .set('Authorization', `Bearer ${this.tokens.officer}`);
    const path = `/cases/${caseId}/facts`;
    await this.send('officer', 'post', path, fact, { 'If-Match': String(headers.etag) });
  }

  private async give(path: string, file: string): Promise<void> {
    const answer = await request(this.api.server)
      .post(`/api/v1${path}`)
      .set('Authorization', `Bearer ${this.tokens.officer}`)
      .set('Content-Type', 'text/csv')
      .send(file);
    this.note(`post ${path}`, answer);
  }

  private async send(
    as: keyof LivedInTokens,
    method: 'post' | 'put',
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<Record<string, unknown>> {
    const answer = await request(this.api.server)
      [method](`/api/v1${path}`)
      .set('Authorization', `Bearer ${this.tokens[as]}`)
      .set(headers)
      .send(body);
    this.note(`${method} ${path} ${JSON.stringify(body)}`, answer);
    return answer.body as Record<string, unknown>;
  }

  private async post(path: string, form: object): Promise<void> {
    const answer = await request(this.api.server).post(path).type('form').send(form);
    this.note(`post ${path}`, answer);
  }

  private note(what: string, { status, text }: { status: number; text: string }): void {
    if (status >= 400) this.refused.push(`${status} ${what}: ${text.slice(0, 400)}`);
  }
}
