import { BadInput, normaliseMobile, personKey } from '@app/domain';
import { type HeldPerson, heldPeople } from '@app/history';
import type { Sealer, Sql } from '@app/platform';
import { type HeldContact, heldContacts } from '@app/providers';

/** Somebody as they stand in one place: one of the people of a case, or the contact of a home. */
export interface FoundPerson {
  /** `case:ID:p1` or `contact:ID`: what the steps after this one name them by. */
  subject: string;
  /** The newest; null when none is held. */
  name: string | null;
  home: string;
  locationId: string;
  /** Null for a contact. */
  caseId: string | null;
  /** By what of the words they were found. */
  by: 'email' | 'mobile' | 'name';
}

/** So many cases are opened at a time. */
const batchSize = 500;
const mostFound = 100;
const fewestLetters = 3;

/** Whether somebody is the one the words ask for, and by what. */
function matcher(
  words: string,
): (one: {
  names: readonly string[];
  emails: readonly string[];
  mobiles: readonly string[];
}) => FoundPerson['by'] | null {
  const asked = personKey(words);
  if (asked.length < fewestLetters)
    throw new BadInput(
      'too-short',
      'Type a name, an email address or a mobile number of at least 3 characters.',
    );
  const mobile = normaliseMobile(words);
  return ({ names, emails, mobiles }) => {
    if (emails.some((email) => email.toLowerCase() === asked)) return 'email';
    if (mobiles.includes(mobile)) return 'mobile';
    return names.some((name) => personKey(name).includes(asked)) ? 'name' : null;
  };
}

/**
 * Finds somebody by an email address, a mobile number or a part of their name, among the people of
 * all cases and the contacts of all homes that are still held. Everything is sealed, so each is opened.
 * @throws BadInput fewer than 3 characters
 */
export async function findPeople(sql: Sql, sealer: Sealer, words: string): Promise<FoundPerson[]> {
  const matches = matcher(words);
  const cases = await sql.query<{ id: string; locationId: string; home: string }>(
    `SELECT c.id, c.location_id AS "locationId", s.name AS home
       FROM application_case c JOIN site s USING (location_id)
      WHERE EXISTS (SELECT FROM case_person p WHERE p.case_id = c.id AND p.name IS NOT NULL)
      ORDER BY s.name, c.id`,
  );
  const found: FoundPerson[] = [];
  for (let at = 0; at < cases.length && found.length < mostFound; at += batchSize) {
    const batch = new Map(cases.slice(at, at + batchSize).map((one) => [one.id, one]));
    for (const person of await heldPeople(sql, sealer, [...batch.keys()])) {
      const by = matches(person);
      const of = batch.get(person.caseId);
      if (!by || !of) continue;
      found.push({
        subject: `case:${person.caseId}:${person.ref}`,
        name: person.names.at(-1) ?? null,
        home: of.home,
        locationId: of.locationId,
        caseId: person.caseId,
        by,
      });
    }
  }
  const homes = await homeNames(sql);
  for (const { id, locationId, name, email } of await heldContacts(sql, sealer, null)) {
    const by = matches({ names: name === null ? [] : [name], emails: [email], mobiles: [] });
    const home = homes.get(locationId) ?? locationId;
    if (by) found.push({ subject: `contact:${id}`, name, home, locationId, caseId: null, by });
  }
  return found.slice(0, mostFound);
}

async function homeNames(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.query<{ id: string; name: string }>(
    'SELECT location_id AS id, name FROM site WHERE location_id IN (SELECT location_id FROM contact)',
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** One natural person, in all the places that were chosen as theirs. */
export interface WholePerson {
  people: HeldPerson[];
  contacts: HeldContact[];
  /** The cases in which they may be mentioned: their own, and those of the homes they were contact of. */
  caseIds: string[];
  /** The same cases with the name of the home of each. */
  homes: { caseId: string; home: string; open: boolean }[];
  names: string[];
  emails: string[];
  mobiles: string[];
}

const subjectShape =
  /^(?:case:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(p[1-9]\d*)|contact:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))$/;

/**
 * Gathers what is held in the places chosen.
 * @param subjects as `FoundPerson` names them
 * @throws BadInput none was chosen, or nothing is held there any more
 */
export async function wholePerson(
  sql: Sql,
  sealer: Sealer,
  subjects: readonly string[],
): Promise<WholePerson> {
  const places = subjects.map((subject) => subjectShape.exec(subject));
  if (places.length === 0 || places.includes(null))
    throw new BadInput('nobody-chosen', 'Choose at least one of the places where they were found.');
  const refs = new Set(places.flatMap((p) => (p?.[1] ? [`${p[1]}:${p[2]}`] : [])));
  const contactIds = new Set(places.flatMap((p) => p?.[3] ?? []));
  const ownCases = [...new Set(places.flatMap((p) => p?.[1] ?? []))];
  const people = (await heldPeople(sql, sealer, ownCases)).filter((person) =>
    refs.has(`${person.caseId}:${person.ref}`),
  );
  const all = contactIds.size > 0 ? await heldContacts(sql, sealer, null) : [];
  const contacts = all.filter(({ id }) => contactIds.has(id));
  if (people.length + contacts.length === 0)
    throw new BadInput('nothing-held', 'Nothing is held of this person any more; search again.');
  const homes = await sql.query<WholePerson['homes'][number]>(
    `SELECT c.id AS "caseId", s.name AS home, c.open
       FROM application_case c JOIN site s USING (location_id)
      WHERE c.id = ANY($1) OR c.location_id = ANY($2) ORDER BY c.id`,
    [ownCases, contacts.map(({ locationId }) => locationId)],
  );
  const unique = (values: readonly string[]) => [...new Set(values)];
  return {
    people,
    contacts,
    caseIds: homes.map(({ caseId }) => caseId),
    homes,
    names: unique([...people.flatMap((p) => p.names), ...contacts.flatMap((c) => c.name ?? [])]),
    emails: unique([...people.flatMap((p) => p.emails), ...contacts.map((c) => c.email)]),
    mobiles: unique(people.flatMap((p) => p.mobiles)),
  };
}
