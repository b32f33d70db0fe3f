import { BadInput } from '../errors';
import { type FactType, factTypes } from './fact-types';
import { readFact } from './read-fact';

const officer = '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11';

const good: Record<FactType, Record<string, unknown>> = {
  'case-opened': {},
  agreed: {},
  declined: {},
  'ods-code-confirmed': { code: 'VLX1A', postcode: 'agrees' },
  'nhsmail-checked': { found: 'none' },
  'dspt-published': { level: 'met', edition: '25/26', coverage: 'own' },
  'contact-id-confirmed': {},
  'otp-requested': { channel: 'post' },
  'otp-issued': {},
  'otp-received': {},
  'otp-used': {},
  'person-added': { person: 'Ann', mobile: '+447700900123', email: 'ann@x.example', role: 'owner' },
  'person-removed': { person: 'Ann' },
  'preparation-complete': {},
  submitted: {},
  'nhsmail-replied': { outcome: 'already-exists' },
  'account-created': { person: 'Ann' },
  'account-activated': { person: 'Ann' },
  'mailbox-opened': { person: 'Ann' },
  'leaver-marked': { person: 'Ann' },
  'joiner-confirmed': { person: 'Ann' },
  'account-disabled': { person: 'Ann' },
  'account-re-enabled': { person: 'Ann' },
  'ticket-raised': { reference: 'INC-7' },
  'ticket-answered': { reference: 'INC-7' },
  'provider-asked': { about: 'the staff list' },
  'provider-replied': {},
  'call-made': { outcome: 'voicemail', about: 'silence', again: '2026-12-29' },
  'opted-out': { asker: 'head-office', how: 'post' },
  'opted-in': { asker: 'manager', how: 'answer-page' },
  'person-opted-out': { person: 'Ann', asker: 'reader', how: 'email' },
  'person-opted-in': { person: 'Ann', asker: 'somebody-else', how: 'in-person' },
  paused: { reason: 'the manager is away' },
  resumed: {},
  parked: { until: '2027-02-01', reason: 'moving house' },
  'note-added': { text: 'Rang them.' },
  'stall-noted': { stall: 'capacity-or-crisis' },
  'stall-cleared': { stall: 'capacity-or-crisis' },
  'site-deregistered': {},
  'site-dormant': {},
  'site-reopened': {},
  'handed-over': { officer },
  closed: { reason: 'declined' },
  reopened: {},
  retracted: { fact: 'fact-1' },
};

/** A person may be named first and described later. */
const optional: Partial<Record<FactType, string[]>> = {
  'ods-code-confirmed': ['postcode'],
  'call-made': ['again'],
  'opted-out': ['asker', 'how'],
  'opted-in': ['asker', 'how'],
  'person-opted-out': ['asker', 'how'],
  'person-opted-in': ['asker', 'how'],
  'person-added': ['mobile', 'email', 'role'],
};

const rows = (Object.keys(good) as FactType[]).map((type) => ({
  type,
  when: factTypes[type].moment,
  fields: good[type],
}));

const neededOf = (type: FactType, fields: object): string[] =>
  Object.keys(fields).filter((field) => !optional[type]?.includes(field));

const moment = { on: '2026-12-24', at: '2026-12-24T09:30:00Z' };

function problem(input: unknown): BadInput {
  try {
    readFact(input, 'fact-1');
  } catch (error) {
    if (error instanceof BadInput) return error;
    throw error;
  }
  throw new Error('It was read.');
}

