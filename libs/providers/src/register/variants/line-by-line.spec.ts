import { readRows } from '../../../../../test/harness/read-variant';
import type { Arrival } from '../reading/arrival';
import { lineByLine } from './line-by-line';

const header = [
  'Location DSPT status',
  'Publication date',
  'CQC ID',
  'Start date',
  'Care home?',
  'Name',
  'ODS code',
  'Telephone',
  'Registered manager',
  'Region',
  'Local authority',
  'Address',
  'Postcode',
  'Brand',
  'Parent name',
  'Parent CQC ID',
  'Parent ODS code',
  'Parent’s DSPT status',
  'Single location',
  'Dormant',
];
const whole = [
  '21/22 Standards Met.',
  '09/06/2022',
  '1-120713174',
  '2011-01-20',
  'Y',
  'The Grange',
  'VLN1F',
  '1522123456',
  'Mackay, Emma Louise, Ms; Box, Nicola, Mrs',
  'East Midlands',
  'Lincolnshire',
  '1 Invented Road',
  'LN1 1AA',
  'BRAND Invented Homes',
  'Invented Homes Limited',
  '1-101665577',
  'A1B2',
  '21/22 Standards Exceeded',
  'N',
  'N',
];
const changed = (changes: Record<string, string>) =>
  header.map((name, n) => changes[name] ?? whole[n] ?? '');
const read = (...rows: string[][]) => readRows(lineByLine, header, ...rows);
const of = (arrivals: readonly Arrival[], subject: string) =>
  arrivals.filter((a) => a.subject === subject);

