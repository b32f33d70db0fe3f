import { type FactType, factTypes } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { factForms } from './fact-forms';
import { readFactForm } from './read-fact-form';

const now = Temporal.Instant.from('2026-11-23T09:30:00Z');

const onDay = (day: string, month: string, year: string) => ({
  'on[day]': day,
  'on[month]': month,
  'on[year]': year,
});

const factOf = (type: FactType, body: Record<string, unknown>, at = now) => {
  const result = readFactForm(type, body, at);
  return 'fact' in result ? result.fact : result.problems;
};

describe('readFactForm', () => {
  it('reads a request by post six days ago', () => {
    expect(factOf('otp-requested', { ...onDay('17', '11', '2026'), channel: 'post' })).toEqual({
      type: 'otp-requested',
      on: '2026-11-17',
      channel: 'post',
    });
  });

  it.each([
    ['17:00', '2026-11-20T17:00:00Z'],
    ['5pm', '2026-11-20T17:00:00Z'],
    ['5.30 PM', '2026-11-20T17:30:00Z'],
    ['12am', '2026-11-20T00:00:00Z'],
    ['midday', '2026-11-20T12:00:00Z'],
  ])('reads a submission on Friday at %s', (time, at) => {
    expect(factOf('submitted', { ...onDay('20', 'November', '26'), time })).toEqual({
      type: 'submitted',
      at,
    });
  });

  it('takes times of summer as British Summer Time', () => {
    expect(factOf('submitted', { ...onDay('1', '7', '2026'), time: '17:00' })).toMatchObject({
      at: '2026-07-01T16:00:00Z',
    });
  });

  it('takes the first of the hour that comes twice, and refuses the one that never comes', () => {
    const later = Temporal.Instant.from('2027-04-01T09:00:00Z');
    expect(factOf('submitted', { ...onDay('25', '10', '2026'), time: '1:30am' })).toMatchObject({
      at: '2026-10-25T00:30:00Z',
    });
    expect(factOf('submitted', { ...onDay('28', '3', '2027'), time: '1:30am' }, later)).toEqual([
      {
        field: 'time',
        message: 'That time did not exist: the clocks went forward from 1am to 2am that day',
      },
    ]);
  });

  it('takes a call without a day on which it comes up again', () => {
    const call = { ...onDay('23', '11', '2026'), time: '9am', outcome: 'spoke', about: 'review' };
    expect(factOf('call-made', call)).toEqual({
      type: 'call-made',
      at: '2026-11-23T09:00:00Z',
      outcome: 'spoke',
      about: 'review',
    });
    expect(factOf('call-made', { ...call, 'again[day]': '4' })).toEqual([
      expect.objectContaining({ message: 'The day must include a month and year' }),
    ]);
  });

  it('names everything that is wrong at once', () => {
    expect(factOf('nhsmail-replied', { ...onDay('', '11', ''), time: 'soon' })).toEqual([
      { field: 'outcome', message: 'Choose what NHSmail said' },
      { field: 'on-day', message: 'The day NHSmail replied must include a day and year' },
      {
        field: 'time',
        message: 'The time NHSmail replied must be a time, for example 5:30pm or 17:30',
      },
    ]);
  });

  it.each([
    [onDay('', '', ''), 'Enter the day the passcode arrived'],
    [onDay('31', '2', '2026'), 'The day the passcode arrived must be a real date'],
    [onDay('1', '13', '2026'), 'The day the passcode arrived must be a real date'],
    [onDay('one', '1', '2026'), 'The day the passcode arrived must be a real date'],
    [onDay('1', '1', '1926'), 'The day the passcode arrived must be after 1999'],
    [
      onDay('24', '11', '2026'),
      'The day the passcode arrived must be today or in the past, so not after Monday 23 November 2026',
    ],
  ])('refuses %j', (body, message) => {
    expect(factOf('otp-received', body)).toEqual([expect.objectContaining({ message })]);
  });

  it('gives a note the present moment and keeps its lines', () => {
    expect(factOf('note-added', { text: ' One\nTwo ' })).toEqual({
      type: 'note-added',
      at: '2026-11-23T09:30:00Z',
      text: 'One\nTwo',
    });
  });

  it('wants a reason to take something back', () => {
    expect(factOf('retracted', { fact: 'x' })).toEqual([
      { field: 'override', message: 'Say why it was wrong' },
    ]);
  });

  describe('a person', () => {
    const day = onDay('17', '11', '2026');
    const created = (body: Record<string, unknown>) =>
      factOf('account-created', { ...day, ...body });

    it('is one of those on the list, or somebody else by name', () => {
      expect(created({ person: 'Jo Field' })).toMatchObject({ person: 'Jo Field' });
      const other = { person: 'someone-else', newPerson: 'Kim Noor' };
      expect(created(other)).toMatchObject({ person: 'Kim Noor' });
      expect(created({ newPerson: 'Kim Noor' })).toMatchObject({ person: 'Kim Noor' });
    });

    it('is never both, and never nobody', () => {
      expect(created({ person: 'Jo Field', newPerson: 'Kim Noor' })).toEqual([
        {
          field: 'person',
          message: 'Choose one of the people or enter another name, not both',
        },
      ]);
      expect(created({ person: 'someone-else' })).toEqual([
        { field: 'newPerson', message: 'Enter the name' },
      ]);
      expect(created({})).toEqual([
        { field: 'person', message: 'Choose who it is, or enter a name' },
      ]);
    });

    it('is not named twice by mistake, but may be told more of', () => {
      const body = { ...day, person: 'Jo Field', mobile: '07700 900123' };
      const taken = new Set(['jo field']);
      const again = readFactForm('person-added', body, now, taken);
      expect(again).toMatchObject({ problems: [{ field: 'person' }] });
      const known = readFactForm('person-added', { ...body, known: 'p1' }, now, taken);
      expect(known).toMatchObject({ fact: { person: 'Jo Field', mobile: '07700 900123' } });
    });

    it('may have a role in the home’s own word, and none at all', () => {
      const body = { ...day, person: 'Jo Field' };
      expect(factOf('person-added', { ...body, role: 'night lead' })).toMatchObject({
        role: 'night lead',
      });
      expect(factOf('person-added', body)).not.toHaveProperty('role');
    });
  });

  it('reads a day to come, and refuses one that has been or is years away', () => {
    const until = (day: string, month: string, year: string) => ({
      'until[day]': day,
      'until[month]': month,
      'until[year]': year,
      reason: 'away',
    });
    expect(factOf('parked', until('4', '12', '2026'))).toMatchObject({ until: '2026-12-04' });
    expect(factOf('parked', until('23', '11', '2026'))).toEqual([
      expect.objectContaining({ field: 'until-day', message: expect.stringContaining('later') }),
    ]);
    expect(factOf('parked', until('4', '12', '2062'))).toEqual([
      expect.objectContaining({ field: 'until-year' }),
    ]);
  });

  it('ignores a field that was sent twice', () => {
    expect(factOf('note-added', { text: ['a', 'b'] })).toEqual([
      { field: 'text', message: 'Write the note' },
    ]);
  });

  /** Programs may not know who asked for letters to stop, and how; officers do. */
  const officersSay = new Set(['asker', 'how']);

  it('offers the very fields and values the domain takes, for every fact type', () => {
    for (const type of Object.keys(factTypes) as FactType[]) {
      const { fields = [], target } = factForms[type];
      const asked = [...fields.map(({ name }) => name), ...(target ? ['fact'] : [])];
      expect([type, asked.sort()]).toEqual([
        type,
        Object.keys(factTypes[type].fields.shape).sort(),
      ]);
      for (const field of fields) {
        const shape: Record<string, { safeParse(value: unknown): { success: boolean } }> =
          factTypes[type].fields.shape;
        const taken = field.kind === 'choice' ? field.choices.map(({ value }) => value) : [];
        for (const value of taken)
          expect([type, value, shape[field.name]?.safeParse(value).success]).toEqual([
            type,
            value,
            true,
          ]);
        const mayBeLeftOut = shape[field.name]?.safeParse(undefined).success;
        expect([type, field.name, field.missing === undefined]).toEqual([
          type,
          field.name,
          mayBeLeftOut && !officersSay.has(field.name),
        ]);
      }
    }
  });
});
