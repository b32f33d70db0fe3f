import { CasesService, FireDueService } from '@app/cases';
import { Absences, type Officer } from '@app/officers';
import { Sealer } from '@app/platform';
import ICAL from 'ical.js';
import request from 'supertest';
import * as a from '../builders/facts';
import { buildSite } from '../builders/register';
import { fromOwnPage, startApi, type TestApi } from '../harness/api';

const canary = 'Zanzibarcanary';

/** The events of a calendar, read by a parser of others, by UID. */
function eventsOf(text: string): Map<string, ICAL.Event> {
  const events = new ICAL.Component(ICAL.parse(text) as unknown as string[])
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component));
  return new Map(events.map((event) => [event.uid, event]));
}

/** What RFC 5545 asks and a lenient parser lets pass. @returns what is wrong */
function faultsOf(text: string): string[] {
  const faults: string[] = [];
  const lines = text.split('\r\n');
  if (lines.pop() !== '') faults.push('does not end with CRLF');
  if (/[^\r]\n|\r[^\n]/.test(text)) faults.push('a line ends without CRLF');
  for (const line of lines)
    if (Buffer.byteLength(line) > 75) faults.push(`longer than 75 octets: ${line}`);
  const unfolded = text.replace(/\r\n[ \t]/g, '').split('\r\n');
  const count = (of: RegExp): number => unfolded.filter((line) => of.test(line)).length;
  for (const once of [/^VERSION:2\.0$/, /^PRODID:/, /^METHOD:PUBLISH$/, /^X-WR-CALNAME:/])
    if (count(once) !== 1) faults.push(`not once: ${once}`);
  const uids = unfolded.filter((line) => line.startsWith('UID:'));
  if (new Set(uids).size !== uids.length) faults.push('a UID is there twice');
  for (const [n, line] of unfolded.entries()) {
    if (line !== 'BEGIN:VEVENT') continue;
    const event = unfolded.slice(n, unfolded.indexOf('END:VEVENT', n));
    // Outlook shows nothing of a calendar whose moments are neither in UTC nor in a zone it is told.
    for (const one of event.filter((line) => /^(?:DTSTAMP|LAST-MODIFIED)/.test(line)))
      if (!/:\d{8}T\d{6}Z$/.test(one)) faults.push(`not in UTC: ${one}`);
    for (const one of event.filter((line) => /^DT(?:START|END)/.test(line)))
      if (!/^DT(?:START|END)(?:;VALUE=DATE:\d{8}|:\d{8}T\d{6}Z)$/.test(one))
        faults.push(`neither a day nor in UTC: ${one}`);
    for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'SEQUENCE', 'SUMMARY'])
      if (event.filter((one) => one.startsWith(name)).length !== 1)
        faults.push(`${event[1]}: ${name} is not there once`);
    if (event.some((one) => /^DT(START|END).*TZID/.test(one))) faults.push('names a time zone');
  }
  return faults;
}

