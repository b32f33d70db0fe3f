import { peopleOfCases } from '@app/history';
import type { Sealer, Sql } from '@app/platform';
import type { ContactsService } from '@app/providers';

/** What opens and seals personal values. */
export interface Confidential {
  sealer: Sealer;
  contacts: ContactsService;
}

/** What a letter about a case needs to know besides the facts. */
export interface LetterContext {
  caseId: string;
  home: { name: string; town: string | null };
  officer: { name: string; email: string };
  /** Null when no contact is recorded: the letter is addressed to the manager of the home. */
  contact: { name: string | null; email: string } | null;
  /** Names of the people of the case by their refs, as far as they are held. */
  people: ReadonlyMap<string, string>;
  /** Recipients (`recipientOf`) for whom a routine letter has been written today. */
  lettersToday: ReadonlySet<string>;
}

interface ContextRow {
  case_id: string;
  home: string;
  town: string | null;
  officer_name: string;
  officer_email: string;
  location_id: string;
  letters_today: string[];
}

/** Reads the letter contexts of many cases at once. @param day today, Europe/London */
export async function letterContexts(
  tx: Sql,
  { sealer, contacts }: Confidential,
  caseIds: readonly string[],
  day: string,
): Promise<Map<string, LetterContext>> {
  const rows = await tx.query<ContextRow>(
    `SELECT c.id AS case_id, s.name AS home, s.town, o.name AS officer_name,
            o.email AS officer_email, s.location_id,
            ARRAY(SELECT p.recipient FROM letter_part p JOIN letter l ON l.id = p.letter_id
                   WHERE p.case_id = c.id AND p.withdrawn_at IS NULL AND l.day = $2 AND l.routine
                     AND l.status NOT IN ('withdrawn', 'refused')) AS letters_today
       FROM application_case c
       JOIN site s USING (location_id)
       JOIN officer o ON o.id = c.officer_id
      WHERE c.id = ANY($1)`,
    [caseIds, day],
    'letter-contexts',
  );
  const people = await peopleOfCases(tx, sealer, caseIds);
  const contactOf = await contacts.current(
    rows.map((row) => row.location_id),
    tx,
  );
  return new Map(
    rows.map((row) => [
      row.case_id,
      {
        caseId: row.case_id,
        home: { name: row.home, town: row.town },
        officer: { name: row.officer_name, email: row.officer_email },
        contact: contactOf.get(row.location_id) ?? null,
        people: people.get(row.case_id)?.names() ?? new Map(),
        lettersToday: new Set(row.letters_today),
      },
    ]),
  );
}
