import { readRows } from '../../../../../test/harness/read-variant';
import { odsCodeMapping } from './ods-code-mapping';

const header = ['Name', 'ODS Code', 'CQC Location ID', 'Postcode'];
const read = (...rows: string[][]) => readRows(odsCodeMapping, header, ...rows);
const one = async (code: string, id = '1-120713174', name = 'The Grange') =>
  read([name, code, id, 'LN1 1AA']);

describe('a list of location IDs with ODS codes', () => {
  it.each<[string[], boolean]>([
    [['locationId', 'providerId', 'name', 'odsCode'], true],
    [['ODS site code', 'cqc_id'], true],
    [['LOCATION  id ', 'Location ODS Code', 'Anything'], true],
    [['CQC Location (for office use only', 'ODS Code'], true],
    [['Location ID', 'Name'], false],
    [['Code', 'Organisation Name', 'Status'], false],
  ])('is recognised by two columns: %p', (columns, recognised) => {
    expect(odsCodeMapping.recognise(columns)).toBe(recognised);
  });

  it('tells a code, and what a person would know the row by', async () => {
    const { arrivals, problems, rows, setAside } = await one(' vln1f ');
    expect(arrivals).toEqual([
      {
        subject: 'site',
        row: 2,
        key: { location_id: '1-120713174' },
        values: { ods_code: 'VLN1F' },
        mayCreate: false,
        said: {
          'Location ID': '1-120713174',
          'Location name': 'The Grange',
          Postcode: 'LN1 1AA',
          'ODS code': 'vln1f',
        },
      },
    ]);
    expect({ problems, rows, setAside }).toEqual({ problems: [], rows: 1, setAside: 0 });
  });

  it.each([
    ['AQ3M', 'headquarters-ods-code', 'ask for the site’s own code, which starts with V'],
    ['C409', 'headquarters-ods-code', 'ask for the site’s own code, which starts with V'],
    ['V12345', 'dental-ods-code', 'is a dental code'],
    ['8HK29', 'other-ods-code', 'ask for the site code, which starts with V'],
    ['VLN', 'invalid-ods-code', 'it should be V and four more characters'],
  ])('sets %s aside: %s', async (code, problem, words) => {
    const { arrivals, problems, messages, setAside } = await one(code);
    expect(arrivals).toEqual([]);
    expect(problems).toEqual([`2 ODS Code ${problem}`]);
    expect(messages[0]).toContain(words);
    expect(setAside).toBe(1);
  });

  it('takes a new-style code, with a warning', async () => {
    const { arrivals, problems, setAside } = await one('A1B2C');
    expect(arrivals[0]?.values).toEqual({ ods_code: 'A1B2C' });
    expect(problems).toEqual(['2 ODS Code new-style-ods-code']);
    expect(setAside).toBe(0);
  });

  it.each(['', ' - ', 'N/A', 'tbc'])(
    'takes %p for no code, which nobody is asked about',
    async (code) => {
      const { arrivals, problems } = await one(code);
      expect(arrivals[0]?.values).toEqual({ ods_code: null });
      expect(arrivals[0]?.said).toBeUndefined();
      expect(problems).toEqual([]);
    },
  );

  it('knows a row without a usable ID by name and postcode', async () => {
    const { arrivals, problems } = await read(
      ['The Grange', 'VLN1F', '', 'ln11aa'],
      ['The  Grange', 'VLN1F', 'see list', 'LN1 1AA'],
      ['', 'VLN1G', '', 'LN1 1AA'],
    );
    expect(arrivals.map((a) => a.key)).toEqual([{ location_id: 'no id: the grange, ln1 1aa' }]);
    expect(problems).toEqual(['3 CQC Location ID invalid-location-id', '4 row no-site']);
  });

  it('warns of a code that two sites have, and takes repeats of one row for one', async () => {
    const { arrivals, problems, messages } = await read(
      ['The Grange', 'VLN1F', '1-120713174', ''],
      ['The Grange', 'VLN1F', '1-120713174', ''],
      ['The Elms', 'VLN1F', '1-120713175', ''],
    );
    expect(arrivals.map((a) => a.row)).toEqual([2, 4]);
    expect(problems).toEqual(['4 ODS Code shared-ods-code']);
    expect(messages[0]).toContain('1-120713174 too, in row 2');
  });

  it('leaves the codes of other kinds of service their own form', async () => {
    const columns = ['Location ID', 'Location ODS Code', 'Location Type'];
    const practice = ['1-120713174', 'c83001', 'Primary Medical Services'];
    const { arrivals, problems } = await readRows(odsCodeMapping, columns, practice);
    expect(arrivals[0]?.values).toEqual({ ods_code: 'C83001' });
    expect(problems).toEqual([]);
  });

  it('sets aside what is no plain text', async () => {
    const { arrivals, problems, setAside } = await read(
      ['x'.repeat(501), 'VLN1F', '1-120713174', ''],
      ['The \u0001Grange', 'VLN1F', '1-120713174', ''],
    );
    expect(arrivals).toEqual([]);
    expect(problems).toEqual(['2 Name too-long', '3 Name control-character']);
    expect(setAside).toBe(2);
  });

  it('refuses a file that has a needed column twice', async () => {
    await expect(
      readRows(odsCodeMapping, ['Location ID', 'ODS code', 'ods_code'], ['1-120713174', 'A', 'B']),
    ).rejects.toMatchObject({ code: 'repeated-column' });
  });
});
