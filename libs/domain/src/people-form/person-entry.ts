import { normaliseMobile } from '../identifiers/uk-mobile';

/** What somebody is to the shared mailbox, as the form offers it; `rolesOf` reads it. */
export const mailboxRoles = [
  'owner',
  'owner and administrator',
  'administrator',
  'member',
] as const;

/** The boxes of one person, in the order of the page. */
export const personFields = ['name', 'job', 'role', 'mobile', 'email'] as const;

export type PersonField = (typeof personFields)[number];

/** One person on the people form, in the form in which values are compared and kept. */
export type PersonEntry = Readonly<Record<PersonField, string | null>>;

/** The longest each may be; what facts take as well. */
export const longestEntry: Readonly<Record<PersonField, number>> = {
  name: 100,
  job: 60,
  role: 40,
  mobile: 30,
  email: 254,
};

export const emptyEntry: PersonEntry = {
  name: null,
  job: null,
  role: null,
  mobile: null,
  email: null,
};

/** Characters without a shape of their own, which come along when something is copied. */
const unseen = /\p{Cf}/gu;

const line = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

const readers: Readonly<Record<PersonField, (text: string) => string>> = {
  // Some scripts join letters by a character without a shape, so a name keeps them.
  name: line,
  job: line,
  role: (text) => line(text).toLowerCase(),
  mobile: (text) => normaliseMobile(text),
  email: (text) => line(text.replace(unseen, '')).toLowerCase(),
};

/** Reads what was typed about one person; an empty box is null. Whether it is right is not asked. */
export function readEntry(typed: Readonly<Partial<Record<PersonField, string>>>): PersonEntry {
  const read = (field: PersonField): string | null => readers[field](typed[field] ?? '') || null;
  return {
    name: read('name'),
    job: read('job'),
    role: read('role'),
    mobile: read('mobile'),
    email: read('email'),
  };
}
