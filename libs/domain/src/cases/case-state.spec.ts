import * as a from '../../../../test/builders/facts';
import type { Fact } from '../facts/fact';
import { followUpFired } from '../facts/fact-types';
import { type CaseState, livePasscode, newCase, passcodeAsOf } from './case-state';
import { evolve, fold } from './evolve';

const state = (...given: a.GivenFact[]): CaseState => fold(a.factsOf(...given));

const request = a.requested('2026-11-02');

const fired = (clock: string, rung: string, anchorFact: string, at: string): Fact => ({
  id: `fired-${rung}`,
  type: followUpFired,
  on: null,
  at,
  details: { clock, rung, anchorFact },
  override: null,
});

describe('what each fact changes', () => {
  const officer = '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11';
  const at = '2026-11-01T10:00:00Z';

  it.each<[string, a.GivenFact, Partial<CaseState>]>([
    ['case-opened', a.caseOpened('2026-11-01'), { openedOn: '2026-11-01' }],
    ['agreed', a.agreed('2026-11-01'), { agreedOn: '2026-11-01' }],
    ['contact-id-confirmed', a.contactId('2026-11-01'), { contactIdConfirmedOn: '2026-11-01' }],
    ['declined', a.declined('2026-11-01'), { declinedOn: '2026-11-01' }],
    [
      'ods-code-confirmed',
      a.odsCode('2026-11-01', 'VLX1A'),
      { odsCode: { code: 'VLX1A', on: '2026-11-01', postcode: null } },
    ],
    [
      'ods-code-confirmed with its postcode compared',
      { ...a.odsCode('2026-11-01', 'VLX1A'), postcode: 'agrees' },
      { odsCode: { code: 'VLX1A', on: '2026-11-01', postcode: 'agrees' } },
    ],
    [
      'nhsmail-checked',
      a.nhsmailChecked('2026-11-01', 'accounts'),
      { nhsmailCheck: { found: 'accounts', on: '2026-11-01' } },
    ],
    ['preparation-complete', a.prepared('2026-11-01'), { preparedOn: '2026-11-01' }],
    ['opted-out', a.optedOut(at), { optedOut: true, optedAt: at, lastOptedOutAt: at }],
    ['opted-in', a.optedIn(at), { optedOut: false, optedAt: at }],
    ['provider-replied', a.answered(at), { lastRepliedAt: at }],
    [
      'provider-asked',
      a.asked(at, 'the staff list'),
      { question: { fact: 'fact-0', at, about: 'the staff list', endedAt: null } },
    ],
    ['paused', a.paused(at, 'away'), { pauses: [{ from: at, to: null, reason: 'away' }] }],
    ['resumed', a.resumed(at), {}],
    [
      'parked',
      a.parked(at, '2027-01-04', 'moving house'),
      { parked: { at, until: '2027-01-04', reason: 'moving house' } },
    ],
    [
      'stall-noted',
      a.stallNoted(at, 'capacity-or-crisis'),
      { notedStalls: [{ stall: 'capacity-or-crisis', at }] },
    ],
    ['stall-cleared', a.stallCleared(at, 'capacity-or-crisis'), {}],
    [
      'ticket-raised',
      a.ticketRaised(at, 'INC-7'),
      { tickets: [{ reference: 'INC-7', fact: 'fact-0', at, answeredAt: null }] },
    ],
    ['ticket-answered', a.ticketAnswered(at, 'INC-7'), {}],
    [
      'dspt-published',
      a.published('2026-11-01', 'approaching', '25/26', 'inherited'),
      {
        dspt: [
          {
            fact: 'fact-0',
            on: '2026-11-01',
            level: 'approaching',
            edition: '25/26',
            coverage: 'inherited',
            expiredAt: null,
          },
        ],
      },
    ],
    [
      'site-deregistered',
      a.deregistered('2026-11-01'),
      {
        site: { status: 'deregistered', on: '2026-11-01' },
        siteChanges: [{ status: 'deregistered', on: '2026-11-01' }],
      },
    ],
    [
      'site-dormant, from the first moment of its day',
      a.dormant('2026-06-01'),
      {
        site: { status: 'dormant', on: '2026-06-01' },
        siteChanges: [{ status: 'dormant', on: '2026-06-01' }],
        dormancies: [{ from: '2026-05-31T23:00:00Z', to: null, reason: 'dormant' }],
      },
    ],
    [
      'site-reopened',
      a.siteReopened('2026-11-01'),
      {
        site: { status: 'registered', on: '2026-11-01' },
        siteChanges: [{ status: 'registered', on: '2026-11-01' }],
      },
    ],
    [
      'person-added',
      a.named('2026-11-01', 'Ann', { mobile: '07700 900123', role: 'Owner' }),
      {
        accounts: [expect.objectContaining({ person: 'Ann', created: null })],
        people: [
          {
            person: 'Ann',
            mobile: '+447700900123',
            email: null,
            role: 'owner',
            job: null,
            addedOn: '2026-11-01',
            lastAddedOn: '2026-11-01',
            removedOn: null,
          },
        ],
      },
    ],
    ['note-added', a.note('2026-11-01T10:00:00Z'), {}],
    ['handed-over', a.handedOver('2026-11-01T10:00:00Z', officer), { officer }],
    [
      'closed',
      a.closed('2026-11-01T10:00:00Z', 'declined'),
      { closed: { at: '2026-11-01T10:00:00Z', reason: 'declined' } },
    ],
    ['retracted', a.retracted('2026-11-01T10:00:00Z', 'fact-7'), {}],
    ['otp-received', a.received('2026-11-01'), {}],
    ['otp-used', a.used('2026-11-01T10:00:00Z'), {}],
    ['otp-issued', a.issued('2026-11-01'), {}],
    ['nhsmail-replied', a.replied('2026-11-01T10:00:00Z'), {}],
  ])('%s, on a new case', (_, fact, change) => {
    expect(state(fact)).toEqual({ ...newCase, ...change });
  });

  it('a request begins a passcode of which nothing more is known', () => {
    expect(state(request).passcodes).toEqual([
      {
        requestFact: 'fact-0',
        requestedOn: '2026-11-02',
        channel: 'post',
        issuedOn: null,
        receivedOn: null,
        usedAt: null,
        retired: null,
        expiredAt: null,
      },
    ]);
  });

  it('issue, arrival and use are noted on the passcode', () => {
    const { passcodes } = state(
      request,
      a.issued('2026-11-03'),
      a.received('2026-11-09'),
      a.used('2026-11-10T10:00:00Z'),
    );
    expect(passcodes).toEqual([
      expect.objectContaining({
        issuedOn: '2026-11-03',
        receivedOn: '2026-11-09',
        usedAt: '2026-11-10T10:00:00Z',
        retired: null,
      }),
    ]);
  });

  it('an issue date learned twice is the one learned last', () => {
    const { passcodes } = state(request, a.issued('2026-11-03'), a.issued('2026-11-04'));
    expect(passcodes[0]?.issuedOn).toBe('2026-11-04');
  });

  it('a submission waits for a reply, and the reply ends the wait', () => {
    const at = '2026-11-11T10:00:00Z';
    const waiting = state(a.submitted(at));
    expect(waiting.submission).toEqual({
      fact: 'fact-0',
      at,
      reply: null,
      breachedAt: null,
      abandoned: false,
    });
    const answered = state(a.submitted(at), a.replied('2026-11-12T10:00:00Z', 'question'));
    expect(answered.submission?.reply).toEqual({ at: '2026-11-12T10:00:00Z', outcome: 'question' });
  });

  it('reopening forgets the closure and brings nothing else back', () => {
    const given = [request, a.submitted('2026-11-03T10:00:00Z'), a.requested('2026-11-05')];
    const ended = [a.closed('2026-11-06T10:00:00Z'), a.reopened('2026-11-07T10:00:00Z')];
    const reopened = state(...given, ...ended);
    expect(reopened.closed).toBeNull();
    expect(reopened.submission?.abandoned).toBe(true);
    expect(reopened.passcodes.map((c) => c.retired)).toEqual(['submitted', 'closed']);
    expect(livePasscode(reopened)).toBeNull();
  });

  it('closing after the reply abandons nothing', () => {
    const given = [a.submitted('2026-11-03T10:00:00Z'), a.replied('2026-11-04T10:00:00Z')];
    expect(state(...given, a.closed('2026-11-06T10:00:00Z')).submission?.abandoned).toBe(false);
  });

  it('an expiry and a breach that were recorded are remembered with their moment', () => {
    const facts = a.factsOf(request, a.submitted('2026-12-20T10:00:00Z'));
    const expiry = fired('otp-validity', 'expired', 'fact-0', '2026-12-01T00:00:00Z');
    const breach = fired('nhsmail-reply', 'breach', 'fact-1', '2026-12-22T10:00:00Z');
    const after = fold([facts[0]!, expiry, facts[1]!, breach]);
    expect(after.passcodes[0]?.expiredAt).toBe('2026-12-01T00:00:00Z');
    expect(after.submission?.breachedAt).toBe('2026-12-22T10:00:00Z');
  });

  it('a breach of an earlier submission says nothing of the present one', () => {
    const facts = a.factsOf(
      a.submitted('2026-11-10T10:00:00Z'),
      a.replied('2026-11-14T10:00:00Z', 'rejected'),
      a.submitted('2026-11-20T10:00:00Z'),
    );
    const late = fired('nhsmail-reply', 'breach', 'fact-0', '2026-11-12T10:00:00Z');
    expect(fold([...facts, late]).submission?.breachedAt).toBeNull();
  });

  it('a letter that went changes nothing', () => {
    const letter = fired('otp-arrival', 'day-5', 'fact-0', '2026-11-07T09:00:00Z');
    const before = state(request);
    expect(evolve(before, letter)).toEqual(before);
  });

  it('never changes the state it is given', () => {
    const before = state(request, a.submitted('2026-11-11T10:00:00Z'));
    const copy = structuredClone(before);
    for (const fact of a.factsOf(
      a.requested('2026-11-03'),
      a.contactId('2026-11-04'),
      a.received('2026-11-05'),
      a.used('2026-11-06T10:00:00Z'),
      a.replied('2026-11-12T10:00:00Z'),
      a.closed('2026-11-13T10:00:00Z'),
    ))
      evolve(before, fact);
    expect(before).toEqual(copy);
  });
});

