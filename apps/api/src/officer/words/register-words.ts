import { dsptLevelInWords } from '@app/domain';
import type { FieldOf, ImportKind, SubjectName } from '@app/providers';
import { telephone } from './telephone';
import { capital, dayWords } from './when';

/** Every field of every register. */
type AnyField = { [S in SubjectName]: FieldOf<S> }[SubjectName];

/** What pages call a field of a register, in front of a colon. */
const words: Readonly<Record<AnyField, string>> = {
  active: 'In use',
  address: 'Street',
  also_known_as: 'Also known as',
  beds: 'Beds',
  brand: 'Brand',
  care_home: 'Care home',
  category: 'Inspection category',
  closed_on: 'Closed',
  commissioner: 'Commissioner',
  companies_house: 'Companies House number',
  county: 'County',
  cqc_url: 'CQC page',
  deregistered_on: 'Deregistered',
  dormant: 'Dormant',
  edition: 'DSPT year',
  icb: 'Integrated care board',
  level: 'DSPT level',
  local_authority: 'Local authority',
  location_type: 'Type',
  manager_absent_on: 'Manager absent since',
  name: 'Name',
  ods_code: 'ODS code',
  opened_on: 'Opened',
  parent_code: 'Belongs to',
  phone: 'Phone',
  postcode: 'Postcode',
  predecessors: 'Registered before as',
  primary_role: 'Main role',
  provider_id: 'Provider ID',
  provider_name: 'Provider',
  published_on: 'Published',
  rated_on: 'Rating published',
  rating: 'Rating',
  region: 'Region',
  registered_managers: 'Registered manager',
  registered_on: 'Registered',
  registration_status: 'Registration',
  roles: 'Roles',
  sector: 'Sector',
  service_types: 'Services',
  specialisms: 'Specialisms',
  status_text: 'DSPT status',
  successors: 'Registered later as',
  town: 'Town',
  uprn: 'Property number (UPRN)',
  website: 'Website',
};

/** “Registered manager”; a field that is not known by itself stands as it is written. */
export const fieldWords = (field: string): string =>
  (words as Readonly<Record<string, string>>)[field] ?? field.replaceAll('_', ' ');

const plainDay = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A value as a person reads it; “nothing” for none. Days in words, lists with commas.
 * @param field what it is a value of: phone numbers stand in groups, levels in the toolkit's words
 */
export function valueInWords(value: unknown, field?: string): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.join(', ');
  const text = String(value);
  if (field === 'phone') return telephone(text)?.text ?? text;
  if (field === 'level')
    return (dsptLevelInWords as Readonly<Record<string, string>>)[text] ?? text;
  return plainDay.test(text) ? dayWords(text) : text;
}

/** The kinds of file, as people call what is in them. */
export const kindWords: Readonly<Record<ImportKind, string>> = {
  cqc: 'CQC register',
  dspt: 'DSPT list',
  ods: 'ODS codes',
  'line-by-line': 'Programme workbook, line by line',
  'bank-holidays': 'Bank holidays',
};

/** What an import counts, by the key of its result. */
const counted: Readonly<Record<string, readonly [one: string, more: string]>> = {
  sites: ['site', 'sites'],
  providers: ['provider', 'providers'],
  statuses: ['DSPT status', 'DSPT statuses'],
  publications: ['DSPT publication', 'DSPT publications'],
  organisations: ['ODS organisation', 'ODS organisations'],
  holidays: ['bank holiday', 'bank holidays'],
};

/** “Sites”, “DSPT statuses”: at the start of a row. */
export const countedTitle = (key: string): string => capital(counted[key]?.[1] ?? key);

/** “1 site”, “1,204 sites”. */
export function countedWords(key: string, count: number): string {
  const [one, more] = counted[key] ?? [key, key];
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;
}

const subjects: Readonly<Record<SubjectName, string>> = {
  site: 'Site',
  provider: 'Provider',
  dsptStatus: 'DSPT status',
  dsptPublication: 'DSPT publication',
  odsOrganisation: 'ODS organisation',
};

/** What a record of a register is called, by its subject; other records are called by it. */
export const subjectWords = (subject: string): string =>
  (subjects as Readonly<Record<string, string>>)[subject] ?? subject;
