import { BadInput } from '../errors';
import { type FactType, factTypes } from './fact-types';
import { readFact } from './read-fact';

const officer = '7d1c1b0e-8f4e-4a43-9d52-0c1f4b1f6b11';

const good: Record<FactType, Record<string, unknown>> = {
  'case-opened': {},
  agreed: {},
  'contact-id-confirmed': {},
  'otp-requested': { channel: 'post' },
  'otp-issued': {},
  'otp-received': {},
  'otp-used': {},
  submitted: {},
  'nhsmail-replied': { outcome: 'already-exists' },
  'opted-out': {},
  'opted-in': {},
  'note-added': { text: 'Rang them.' },
  'handed-over': { officer },
  closed: { reason: 'declined' },
  reopened: {},
  retracted: { fact: 'fact-1' },
};

const rows = (Object.keys(good) as FactType[]).map((type) => ({
  type,
  when: factTypes[type].moment,
  fields: good[type],
}));

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

  it.each(rows.filter(({ fields }) => Object.keys(fields).length > 0))(
    '$type without its field is refused by name',
    ({ type, when, fields }) => {
      const [field] = Object.keys(fields);
      const found = problem({ type, [when]: moment[when] });
      expect(found.code).toBe('invalid-fact');
      expect(found.problems.map((p) => p.pointer)).toEqual([`/${field}`]);
    },
  );

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
    ['an officer who is no id', { type: 'handed-over', at: moment.at, officer: 'Ann' }, '/officer'],
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
      expect(found.message).toContain('use one of: case-opened, agreed,');
    },
  );
});
