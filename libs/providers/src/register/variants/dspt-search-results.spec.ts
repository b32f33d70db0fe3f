import type { ImportProblem } from '../import-result';
import type { Arrival } from '../reading/arrival';
import { dsptSearchResults } from './dspt-search-results';

const header2022 = [
  'Code',
  'Organisation Name',
  'Status',
  'Date Of Publication',
  'Primary Sector',
  'Commissioner (From ODS)',
];

async function read(header: readonly string[], ...rows: string[][]) {
  const problems: ImportProblem[] = [];
  const seen = { rows: 0, setAside: 0, days: [] as string[] };
  const notes = {
    countRow: () => void seen.rows++,
    note: (problem: ImportProblem) => void problems.push(problem),
    countSetAside: (n = 1) => void (seen.setAside += n),
    sawDay: (day: string) => void seen.days.push(day),
    producedOn: () => undefined,
  };
  async function* given() {
    yield rows.map((values, n) => ({ row: n + 2, values }));
  }
  const arrivals: Arrival[] = [];
  for await (const batch of dsptSearchResults.read({
    header,
    rows: given(),
    notes,
    fileName: 'list.csv',
  }))
    arrivals.push(...batch);
  return { arrivals, problems: problems.map((p) => `${p.row} ${p.column} ${p.code}`), ...seen };
}

const statuses = (arrivals: readonly Arrival[]) =>
  arrivals.flatMap((a) => (a.subject === 'dsptStatus' ? [a as Arrival<'dsptStatus'>] : []));
const publications = (arrivals: readonly Arrival[]) =>
  arrivals.filter((a) => a.subject === 'dsptPublication').map((a) => a.key);

