import { Readable } from 'node:stream';
import fc from 'fast-check';
import {
  csvLine,
  type RatingsRow,
  ratingsFile,
  ratingsHeader,
  ratingsRow,
  siteRows,
} from '../../../../test/builders/latest-ratings';
import type { ArrivingSite } from './arriving-site';
import { ImportTally } from './import-tally';
import { LatestRatingsReader } from './read-latest-ratings';

interface Reading {
  sites: ArrivingSite[];
  tally: ImportTally;
}

/** Reads a text as if it were a file, cut into chunks of this size. */
async function read(
  text: string,
  options: { delimiter?: ',' | ';' | '\t'; chunk?: number } = {},
): Promise<Reading> {
  const bytes = Buffer.from(text);
  const size = options.chunk ?? 65_536;
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const tally = new ImportTally();
  const facts = {
    sha256: '',
    bytes: bytes.length,
    delimiter: options.delimiter ?? (',' as const),
    endsWithNewline: /[\r\n]$/.test(text),
  };
  const sites: ArrivingSite[] = [];
  const reader = new LatestRatingsReader(facts, tally);
  for await (const batch of reader.sites(Readable.from(chunks))) sites.push(...batch);
  return { sites, tally };
}

const refusal = (text: string): Promise<string> =>
  read(text).then(
    () => 'was read',
    (error: { code?: string }) => error.code ?? String(error),
  );

/** "3 Publication Date invalid-date" */
const inShort = ({ tally }: Reading): string[] =>
  tally.problems().map((p) => `${p.row} ${p.column} ${p.code}`);

describe('rows of a site', () => {
  it('become one, with the headline rating', async () => {
    const { sites, tally } = await read(
      ratingsFile([
        ratingsRow({ Domain: 'Safe', 'Latest Rating': 'Inadequate' }),
        ratingsRow({ 'Service / Population Group': 'Care Homes', 'Latest Rating': 'Outstanding' }),
        ratingsRow({ 'Latest Rating': 'requires improvement', 'Publication Date': '02/03/2025' }),
      ]),
    );
    expect(sites).toEqual([
      {
        row: 2,
        rows: 3,
        repeat: false,
        location_id: '1-900000001',
        provider_id: '1-800000001',
        provider_name: 'Amber Care Ltd',
        brand: null,
        name: 'Amber Lodge',
        ods_code: 'VZZ01',
        care_home: 'Y',
        location_type: 'Social Care Org',
        category: 'Residential social care',
        street: '1 Mill Lane',
        line_2: null,
        town: 'Wexham',
        postcode: 'LN1 1AA',
        local_authority: 'Westshire',
        region: 'East Midlands',
        cqc_url: 'http://www.cqc.org.uk/location/1-900000001',
        rating: 'Requires improvement',
        rated_on: '2025-02-03',
        set_aside: [],
        in_scope: true,
        scope_reason: null,
      },
    ]);
    expect([tally.rows, tally.read, tally.quarantined]).toEqual([3, 3, 0]);
    expect(tally.problems()).toEqual([]);
  });

  it('fill one another’s blanks', async () => {
    const { sites } = await read(
      ratingsFile([
        ratingsRow({ Domain: 'Safe', 'Location Address Line 2': '' }),
        ratingsRow({ 'Location Address Line 2': 'Newland' }),
        ratingsRow({ Domain: 'Caring', 'Location Address Line 2': '' }),
      ]),
    );
    expect(sites.map((s) => [s.line_2, s.rows])).toEqual([['Newland', 3]]);
  });

  it('that contradict those above, or come again further down, stay apart', async () => {
    const other = { 'Location ID': '1-900000002', 'Location Name': 'Birch House' };
    const { sites } = await read(
      ratingsFile([
        ...siteRows(),
        ratingsRow({ Domain: 'Caring', 'Location City': 'Elsewhere' }),
        ...siteRows(other),
        ratingsRow({ Domain: 'Responsive' }),
      ]),
    );
    expect(sites.map((s) => [s.name, s.town, s.row, s.rows, s.repeat])).toEqual([
      ['Amber Lodge', 'Wexham', 2, 2, false],
      ['Amber Lodge', 'Elsewhere', 4, 1, true],
      ['Birch House', 'Wexham', 5, 2, false],
      ['Amber Lodge', 'Wexham', 7, 1, true],
    ]);
  });

  it('bring the brand without the word CQC puts before it', async () => {
    const { sites } = await read(ratingsFile([ratingsRow({ 'Brand Name': 'BRAND Amber Group' })]));
    expect(sites[0]?.brand).toBe('Amber Group');
  });

  it('of the NHS and of other services are read with the codes they have', async () => {
    const { sites, tally } = await read(
      ratingsFile([
        ratingsRow({ 'Location ID': 'RWDDA', 'Provider ID': 'RWD', 'Location ODS Code': '' }),
        ratingsRow({
          'Location Type': 'Primary Medical Services',
          'Location Primary Inspection Category': 'GP Practices',
          'Location ODS Code': 'C83635',
        }),
      ]),
    );
    expect(sites.map((s) => [s.location_id, s.ods_code, s.in_scope])).toEqual([
      ['RWDDA', null, false],
      ['1-900000001', 'C83635', false],
    ]);
    expect(tally.problems()).toEqual([]);
  });
});

