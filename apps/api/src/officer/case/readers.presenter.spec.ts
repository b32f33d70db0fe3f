import { Temporal } from 'temporal-polyfill';
import { caseView, caseViewOf } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import { presentReaders } from './readers.presenter';

const opened = a.caseOpened('2026-11-12');
const ann = a.named('2026-11-13', 'Ann Lee', { email: 'ann@home.example' });

const note = (more: object) => ({ key: 'ab'.repeat(32), silences: [], awayUntil: null, ...more });
const silence = {
  key: 'ab'.repeat(32),
  why: 'bounced',
  since: '2026-11-20T10:00:00Z',
  asker: null,
  how: 'mail-report',
  recordedBy: 'system',
  recordedAt: '2026-11-20T10:00:00Z',
} as const;

describe('presentReaders', () => {
  it('names the contact and the people, and says that they get letters', () => {
    const readers = presentReaders(caseView(opened, ann));
    expect(readers.map((r) => [r.name, r.standing, r.silent])).toEqual([
      ['The manager', ['Gets letters'], false],
      ['Ann Lee', ['Gets letters'], false],
    ]);
    // In full only where it is set, else masked.
    expect(readers[0]?.address).toBe('jo@ashby.example');
    expect(readers[1]?.address).not.toContain('ann@');
  });

  it('offers to add an address where there is none', () => {
    const [contact] = presentReaders(caseViewOf(a.factsOf(opened), { contact: null }));
    expect(contact?.standing).toEqual(['No email address is known yet']);
    expect(contact?.links.map(({ href }) => href)).toContain('/sites/1-100000001/contact');
  });

  it('says of a provider who opted out when, and who recorded it, and offers the way back', () => {
    const [contact] = presentReaders(caseView(opened, a.optedOut('2026-11-20T10:00:00Z')));
    expect(contact?.standing).toEqual([
      'Asked for no letters on Friday 20 November 2026 at 10:00am. Recorded by Priya Shah, Monday 23 November 2026 at 9:30am.',
    ]);
    expect(contact?.links[0]?.href).toBe('/cases/c1/record/opted-in');
  });

  it('stops one person and leaves the other', () => {
    const bob = a.named('2026-11-13', 'Bob Roy', { email: 'bob@home.example' });
    const view = caseView(opened, ann, bob, a.personOptedOut('2026-11-20T10:00:00Z', 'Ann Lee'));
    const [, first, second] = presentReaders(view);
    expect(first?.standing).toEqual(['Asked for no letters on Friday 20 November 2026 at 10:00am']);
    expect(first?.links[0]?.href).toBe('/cases/c1/record/person-opted-in?person=p1');
    expect(second?.silent).toBe(false);
    expect(second?.links[0]?.href).toBe('/cases/c1/record/person-opted-out?person=p2');
  });

  it('says what is known of an address, and that somebody is away', () => {
    const addressNotes = new Map([
      ['jo@ashby.example', note({ silences: [silence] })],
      ['ann@home.example', note({ awayUntil: Temporal.Instant.from('2026-12-01T09:00:00Z') })],
    ]);
    const readers = presentReaders(caseViewOf(a.factsOf(opened, ann), { addressNotes }));
    expect(readers.map((r) => r.standing)).toEqual([
      ['Letters to it come back'],
      ['Away: letters that can wait do so until Tuesday 1 December 2026, two weeks at most'],
    ]);
  });

  it('says nothing any more of somebody who is back', () => {
    const back = note({ awayUntil: Temporal.Instant.from('2026-11-20T09:00:00Z') });
    const addressNotes = new Map([['jo@ashby.example', back]]);
    const [contact] = presentReaders(caseViewOf(a.factsOf(opened), { addressNotes }));
    expect(contact?.standing).toEqual(['Gets letters']);
  });

  it('says of a site that has left the register that nobody is written to', () => {
    const [contact] = presentReaders(caseView(opened, a.deregistered('2026-11-18')));
    expect(contact?.standing).toEqual(['The site has left the register']);
  });
});
