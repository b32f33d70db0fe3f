import type { RegisteredSite } from '@app/domain';
import { peopleOfCases, Texts, textsOfCases } from '@app/history';
import type { LetterMaking } from '@app/letters';
import type { Sealer, Sql } from '@app/platform';
import type { ContactsService } from '@app/providers';

/** What opens and seals personal values, and makes letters of them. */
export interface Confidential {
  sealer: Sealer;
  contacts: ContactsService;
  making: LetterMaking;
}

/** What a letter about a case needs to know besides the facts. */
export interface LetterContext {
  caseId: string;
  locationId: string;
  home: { name: string; town: string | null };
  officer: { name: string; email: string };
  /** Null when no contact is recorded: the letter is addressed to the manager of the home. */
  contact: { name: string | null; email: string } | null;
  /** Names of the people of the case by their refs, as far as they are held. */
  people: ReadonlyMap<string, string>;
  /** What was written in the facts, which the rules read as marks. */
  texts: Texts;
  /** What the register says of the home. */
  site: RegisteredSite;
}

interface ContextRow {
  case_id: string;
  home: string;
  town: string | null;
  officer_name: string;
  officer_email: string;
  location_id: string;
  in_scope: boolean;
  postcode: string | null;
  ods_code: string | null;
}

/** Reads the letter contexts of many cases at once. */
export async function letterContexts(
  tx: Sql,
  { sealer, contacts }: Pick<Confidential, 'sealer' | 'contacts'>,
  caseIds: readonly string[],
): Promise<Map<string, LetterContext>> {
  const rows = await tx.query<ContextRow>(
    `SELECT c.id AS case_id, s.name AS home, s.town, o.name AS officer_name,
            o.email AS officer_email, s.location_id, s.in_scope, s.postcode, s.ods_code
       FROM application_case c
       JOIN site s USING (location_id)
       JOIN officer o ON o.id = c.officer_id
      WHERE c.id = ANY($1)`,
    [caseIds],
    'letter-contexts',
  );
  const people = await peopleOfCases(tx, sealer, caseIds);
  const texts = await textsOfCases(tx, sealer, caseIds);
  const contactOf = await contacts.current(
    rows.map((row) => row.location_id),
    tx,
  );
  return new Map(
    rows.map((row) => [
      row.case_id,
      {
        caseId: row.case_id,
        locationId: row.location_id,
        home: { name: row.home, town: row.town },
        officer: { name: row.officer_name, email: row.officer_email },
        contact: contactOf.get(row.location_id) ?? null,
        people: people.get(row.case_id)?.names() ?? new Map(),
        texts: texts.get(row.case_id) ?? new Texts(),
        site: { inScope: row.in_scope, postcode: row.postcode, odsCode: row.ods_code },
      },
    ]),
  );
}
