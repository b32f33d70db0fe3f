import { govUkCalendar, govUkLists, holidayFile } from '../../../../../test/builders/bank-holidays';
import { readHolidayFile } from './read-holiday-file';

const read = async (content: unknown, name = 'bank-holidays.json') =>
  (await readHolidayFile(holidayFile(content, name), name)).file;
const refusal = async (content: unknown, name: string) =>
  read(content, name).then(
    () => 'read',
    (error: { code: string }) => error.code,
  );
const england = () => govUkLists()['england-and-wales']?.events ?? [];

describe('GOV.UK’s bank holidays', () => {
  it('as JSON: three lists of 140, 157 and 174 events', async () => {
    const file = await read(govUkLists());
    const { days, ...rest } = file;
    expect(rest).toEqual({ variant: 'gov-uk-json', events: 471, setAside: 0, problems: [] });
    expect(days['england-and-wales']).toHaveLength(140);
    expect(days.scotland).toHaveLength(157);
    expect(days['northern-ireland']).toHaveLength(174);
    expect(days['england-and-wales']?.[0]).toEqual({ date: '2012-01-02', title: 'New Year’s Day' });
  });

  it('as JSON of England and Wales alone', async () => {
    const { days } = await read(govUkLists()['england-and-wales']);
    expect(days['england-and-wales']).toHaveLength(140);
    expect(days.scotland).toBeNull();
  });

  it('as a calendar: the same days', async () => {
    const calendar = await read(govUkCalendar(england()), 'england-and-wales.ics');
    const json = await read(govUkLists());
    expect(calendar.variant).toBe('gov-uk-calendar');
    expect(calendar.days['england-and-wales']).toEqual(json.days['england-and-wales']);
    expect(calendar.problems).toEqual([]);
  });

  it.each(['utf16le', 'utf8 with mark'])('in %s', async (encoding) => {
    const text = `\ufeff${JSON.stringify(govUkLists())}`;
    const bytes = Buffer.from(text, encoding === 'utf16le' ? 'utf16le' : 'utf8');
    expect((await read(bytes)).events).toBe(471);
  });

  it.each<[string, unknown, string]>([
    ['empty', ' \n', 'list'],
    ['not-bank-holidays', 'Date,Title\n2026-12-25,Christmas Day', 'list'],
    ['not-bank-holidays', { locations: [] }, 'list'],
    ['not-bank-holidays', { 'england-and-wales': { events: 'none' } }, 'list'],
    ['damaged', '{"england-and-wales": {"events": [', 'list'],
    ['damaged', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 'list'],
    ['other-division', { scotland: { division: 'scotland', events: [] } }, 'list'],
    ['other-division', govUkCalendar([{ date: '2026-12-25', title: 'X' }]), 'scotland (1).ics'],
    ['other-division', govUkCalendar([{ date: '2026-11-30', title: 'St Andrew’s Day' }]), 'x.ics'],
    ['other-division', govUkCalendar([{ date: '2026-03-17', title: "St Patrick's Day" }]), 'x.ics'],
    ['too-large', Buffer.alloc(3 * 1024 * 1024, '{'), 'list'],
    ['damaged', '{"a":'.repeat(300_000), 'list'],
  ])('is refused: %s', async (code, content, name) => {
    expect(await refusal(content, name)).toBe(code);
  });

  it('is refused when there is no such file, or it is a folder', async () => {
    await expect(readHolidayFile('/no/such/file', 'x')).rejects.toMatchObject({
      code: 'no-such-file',
    });
    await expect(readHolidayFile('/', 'x')).rejects.toMatchObject({ code: 'not-a-file' });
  });

  it('sets aside what cannot be a holiday and goes on', async () => {
    const events = [
      { date: '2026-02-30', title: 'No day' },
      { date: '2026-12-25', title: '  ' },
      { date: '2026-12-25', title: 'Christmas  Day' },
      { date: '2026-12-25', title: 'Christmas Day' },
      { date: '2026-12-25', title: 'Another name' },
    ];
    const file = await read({ 'england-and-wales': { events } });
    expect(file.days['england-and-wales']).toEqual([
      { date: '2026-12-25', title: 'Christmas Day' },
    ]);
    expect(file.problems.map(({ row, code }) => [row, code])).toEqual([
      [1, 'invalid-date'],
      [2, 'invalid-title'],
      [5, 'repeated-day'],
    ]);
    expect([file.events, file.setAside]).toEqual([5, 3]);
  });

  it('reads of a calendar only whole days that were not cancelled', async () => {
    const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\n');
    const file = await read(
      [
        'begin:vcalendar',
        event('DTSTART:20261225T000000Z', 'SUMMARY:Christmas Day\\, a Friday'),
        event('DTSTART;VALUE=DATE:20261228', 'STATUS:CANCELLED', 'SUMMARY:Boxing Day'),
        event('DTSTART;VALUE=DATE:20270101', 'DTEND;VALUE=DATE:20270104', 'SUMMARY:Three days'),
        event('DTSTART;VALUE=DATE:20270501', 'RRULE:FREQ=YEARLY', 'SUMMARY:Each year'),
        'END:VCALENDAR',
        '',
      ].join('\n'),
      'calendar.ics',
    );
    expect(file.days['england-and-wales']).toEqual([
      { date: '2026-12-25', title: 'Christmas Day, a Friday' },
    ]);
    expect(file.problems.map(({ code }) => code)).toEqual(['not-one-day', 'not-one-day']);
  });
});
