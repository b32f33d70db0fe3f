import fc from 'fast-check';

/** What one invented file tells of one record: its values by field; left out when not believable. */
export interface ToldRecord {
  subject: 'site' | 'provider' | 'dsptStatus';
  key: string;
  values: Record<string, string | number | string[] | null>;
}

/** One invented file. */
export interface ToldFile {
  variant: keyof typeof worldVariants;
  asOf: string;
  told: ToldRecord[];
}

/** Kinds of files that know different things of the same few records. */
export const worldVariants = {
  'world-ratings': { site: ['name', 'town', 'beds', 'provider_id'], provider: ['name', 'brand'] },
  'world-directory': { site: ['name', 'town', 'phone', 'service_types', 'ods_code'] },
  'world-codes': { site: ['ods_code'] },
  'world-statuses': { dsptStatus: ['name', 'status_text', 'level', 'published_on'] },
} as const;

/** Whether such a file makes records, or only adds to those that are there. */
export const mayMake = (variant: ToldFile['variant']): boolean => variant !== 'world-codes';

const ids = {
  site: ['1-900000001', '1-900000002', '1-900000003'],
  provider: ['1-800000001', '1-800000002'],
  dsptStatus: ['VZZ01', 'VZZ02'],
};

/** Few values, so that files agree, contradict one another and go back again. */
const values: Record<string, readonly (string | number | string[] | null)[]> = {
  name: ['Amber Lodge', 'Birch House', 'Cedar Court'],
  town: ['Wexham', 'Newtown', null],
  beds: [10, 20, null],
  provider_id: ['1-800000001', '1-800000002'],
  brand: ['Amber Group', null],
  phone: ['01522000001', '01522000002', null],
  service_types: [['Residential homes'], ['Nursing homes', 'Residential homes'], null],
  ods_code: ['VZZ01', 'VZZ02', null],
  status_text: ['22/23 Standards Met', 'Not Published'],
  level: ['met', 'not-published'],
  published_on: ['2026-03-01', '2026-06-30', null],
};

/** Values a record cannot be made without are always there. */
const needed = ['name', 'status_text', 'level'];

function record(
  subject: ToldRecord['subject'],
  fields: readonly string[],
): fc.Arbitrary<ToldRecord> {
  const field = (name: string) => fc.constantFrom(...(values[name] ?? []));
  return fc
    .record({
      key: fc.constantFrom(...ids[subject]),
      values: fc.record(Object.fromEntries(fields.map((name) => [name, field(name)])), {
        requiredKeys: needed.filter((name) => fields.includes(name)),
      }),
    })
    .map(({ key, values: told }) => ({ subject, key, values: told as ToldRecord['values'] }));
}

function file(variant: ToldFile['variant']): fc.Arbitrary<ToldFile> {
  const speaks: Partial<Record<ToldRecord['subject'], readonly string[]>> = worldVariants[variant];
  const subjects = Object.entries(speaks) as [ToldRecord['subject'], readonly string[]][];
  return fc.record({
    variant: fc.constant(variant),
    asOf: fc.constantFrom('2026-10-01', '2026-10-08', '2026-10-15'),
    told: fc
      .tuple(
        ...subjects.map(([subject, fields]) =>
          fc.uniqueArray(record(subject, fields), {
            minLength: 1,
            maxLength: 3,
            selector: ({ key }) => key,
          }),
        ),
      )
      .map((each) => each.flat()),
  });
}

export const toldFiles: fc.Arbitrary<ToldFile> = fc.oneof(
  ...(Object.keys(worldVariants) as ToldFile['variant'][]).map(file),
);