describe('what ends a passcode', () => {
  it.each<[string, a.GivenFact, string]>([
    ['a newer request', a.requested('2026-11-10'), 'replaced'],
    ['a newer request by email', a.requested('2026-11-10', 'email'), 'replaced'],
    ['the contact ID', a.contactId('2026-11-10'), 'not-needed'],
    ['a submission', a.submitted('2026-11-10T10:00:00Z'), 'submitted'],
    ['the end of the case', a.closed('2026-11-10T10:00:00Z'), 'closed'],
  ])('%s', (_, fact, why) => {
    expect(state(request, fact).passcodes[0]?.retired).toBe(why);
  });

  it('a code in use keeps the first reason it was retired for', () => {
    const { passcodes } = state(request, a.requested('2026-11-05'), a.contactId('2026-11-06'));
    expect(passcodes.map((c) => c.retired)).toEqual(['replaced', 'not-needed']);
  });

  it('using it: it is spent, even when the application is rejected', () => {
    const spent = state(
      request,
      a.used('2026-11-10T10:00:00Z'),
      a.submitted('2026-11-10T10:30:00Z'),
      a.replied('2026-11-11T10:00:00Z', 'rejected'),
    );
    expect(livePasscode(spent)).toBeNull();
  });
});

describe('what is learned late', () => {
  it('a request older than the code in play is history', () => {
    const { passcodes } = state(a.requested('2026-11-10'), a.requested('2026-11-02'));
    expect(passcodes.map((c) => [c.requestedOn, c.retired])).toEqual([
      ['2026-11-02', 'replaced'],
      ['2026-11-10', null],
    ]);
  });

  it('of two requests on one day the one recorded last counts', () => {
    const both = state(a.requested('2026-11-02'), a.requested('2026-11-02', 'email'));
    expect(livePasscode(both)?.requestFact).toBe('fact-1');
  });

  it('a request before a submission recorded already is history', () => {
    const late = state(a.submitted('2026-11-10T10:00:00Z'), request);
    expect(late.passcodes[0]?.retired).toBe('submitted');
    expect(livePasscode(late)).toBeNull();
  });

  it('a request on the day of a submission, or after it, is a new attempt', () => {
    const sameDay = state(a.submitted('2026-11-02T08:00:00Z'), request);
    expect(livePasscode(sameDay)).not.toBeNull();
    const after = state(a.submitted('2026-11-01T10:00:00Z'), request);
    expect(livePasscode(after)).not.toBeNull();
  });

  it('a request before the contact ID was confirmed is history', () => {
    const late = state(a.contactId('2026-11-10'), request);
    expect(late.passcodes[0]?.retired).toBe('not-needed');
  });

  it('a submission before the request leaves the code alone', () => {
    const late = state(request, a.submitted('2026-11-01T10:00:00Z'));
    expect(livePasscode(late)?.requestFact).toBe('fact-0');
  });

  it('a submission older than the newest is history', () => {
    const newest = a.submitted('2026-11-10T10:00:00Z');
    const reply = a.replied('2026-11-11T10:00:00Z', 'rejected');
    const late = state(newest, reply, a.submitted('2026-11-05T10:00:00Z'));
    expect(late.submission?.fact).toBe('fact-0');
  });

  it('a submission before a reply recorded already is answered', () => {
    const late = state(
      a.submitted('2026-11-05T10:00:00Z'),
      a.replied('2026-11-11T10:00:00Z', 'rejected'),
      a.submitted('2026-11-10T10:00:00Z'),
    );
    expect(late.submission).toMatchObject({ fact: 'fact-2', reply: { outcome: 'rejected' } });
  });

  it('what arrived and was used after a request was the code it brought', () => {
    const { passcodes } = state(
      request,
      a.received('2026-11-12'),
      a.used('2026-11-12T10:00:00Z'),
      a.requested('2026-11-06'),
    );
    expect(passcodes).toEqual([
      expect.objectContaining({ requestFact: 'fact-0', receivedOn: null, usedAt: null }),
      expect.objectContaining({
        requestFact: 'fact-3',
        receivedOn: '2026-11-12',
        usedAt: '2026-11-12T10:00:00Z',
      }),
    ]);
  });

  it('an old letter that arrives after a new request is about the old code', () => {
    const { passcodes } = state(request, a.requested('2026-11-12'), a.received('2026-11-11'));
    expect(passcodes.map((c) => c.receivedOn)).toEqual(['2026-11-11', null]);
  });

  it('the contact ID keeps the latest day it was confirmed', () => {
    const twice = state(a.contactId('2026-11-10'), a.contactId('2026-11-04'));
    expect(twice.contactIdConfirmedOn).toBe('2026-11-10');
  });
});

describe('a site told of in any order', () => {
  const told = [a.dormant('2026-11-10'), a.siteReopened('2026-11-20'), a.dormant('2026-12-01')];

  it.each([
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ])('%i, %i, %i: dormant twice, and still', (...order) => {
    const { site, dormancies } = state(...order.map((n) => told[n]!));
    expect(site).toEqual({ status: 'dormant', on: '2026-12-01' });
    expect(dormancies.map(({ from, to }) => [from.slice(0, 10), to?.slice(0, 10) ?? null])).toEqual(
      [
        ['2026-11-10', '2026-11-20'],
        ['2026-12-01', null],
      ],
    );
  });
});

describe('the code a day is about', () => {
  const two = state(a.requested('2026-11-02'), a.requested('2026-11-10'));

  it.each([
    ['2026-11-01', undefined],
    ['2026-11-02', 'fact-0'],
    ['2026-11-09', 'fact-0'],
    ['2026-11-10', 'fact-1'],
  ])('%s: %s', (day, code) => {
    expect(passcodeAsOf(two, day)?.requestFact).toBe(code);
  });
});