describe('an officer’s calendar', () => {
  let api: TestApi;
  let cookie: string;
  let owner: Officer;
  let officerId: string;
  let caseId: string;
  let path: string;

  const page = (method: 'get' | 'post', to: string) =>
    request(api.server)[method](to).set(fromOwnPage).set('Cookie', cookie);

  async function newAddress(): Promise<string> {
    const { text } = await page('post', '/account/calendar').expect(200);
    return /\/calendar\/[\w-]{43}\.ics/.exec(text)?.[0] ?? '';
  }

  const read = () => request(api.server).get(path);

  beforeAll(async () => {
    api = await startApi('2026-10-20T08:30:00Z');
    const { app, db } = api;
    const { officer } = await api.addOfficer('officer');
    const { officer: colleague } = await api.addOfficer('officer');
    owner = officer;
    officerId = officer.id;
    cookie = await api.signIn(officer);
    const { locationId } = await buildSite(db, {
      name: `${canary} House`,
      town: `${canary}ville`,
      contact: { name: `${canary} Carter`, email: `${canary}@home.example` },
      sealer: app.get(Sealer),
    });
    const cases = app.get(CasesService);
    ({ id: caseId } = await cases.open({ locationId, officerId, on: '2026-10-01' }, 'officer:x'));
    for (const fact of [
      a.published('2026-10-02'),
      a.named('2026-10-05', `${canary} Lee`, { email: `lee.${canary}@home.example` }),
      a.requested('2026-10-07'),
    ])
      await cases.record(caseId, fact, 'officer:x');
    await app.get(FireDueService).drain();
    await app
      .get(Absences)
      .set(
        { officerId, coveredBy: colleague.id, from: '2026-10-26', until: '2026-10-30' },
        { id: officerId, role: 'officer' },
      );
    path = await newAddress();
  });
  afterAll(() => api.close());

  it('is what RFC 5545 and Outlook ask for, and names no home and no person', async () => {
    const answer = await read().expect(200);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(faultsOf(answer.text)).toEqual([]);
    expect(answer.text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
    expect(answer.text.toLowerCase()).not.toContain(canary.toLowerCase());
    const titles = [...eventsOf(answer.text).values()].map(({ summary }) => summary);
    expect(new Set(titles)).toEqual(
      new Set(['Call to make', 'Passcode ends', 'DSPT ends', 'You are away']),
    );
  });

  it('has calls at their hour in London, before and after the clocks change', async () => {
    const events = [...eventsOf((await read()).text).values()];
    const calls = events.filter(({ summary }) => summary === 'Call to make');
    const starts = calls.map(({ startDate }) => startDate.toString());
    // Monday 19 October is before the change, 2 November after it.
    expect(starts).toContain('2026-10-19T08:00:00Z');
    expect(starts).toContain('2026-11-02T09:00:00Z');
    const away = events.find(({ summary }) => summary === 'You are away');
    expect([away?.startDate.toString(), away?.endDate.toString()]).toEqual([
      '2026-10-26',
      '2026-10-31',
    ]);
  });

  it('moves an event with its UID kept and a higher number, and drops what is over', async () => {
    const host = 'localhost';
    const uid = `passcode-${caseId}@${host}`;
    const before = eventsOf((await read()).text).get(uid);
    expect(before?.startDate.toString()).toBe('2026-11-04');
    api.clock.set(api.clock.now().add({ hours: 1 }));
    const cases = api.app.get(CasesService);
    await cases.record(caseId, a.issued('2026-10-12'), 'officer:x');
    const after = eventsOf((await read()).text).get(uid);
    expect(after?.startDate.toString()).toBe('2026-11-09');
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY);
    expect(after?.component.getFirstPropertyValue('last-modified')?.toString()).toBe(
      api.clock.now().toString(),
    );
    await cases.record(
      caseId,
      { type: 'closed', at: api.clock.now().toString(), reason: 'enough' },
      'officer:x',
    );
    const left = [...eventsOf((await read()).text).values()].map(({ summary }) => summary);
    expect(left).toEqual(['You are away']);
  });

  it('says when nothing has changed, and answers HEAD', async () => {
    const { headers } = await read();
    await read()
      .set('If-None-Match', headers.etag ?? '')
      .expect(304);
    await read().set('If-None-Match', `W/${headers.etag}`).expect(304);
    const head = await request(api.server).head(path).expect(200);
    expect([head.headers.etag, head.text]).toEqual([headers.etag, undefined]);
  });

  it('shows when it was last read, and an address that was replaced or revoked as none', async () => {
    cookie = await api.signIn(owner);
    const { text } = await page('get', '/account/calendar').expect(200);
    expect(text).toContain('A calendar last read it today');
    const former = path;
    path = await newAddress();
    await read().expect(200);
    const unknown = await request(api.server)
      .get(`/calendar/${'A'.repeat(43)}.ics`)
      .expect(404);
    const bare = ({ text: said }: { text: string }): string => said.replace(/[\w-]{36}/g, '');
    expect(bare(await request(api.server).get(former).expect(404))).toBe(bare(unknown));
    const { headers } = await read().expect(200);
    await page('post', '/account/calendar/revoke').expect(303);
    const revoked = performance.now();
    expect(bare(await read().expect(404))).toBe(bare(unknown));
    expect(performance.now() - revoked).toBeLessThan(1000);
    // Not even that nothing has changed is told.
    await read()
      .set('If-None-Match', headers.etag ?? '')
      .expect(404);
    path = await newAddress();
    await api.db.query('UPDATE officer SET disabled_at = $2 WHERE id = $1', [
      officerId,
      api.clock.now().toString(),
    ]);
    await read().expect(404);
  });

  it('leaves its address in no log line', () => {
    const ends = path.slice('/calendar/'.length, -'.ics'.length);
    expect(ends).toHaveLength(43);
    expect(api.logLines.length).toBeGreaterThan(0);
    expect(api.logLines.filter((line) => line.includes(ends))).toEqual([]);
  });

  it('is not asked for without end', async () => {
    let status = 404;
    for (let tries = 0; tries < 60 && status === 404; tries++)
      ({ status } = await request(api.server).get(`/calendar/${'B'.repeat(43)}.ics`));
    expect(status).toBe(429);
  });
});