describe('a bad row', () => {
  const good = { 'Location ID': '1-900000009', 'Location Name': 'Zinnia House' };

  it.each<[string, Partial<RatingsRow>, string]>([
    ['no location id', { 'Location ID': ' ' }, 'Location ID missing-value'],
    ['a wrong location id', { 'Location ID': '900000001' }, 'Location ID invalid-location-id'],
    ['a word as location id', { 'Location ID': 'HELLO' }, 'Location ID invalid-location-id'],
    ['a wrong provider id', { 'Provider ID': 'x' }, 'Provider ID invalid-provider-id'],
    ['one id for both', { 'Provider ID': '1-900000001' }, 'Location ID same-id'],
    ['no name', { 'Location Name': '' }, 'Location Name missing-value'],
    ['no provider name', { 'Provider Name': '' }, 'Provider Name missing-value'],
    ['no type', { 'Location Type': '' }, 'Location Type missing-value'],
    ['neither Y nor N', { 'Care Home?': 'yes' }, 'Care Home? invalid-care-home'],
    ['a huge name', { 'Location Name': 'A'.repeat(501) }, 'Location Name too-long'],
    ['an invisible letter', { 'Location Name': 'A\u0007' }, 'Location Name control-character'],
  ])('with %s is left out, named, and the rest is read', async (_, values, expected) => {
    const reading = await read(ratingsFile([ratingsRow(values), ratingsRow(good)]));
    expect(inShort(reading)).toEqual([`2 ${expected}`]);
    expect(reading.sites.map((s) => s.name)).toEqual(['Zinnia House']);
    expect([reading.tally.read, reading.tally.quarantined]).toEqual([1, 1]);
  });

  it.each<[string, Partial<RatingsRow>, string, Partial<ArrivingSite>]>([
    [
      'a dental code',
      { 'Location ODS Code': 'V12345' },
      'Location ODS Code dental-ods-code',
      { ods_code: null, set_aside: ['ods_code'] },
    ],
    [
      'no real postcode',
      { 'Location Post Code': 'LN1 1' },
      'Location Post Code invalid-postcode',
      { postcode: null, set_aside: ['postcode'] },
    ],
    [
      'a link to somewhere else',
      { URL: 'javascript:alert(1)' },
      'URL invalid-url',
      { cqc_url: null, set_aside: ['cqc_url'] },
    ],
    [
      'a British date',
      { 'Publication Date': '29/05/2026' },
      'Publication Date invalid-date',
      { rating: null, rated_on: null, set_aside: ['rating'] },
    ],
  ])('with %s is used without that value', async (_, values, expected, site) => {
    const reading = await read(ratingsFile([ratingsRow(values), ratingsRow(good)]));
    expect(inShort(reading)).toEqual([`2 ${expected}`]);
    expect(reading.sites[0]).toMatchObject({ location_id: '1-900000001', ...site });
    expect(reading.sites).toHaveLength(2);
    expect([reading.tally.read, reading.tally.quarantined]).toEqual([1, 1]);
  });

  it.each<[string, Partial<RatingsRow>, string]>([
    ['a short id', { 'Location ID': '1-1234567' }, 'Location ID unusual-location-id'],
    [
      'a headquarters code',
      { 'Location ODS Code': 'AQ3M' },
      'Location ODS Code headquarters-ods-code',
    ],
    ['a new rating', { 'Latest Rating': 'Splendid' }, 'Latest Rating unknown-rating'],
  ])('with %s is only pointed out', async (_, values, expected) => {
    const reading = await read(ratingsFile([ratingsRow(values)]));
    expect(inShort(reading)).toEqual([`2 ${expected}`]);
    expect([reading.tally.read, reading.tally.quarantined]).toEqual([1, 0]);
  });

  it('with too few or too many values is left out', async () => {
    const lines = ratingsFile([ratingsRow(), ratingsRow(), ratingsRow(good)]).split('\r\n');
    lines[1] = 'only,three,values';
    lines[2] += ',one more';
    const reading = await read(lines.join('\r\n'));
    expect(inShort(reading)).toEqual([
      '2 null wrong-number-of-columns',
      '3 null wrong-number-of-columns',
    ]);
    expect(reading.sites.map((s) => s.name)).toEqual(['Zinnia House']);
  });

  it('is numbered as a spreadsheet numbers it, blank lines and broken lines included', async () => {
    const [head, first, second] = ratingsFile([
      ratingsRow({ 'Location Name': 'Two\nlines' }),
      ratingsRow({ 'Location ID': 'bad' }),
    ]).split('\r\n');
    const reading = await read([head, '', first, ',,,', second, ''].join('\r\n'));
    expect(inShort(reading)).toEqual(['5 Location ID invalid-location-id']);
    expect(reading.sites.map((s) => [s.row, s.name])).toEqual([[3, 'Two lines']]);
    expect(reading.tally.rows).toBe(2);
  });

  it('with a quote that is never closed tells how many lines it swallowed', async () => {
    const lines = ratingsFile([ratingsRow(), ...siteRows(good), ratingsRow(good)]).split('\r\n');
    lines[1] = `"${lines[1]}`;
    lines[3] = lines[3]?.replace('Zinnia House', 'Zinnia "House"') ?? '';
    const reading = await read(lines.join('\r\n'));
    expect(inShort(reading)).toEqual(['2 null unclosed-quote']);
    expect(reading.sites.map((s) => s.name)).toEqual(['Zinnia House']);
  });

  it('does not fill the list beyond what a person can read', async () => {
    const rows = Array.from({ length: 1_500 }, () => ratingsRow({ 'Location ID': 'bad' }));
    const { tally } = await read(ratingsFile([...rows, ratingsRow()]));
    expect(tally.problems()).toHaveLength(1_001);
    expect(tally.problems().at(-1)).toMatchObject({ code: 'more-problems' });
    expect(tally.problems().at(-1)?.message).toMatch(/^500 more problems/);
    expect(tally.quarantined).toBe(1_500);
  });
});

