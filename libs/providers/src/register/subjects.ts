/** What a column of a register's table holds. */
export type FieldType = 'text' | 'date' | 'boolean' | 'integer' | 'text[]';

/** One of the registers' tables: what an import may create and change. */
export interface Subject {
  table: string;
  /** Columns that name a record; all text but a publication's day. */
  key: Readonly<Record<string, FieldType>>;
  /** Columns that a file may speak of. `sources` knows where each value comes from. */
  fields: Readonly<Record<string, FieldType>>;
  /** What an import's result counts them as. */
  counted: string;
}

/**
 * Each of these tables has, beside its key and fields, `import_id` (the import that created the
 * record), `sources` (field → id of the import its present value comes from, when it is another)
 * and `changed_at`.
 */
export const subjects = {
  provider: {
    table: 'provider',
    key: { provider_id: 'text' },
    fields: {
      name: 'text',
      brand: 'text',
      ods_code: 'text',
      companies_house: 'text',
      phone: 'text',
      website: 'text',
      address: 'text',
      town: 'text',
      postcode: 'text',
      local_authority: 'text',
      registration_status: 'text',
      registered_on: 'date',
      deregistered_on: 'date',
    },
    counted: 'providers',
  },
  site: {
    table: 'site',
    key: { location_id: 'text' },
    fields: {
      provider_id: 'text',
      provider_name: 'text',
      name: 'text',
      also_known_as: 'text',
      ods_code: 'text',
      care_home: 'boolean',
      location_type: 'text',
      category: 'text',
      service_types: 'text[]',
      specialisms: 'text[]',
      beds: 'integer',
      address: 'text',
      town: 'text',
      county: 'text',
      postcode: 'text',
      local_authority: 'text',
      region: 'text',
      icb: 'text',
      uprn: 'text',
      phone: 'text',
      website: 'text',
      registered_managers: 'text[]',
      manager_absent_on: 'date',
      registration_status: 'text',
      registered_on: 'date',
      deregistered_on: 'date',
      dormant: 'boolean',
      predecessors: 'text[]',
      successors: 'text[]',
      rating: 'text',
      rated_on: 'date',
      cqc_url: 'text',
    },
    counted: 'sites',
  },
  dsptStatus: {
    table: 'dspt_status',
    key: { code: 'text' },
    fields: {
      name: 'text',
      status_text: 'text',
      level: 'text',
      edition: 'text',
      published_on: 'date',
      sector: 'text',
      commissioner: 'text',
    },
    counted: 'statuses',
  },
  dsptPublication: {
    table: 'dspt_publication',
    key: { code: 'text', status_text: 'text', published_on: 'date' },
    fields: { level: 'text', edition: 'text' },
    counted: 'publications',
  },
  odsOrganisation: {
    table: 'ods_organisation',
    key: { code: 'text' },
    fields: {
      name: 'text',
      active: 'boolean',
      primary_role: 'text',
      roles: 'text[]',
      address: 'text',
      town: 'text',
      postcode: 'text',
      opened_on: 'date',
      closed_on: 'date',
      parent_code: 'text',
    },
    counted: 'organisations',
  },
} as const satisfies Record<string, Subject>;

export type SubjectName = keyof typeof subjects;
export type FieldOf<S extends SubjectName> = Extract<keyof (typeof subjects)[S]['fields'], string>;