describe('reading a fact', () => {
  it.each(rows)('$type is read with its moment and fields', ({ type, when, fields }) => {
    expect(readFact({ type, [when]: moment[when], ...fields }, 'fact-1')).toEqual({
      id: 'fact-1',
      type,
      on: when === 'on' ? moment.on : null,
      at: when === 'at' ? moment.at : null,
      details: fields,
      override: null,
    });
  });

  it.each(rows)('$type may carry an override', ({ type, when, fields }) => {
    const given = { type, [when]: moment[when], ...fields, override: ' the lead agreed ' };
    expect(readFact(given, 'fact-1').override).toBe('the lead agreed');
  });

  it.each(rows)('$type without its moment, or with the other kind, is refused', (row) => {
    const { type, when, fields } = row;
    const other = when === 'on' ? 'at' : 'on';
    const pointers = (input: unknown) => problem(input).problems.map((p) => p.pointer);
    expect(pointers({ type, ...fields })).toEqual([`/${when}`]);
    expect(pointers({ type, [when]: moment[when], [other]: moment[other], ...fields })).toEqual([
      `/${other}`,
    ]);
  });

  it.each(rows.filter(({ type, fields }) => neededOf(type, fields).length > 0))(
    '$type without a field it needs is refused by name',
    ({ type, when, fields }) => {
      const needed = neededOf(type, fields);
      const found = problem({ type, [when]: moment[when] });
      expect(found.code).toBe('invalid-fact');
      expect(found.problems.map((p) => p.pointer)).toEqual(needed.map((f) => `/${f}`));
    },
  );

  it('a person may be named before anything else is known of them', () => {
    const given = { type: 'person-added', on: moment.on, person: ' Ann ' };
    expect(readFact(given, 'fact-1').details).toEqual({ person: 'Ann' });
  });

  const kept = (given: Record<string, unknown>) => readFact({ ...given }, 'fact-1').details;

  it.each([
    ['07700 900123', '+447700900123'],
    ['+44 (0)7700 900123', '+447700900123'],
    ['0044 7700 900123', '+447700900123'],
    ['447700900123', '+447700900123'],
    ['01522 123456', '01522123456'],
  ])('the mobile %s is kept as %s', (mobile, as) => {
    expect(kept({ type: 'person-added', on: moment.on, person: 'Ann', mobile }).mobile).toBe(as);
  });

  it.each([
    ['25/26', '25/26'],
    ['2025-26', '25/26'],
    ['2025-2026', '25/26'],
    ['2025/26', '25/26'],
    ['99/00', '99/00'],
    ['20/21', '20/21'],
    ['2020/2021', '20/21'],
  ])('the edition %s is kept as %s', (edition, as) => {
    const fields = { ...good['dspt-published'], edition };
    expect(kept({ type: 'dspt-published', on: moment.on, ...fields }).edition).toBe(as);
  });

  it('a code and a role are kept as they are compared', () => {
    const code = kept({ type: 'ods-code-confirmed', on: moment.on, code: ' vlx1a ' });
    expect(code.code).toBe('VLX1A');
    const person = { type: 'person-added', on: moment.on, person: 'Ann', role: 'Owner' };
    expect(kept(person).role).toBe('owner');
    expect(kept({ ...person, email: ' Ann@Home.Example ' }).email).toBe('ann@home.example');
  });

  it('parked until an instant is parked until its day in London', () => {
    const given = { type: 'parked', at: moment.at, reason: 'moving house' };
    expect(kept({ ...given, until: '2027-06-30T23:30:00Z' }).until).toBe('2027-07-01');
  });

  it('keeps an instant in UTC, to the millisecond', () => {
    const at = '2026-07-01T10:30:00.123456+01:00';
    expect(readFact({ type: 'submitted', at }, 'fact-1').at).toBe('2026-07-01T09:30:00.123Z');
  });

  it('an unknown field is refused, not dropped', () => {
    const found = problem({ type: 'agreed', on: '2026-12-24', colour: 'blue' });
    expect(found.problems).toEqual([
      { pointer: '/colour', code: 'unknown-field', message: '"colour" is not a field of agreed' },
    ]);
    expect(found.message).toBe(
      'The fact "agreed" cannot be read: colour: "colour" is not a field of agreed.',
    );
  });

  it('every wrong field is named at once', () => {
    const found = problem({ type: 'otp-requested', on: '24/12/2026', channel: 'pigeon' });
    expect(found.problems.map((p) => p.pointer).sort()).toEqual(['/channel', '/on']);
  });

  it.each([
    ['no such day', { type: 'agreed', on: '2026-02-29' }, '/on'],
    ['a day with a time', { type: 'agreed', on: '2026-12-24T09:00:00Z' }, '/on'],
    ['an instant without a zone', { type: 'submitted', at: '2026-12-24T09:30:00' }, '/at'],
    ['an unknown channel', { type: 'otp-requested', on: '2026-12-24', channel: 'fax' }, '/channel'],
    ['an empty note', { type: 'note-added', at: moment.at, text: '  ' }, '/text'],
    ['an empty override', { type: 'agreed', on: '2026-12-24', override: ' ' }, '/override'],
    ['an officer without a name', { type: 'handed-over', at: moment.at, officer: ' ' }, '/officer'],
    [
      'an edition of years apart',
      { type: 'dspt-published', on: moment.on, ...good['dspt-published'], edition: '25/27' },
      '/edition',
    ],
    [
      'an edition that is one year',
      { type: 'dspt-published', on: moment.on, ...good['dspt-published'], edition: '2026' },
      '/edition',
    ],
    [
      'an unknown level',
      { type: 'dspt-published', on: moment.on, ...good['dspt-published'], level: 'entry' },
      '/level',
    ],
    [
      'an unknown coverage',
      { type: 'dspt-published', on: moment.on, ...good['dspt-published'], coverage: 'lent' },
      '/coverage',
    ],
    [
      'an unknown outcome',
      { type: 'nhsmail-replied', at: moment.at, outcome: 'maybe' },
      '/outcome',
    ],
    ['a person without a name', { type: 'account-created', on: moment.on, person: '' }, '/person'],
    [
      'a ticket without one',
      { type: 'ticket-raised', at: moment.at, reference: ' ' },
      '/reference',
    ],
    [
      'parked until no day',
      { type: 'parked', at: moment.at, until: 'soon', reason: 'moving house' },
      '/until',
    ],
    [
      'a note too long to read',
      { type: 'note-added', at: moment.at, text: 'a'.repeat(4001) },
      '/text',
    ],
  ])('%s is refused', (_, input, pointer) => {
    expect(problem(input).problems.map((p) => p.pointer)).toEqual([pointer]);
  });

  it.each([[null], [undefined], [7], ['agreed'], [[]], [{}], [{ type: 7 }]])(
    '%j is no fact',
    (input) => {
      expect(problem(input).code).toBe('unknown-fact-type');
    },
  );

  it.each(['follow-up-fired', 'toString', 'constructor', 'case-exploded'])(
    'nobody can post "%s"',
    (type) => {
      const found = problem({ type, on: '2026-12-24' });
      expect(found.code).toBe('unknown-fact-type');
      expect(found.message).toContain('use one of: case-opened, agreed, declined,');
    },
  );
});