describe('a whole file', () => {
  const whole = ratingsFile([...siteRows(), ratingsRow({ Domain: 'Caring' })]);

  it('that breaks off in the middle of a row is refused wherever it breaks', async () => {
    const lastRow = whole.lastIndexOf('1-900000001,VZZ01');
    const lastValue = whole.length - '-\r\n'.length;
    const cuts = Array.from({ length: lastValue - lastRow - 1 }, (_, i) => lastRow + 1 + i);
    for (const cut of cuts)
      expect([cut, await refusal(whole.slice(0, cut))]).toEqual([cut, 'truncated']);
  });

  it('that breaks off inside its last value is refused when that contradicts the row above', async () => {
    const rows = siteRows({ 'Brand Name': 'BRAND Amber Group' }, ['Safe', 'Overall', 'Caring']);
    expect(await refusal(ratingsFile(rows).slice(0, -5))).toBe('truncated');
  });

  it('that only lacks its last line end is read', async () => {
    expect((await read(whole.trimEnd())).tally.rows).toBe(3);
  });

  it('with columns in another order and others among them is read', async () => {
    const columns = [...ratingsHeader].reverse();
    const lines = [
      ['Extra', ...columns],
      ['x', ...columns.map((c) => ratingsRow()[c])],
    ];
    const { sites } = await read(lines.map((line) => `${csvLine(line)}\n`).join(''));
    expect(sites.map((s) => s.name)).toEqual(['Amber Lodge']);
  });
});

describe('whatever stands in the values', () => {
  const text = fc
    .string({
      unit: fc.constantFrom('a', 'B', ' ', '"', ',', ';', '\t', '\n', '\r\n', '’', 'é', '😀', '='),
    })
    .map((value) => `x${value}`);
  const quirks = fc.record({
    delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const),
    lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
    mark: fc.boolean(),
    lastLineEnd: fc.boolean(),
    quoteAll: fc.boolean(),
    chunk: fc.integer({ min: 1, max: 400 }),
  });
  const names = fc.array(fc.record({ name: text, town: text, provider: text }), {
    minLength: 1,
    maxLength: 5,
  });

  it('comes out as it went in, but for blanks, however the file is written', async () => {
    await fc.assert(
      fc.asyncProperty(names, quirks, async (values, how) => {
        const rows = values.map(({ name, town, provider }, i) =>
          ratingsRow({
            'Location ID': `1-90000000${i}`,
            'Location Name': name,
            'Location City': town,
            'Provider Name': provider,
          }),
        );
        const lines = [ratingsHeader, ...rows.map((row) => ratingsHeader.map((c) => row[c]))];
        const write = (line: readonly string[]) =>
          how.quoteAll
            ? line.map((v) => `"${v.replaceAll('"', '""')}"`).join(how.delimiter)
            : csvLine(line, how.delimiter);
        const end = how.lastLineEnd ? how.lineEnd : '';
        const file = `${how.mark ? '\ufeff' : ''}${lines.map(write).join(how.lineEnd)}${end}`;
        const { sites, tally } = await read(file, { delimiter: how.delimiter, chunk: how.chunk });
        expect(tally.problems()).toEqual([]);
        expect(sites.map((s) => [s.name, s.town, s.provider_name])).toEqual(
          values.map((v) => [v.name, v.town, v.provider].map((s) => s.trim().replace(/\s+/g, ' '))),
        );
      }),
    );
  });

  it('and however the bytes are damaged, the reader ends with sites or a refusal', async () => {
    const file = Buffer.from(
      ratingsFile([...siteRows(), ...siteRows({ 'Location ID': '1-900000002' })]),
    );
    const damage = fc.array(fc.tuple(fc.nat(file.length - 1), fc.constantFrom(...'",\r\n;x ')), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(damage, async (places) => {
        const damaged = Buffer.from(file);
        for (const [at, byte] of places) damaged.write(byte, at);
        const outcome = await read(damaged.toString()).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome.name).toBe('FileRefused');
        else expect((outcome as Reading).tally.read).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