describe('the “Line by line” workbook', () => {
  it('is recognised whatever its columns are called this month, and in any order', () => {
    expect(lineByLine.recognise(header)).toBe(true);
    expect(lineByLine.recognise([...header].reverse())).toBe(true);
    expect(
      lineByLine.recognise(['location id', 'DSPT STATUS', 'Provider  ODS code', 'Something new']),
    ).toBe(true);
    expect(lineByLine.recognise(['Location ID', 'Location ODS Code', 'Provider ID'])).toBe(false);
    expect(lineByLine.recognise(['Code', 'Organisation Name', 'Status', 'Primary Sector'])).toBe(
      false,
    );
  });

  it('lets no passcode or password in, in whatever cell somebody noted it', async () => {
    const told = JSON.stringify(
      await Promise.all(
        header.map((column) =>
          read(changed({ [column]: 'Jo: passcode is 48213377, pw: Rosebud77' })),
        ),
      ),
    );
    expect(told).not.toMatch(/48213377|Rosebud77/);
    expect(told).toContain('passcode is [passcode removed]');
  });

  it('reads a cell back that was guarded against being a formula', async () => {
    const { arrivals } = await read(changed({ Telephone: "'+44 1522 123456" }));
    expect(of(arrivals, 'site')[0]?.values).toMatchObject({ phone: '01522123456' });
  });

  it('tells of the site, its provider, and both statuses', async () => {
    const { arrivals, problems, rows, setAside, newestDay } = await read(whole);
    expect(
      arrivals.map(({ subject, key, values, mayCreate }) => [subject, key, values, mayCreate]),
    ).toEqual([
      [
        'provider',
        { provider_id: '1-101665577' },
        { brand: 'Invented Homes', ods_code: 'A1B2' },
        false,
      ],
      [
        'site',
        { location_id: '1-120713174' },
        {
          ods_code: 'VLN1F',
          phone: '01522123456',
          registered_managers: ['Mrs Nicola Box', 'Ms Emma Louise Mackay'],
          registered_on: '2011-01-20',
          dormant: false,
        },
        false,
      ],
      [
        'dsptStatus',
        { code: 'VLN1F' },
        {
          status_text: '21/22 Standards Met.',
          level: 'met',
          edition: '21/22',
          published_on: '2022-06-09',
        },
        true,
      ],
      [
        'dsptPublication',
        { code: 'VLN1F', status_text: '21/22 Standards Met.', published_on: '2022-06-09' },
        { level: 'met', edition: '21/22' },
        true,
      ],
      [
        'dsptStatus',
        { code: 'A1B2' },
        { status_text: '21/22 Standards Exceeded', level: 'exceeded', edition: '21/22' },
        true,
      ],
    ]);
    expect({ problems, rows, setAside, newestDay }).toEqual({
      problems: [],
      rows: 1,
      setAside: 0,
      newestDay: '2022-06-09',
    });
  });

  it('shows all of a row to whoever has to say which site it is, so that it can be read again', async () => {
    const { arrivals } = await read(whole);
    const said = of(arrivals, 'site')[0]?.said ?? {};
    const again = await readRows(lineByLine, Object.keys(said), Object.values(said));
    expect(again.arrivals).toEqual(arrivals);
  });

  it('never makes a site, nor a provider', async () => {
    const { arrivals } = await read(whole, changed({ 'CQC ID': '', 'Parent CQC ID': '' }));
    const registers = arrivals.filter((a) => ['site', 'provider'].includes(a.subject));
    expect(registers.map((a) => [a.subject, a.mayCreate])).toEqual([
      ['provider', false],
      ['site', false],
      ['site', false],
    ]);
    expect(registers.at(-1)?.key).toEqual({ location_id: 'no id: the grange, ln1 1aa' });
  });

  it('leaves alone what the file has no column for', async () => {
    const columns = ['CQC ID', 'DSPT status', 'Parent ODS code'];
    const { arrivals } = await readRows(lineByLine, columns, [
      '1-120713174',
      'Not Published.',
      'A1B2',
    ]);
    expect(arrivals.map((a) => [a.subject, a.values])).toEqual([['site', {}]]);
  });

  it('says a chain’s headquarters once', async () => {
    const { arrivals } = await read(
      whole,
      changed({ 'CQC ID': '1-120713175', 'ODS code': 'VLN1G' }),
    );
    expect(of(arrivals, 'provider')).toHaveLength(1);
    expect(of(arrivals, 'site')).toHaveLength(2);
    expect(of(arrivals, 'dsptStatus').map((a) => a.key)).toEqual([
      { code: 'VLN1F' },
      { code: 'A1B2' },
      { code: 'VLN1G' },
    ]);
  });

  it.each<[string, Record<string, string>, string, number]>([
    ['a headquarters code for a site', { 'ODS code': 'A1B2' }, 'ODS code headquarters-ods-code', 1],
    [
      'a site code for a headquarters',
      { 'Parent ODS code': 'VLN1F' },
      'Parent ODS code invalid-headquarters-code',
      1,
    ],
    ['a telephone number that was cut', { Telephone: '152212345' }, 'Telephone invalid-phone', 1],
    ['a day that is none', { 'Start date': '31/02/2011' }, 'Start date invalid-date', 1],
    ['a publication on no day', { 'Publication date': 'soon' }, 'Publication date invalid-date', 1],
    ['neither yes nor no', { Dormant: 'perhaps' }, 'Dormant invalid-yes-no', 1],
    [
      'an unknown status',
      { 'Location DSPT status': 'Standards Nearly Met' },
      'Location DSPT status unknown-status',
      0,
    ],
  ])('notes %s', async (_, changes, problem, setAside) => {
    const reading = await read(changed(changes));
    expect(reading.problems).toEqual([`2 ${problem}`]);
    expect(reading.setAside).toBe(setAside);
    expect(of(reading.arrivals, 'site')).toHaveLength(1);
  });

  it('makes no publication of a status that tells of none', async () => {
    const { arrivals } = await read(changed({ 'Location DSPT status': 'Not Published.' }));
    expect(of(arrivals, 'dsptPublication')).toEqual([]);
    expect(of(arrivals, 'dsptStatus')[0]?.values).toMatchObject({ level: 'not-published' });
  });
});