describe('the DSPT search results', () => {
  it.each([
    ['2022', header2022, true],
    [
      '2020 and 2021',
      ['Code', 'Organisation Name', 'Latest Status', 'Date Of Publication', 'Primary Sector'],
      true,
    ],
    [
      '2023, with columns somebody joined to it and an index without a name',
      [
        '',
        'Code',
        'lat',
        'long',
        'Organisation Name',
        'Status',
        'Date Of Publication',
        'Primary Sector',
        'Integrated Care Board (where available, from ODS)',
      ],
      true,
    ],
    ['2019', ['ODSCode', 'OrganisationName', 'OrganisationType', 'PublicationStatus'], true],
    [
      'another order, and R’s dots',
      ['Primary.Sector', 'Latest.Status', 'Organisation.Name', 'CODE'],
      true,
    ],
    ['an ODS list', ['Code', 'Name', 'Status', 'Postcode'], false],
    ['the programme’s workbook', ['Location DSPT status', 'Publication date', 'ODS code'], false],
    ['no status', ['Code', 'Organisation Name', 'Date Of Publication', 'Primary Sector'], false],
  ])('of %s', (_, header, expected) => {
    expect(dsptSearchResults.recognise(header)).toBe(expected);
  });

  it('gives what each row says of a code, and the publication it tells of', async () => {
    const { arrivals, problems, rows, setAside, days } = await read(
      header2022,
      ['VINV1', 'INVENTED HOUSE (VINV1)', '25/26 Standards Met.', '30/06/2026', 'Social Care', ''],
      ['AIN1', ' Invented  Care Ltd ', 'Not Published', '', 'Social Care', 'An ICB'],
    );
    expect(arrivals).toEqual([
      {
        subject: 'dsptStatus',
        row: 2,
        key: { code: 'VINV1' },
        values: {
          name: 'INVENTED HOUSE (VINV1)',
          status_text: '25/26 Standards Met.',
          level: 'met',
          edition: '25/26',
          published_on: '2026-06-30',
          sector: 'Social Care',
          commissioner: null,
        },
        mayCreate: true,
      },
      {
        subject: 'dsptPublication',
        row: 2,
        key: { code: 'VINV1', status_text: '25/26 Standards Met.', published_on: '2026-06-30' },
        values: { level: 'met', edition: '25/26' },
        mayCreate: true,
      },
      {
        subject: 'dsptStatus',
        row: 3,
        key: { code: 'AIN1' },
        values: {
          name: 'Invented Care Ltd',
          status_text: 'Not Published',
          level: 'not-published',
          edition: null,
          published_on: null,
          sector: 'Social Care',
          commissioner: 'An ICB',
        },
        mayCreate: true,
      },
    ]);
    expect({ problems, rows, setAside, days }).toEqual({
      problems: [],
      rows: 2,
      setAside: 0,
      days: ['2026-06-30'],
    });
  });

  it('says nothing of columns that are not there', async () => {
    const { arrivals } = await read(['ODSCode', 'PublicationStatus'], ['vinv1', 'Standards Met']);
    expect(arrivals.map((a) => [a.key, a.values])).toEqual([
      [{ code: 'VINV1' }, { status_text: 'Standards Met', level: 'met', edition: null }],
    ]);
  });

  it('keeps an unknown status as it came, and tells of it once', async () => {
    const row = (code: string, status: string) => [code, 'X', status, '01/06/2026', '', ''];
    const { arrivals, problems, setAside } = await read(
      header2022,
      row('VINV1', '25/26 Standards Nearly Met'),
      row('VINV2', '24/25 Standards Nearly Met.'),
      row('VINV3', 'Gold'),
    );
    expect(statuses(arrivals).map((a) => [a.values.status_text, a.values.level])).toEqual([
      ['25/26 Standards Nearly Met', 'unknown'],
      ['24/25 Standards Nearly Met.', 'unknown'],
      ['Gold', 'unknown'],
    ]);
    expect(publications(arrivals)).toHaveLength(3);
    expect(problems).toEqual(['2 Status unknown-status', '4 Status unknown-status']);
    expect(setAside).toBe(0);
  });

  it('sets aside rows that tell of nobody or of nothing, and days that cannot be', async () => {
    const { arrivals, problems, rows, setAside, days } = await read(
      header2022,
      ['', 'X', '25/26 Standards Met', '01/06/2026', '', ''],
      ['VINV1', 'X', ' ', '01/06/2026', '', ''],
      ['V'.repeat(501), 'X', '25/26 Standards Met', '01/06/2026', '', ''],
      ['VINV2', 'X', '25/26\0 Standards Met', '01/06/2026', '', ''],
      ['VINV3', 'X', '25/26 Standards Met', '31/06/2026', '', ''],
    );
    expect(problems).toEqual([
      '2 Code missing-code',
      '3 Status missing-status',
      '4 Code too-long',
      '5 Status control-character',
      '6 Date Of Publication invalid-date',
    ]);
    expect({ rows, setAside, days }).toEqual({ rows: 5, setAside: 5, days: [] });
    expect(arrivals.map((a) => [a.subject, 'published_on' in a.values])).toEqual([
      ['dsptStatus', false],
    ]);
  });

  it('takes no publication from a status that tells of none', async () => {
    const { arrivals } = await read(header2022, [
      'VINV1',
      'X',
      'Not Individually Registered.',
      '01/06/2026',
      'Social Care',
      '',
    ]);
    expect(arrivals.map((a) => a.subject)).toEqual(['dsptStatus']);
  });

  it('refuses a list with a column twice', async () => {
    await expect(read([...header2022, 'Status'], [])).rejects.toMatchObject({
      code: 'repeated-column',
      message: expect.stringContaining('“Status”'),
    });
  });

  it.each([
    ['30/06/2026 23:30', '2026-06-30'],
    ['2026-06-30', '2026-06-30'],
    ['46203', '2026-06-30'],
    ['30-Jun-2026', '2026-06-30'],
  ])('reads the day %s', async (written, day) => {
    const { arrivals, problems } = await read(header2022, [
      'VINV1',
      'X',
      '25/26 Standards Met',
      written,
      '',
      '',
    ]);
    expect(arrivals[0]?.values).toMatchObject({ published_on: day });
    expect(problems).toEqual([]);
  });

  it('puts blanks in order', async () => {
    const { arrivals } = await read(header2022, [
      'VINV1',
      ' Invented \t House',
      '25/26\u00a0Standards Met',
      '',
      '',
      '',
    ]);
    expect(arrivals[0]?.values).toMatchObject({
      name: 'Invented House',
      status_text: '25/26 Standards Met',
      level: 'met',
    });
  });
});
