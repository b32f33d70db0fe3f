import type { Arrival } from '../reading/arrival';
import { copyColumns } from './copy-columns';
import { CopyText } from './copy-text';

const speaks = { site: ['beds', 'name', 'service_types', 'dormant', 'rated_on'] } as const;

function lineOf(over: Partial<Arrival<'site'>>): string {
  const text = new CopyText(speaks);
  const arrival: Arrival<'site'> = {
    subject: 'site',
    row: 2,
    key: { location_id: '1-1' },
    values: { name: 'A', service_types: [], beds: 3, dormant: false, rated_on: null },
    mayCreate: true,
    ...over,
  };
  expect(text.add(arrival)).toBeNull();
  return [...text.rest()].map(([subject, chunk]) => `${subject}:${chunk}`).join('');
}

describe('the text for COPY', () => {
  it('has its columns in the order of the subject, whatever order the file speaks in', () => {
    expect(copyColumns('site', speaks).map((c) => c.name)).toEqual([
      'row',
      'may_create',
      'location_id',
      'name',
      'service_types',
      'beds',
      'dormant',
      'rated_on',
      'set_aside',
      'said',
    ]);
    expect(copyColumns('provider', speaks)).toEqual([]);
    expect(lineOf({})).toBe('site:2\tt\t1-1\tA\t{}\t3\tf\t\\N\t{}\t\\N\n');
  });

  it('names the fields that are left out', () => {
    expect(lineOf({ values: { name: 'A', beds: null } })).toBe(
      'site:2\tt\t1-1\tA\t\\N\t\\N\t\\N\t\\N\t{service_types,dormant,rated_on}\t\\N\n',
    );
  });

  it('keeps every letter that means something to PostgreSQL', () => {
    const values = { name: 'a\tb\nc\rd\\N', service_types: ['x "y"', 'a,b', '\\'], beds: 1 };
    expect(lineOf({ values })).toContain(
      'a\\tb\\nc\\rd\\\\N\t{"x \\\\"y\\\\"","a,b","\\\\\\\\"}\t1',
    );
  });

  it('replaces the zero letter, which PostgreSQL cannot hold', () => {
    const line = lineOf({ mayCreate: false, values: { name: 'a\0b' }, said: { Name: 'a\0b\\' } });
    expect(line).not.toContain('\0');
    expect(line).toContain('\ta\ufffdb\t');
    expect(line).toContain('{"Name":"a\ufffdb\\\\\\\\"}');
  });

  it('hands chunks over before they grow large, and nothing is lost between them', () => {
    const text = new CopyText({ odsOrganisation: ['name'] });
    let whole = '';
    for (let row = 1; row <= 5000; row++) {
      const chunk = text.add({
        subject: 'odsOrganisation',
        row,
        key: { code: `V${row}` },
        values: { name: 'é'.repeat(50) },
        mayCreate: true,
      });
      if (chunk) expect(chunk.length).toBeLessThan(600_000);
      whole += chunk ?? '';
    }
    for (const [, chunk] of text.rest()) whole += chunk;
    const lines = whole.trimEnd().split('\n');
    expect(lines).toHaveLength(5000);
    expect(lines.map((line) => Number(line.split('\t')[0]))).toEqual(
      Array.from({ length: 5000 }, (_, i) => i + 1),
    );
  });

  it('refuses what the kind of file does not speak of', () => {
    const text = new CopyText(speaks);
    const arrival = { subject: 'provider', row: 1, key: { provider_id: '1' }, values: {} } as const;
    expect(() => text.add({ ...arrival, mayCreate: true })).toThrow(/does not speak of provider/);
  });
});
