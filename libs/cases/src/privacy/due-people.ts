import { endsOf, keptPeopleOf, londonDay, personDue } from '@app/domain';
import { factsOfCases } from '@app/history';
import type { Sealer, Sql } from '@app/platform';
import { Temporal } from 'temporal-polyfill';
import type { DueItem } from './due-item';
import { type Held, isPersonHeld } from './held';

interface Row {
  caseId: string;
  home: string;
  ref: string;
  hasContact: boolean;
  hasName: boolean;
  recordedAt: string;
}

/** So many cases are read at a time. */
const batchSize = 200;

/**
 * Account holders whose private details, or names, are due by a day. Only cases that went live or were
 * closed are read, and of these only the people of whom something is left.
 * @param upTo `YYYY-MM-DD`, itself included
 * @param caseId of this case alone; null: of all
 */
export async function duePeople(
  sql: Sql,
  sealer: Sealer,
  held: Held,
  upTo: string,
  caseId: string | null = null,
): Promise<DueItem[]> {
  const rows = await sql.query<Row>(
    `SELECT p.case_id AS "caseId", s.name AS home, p.ref, max(f.recorded_at) AS "recordedAt",
            count(p.mobile) + count(p.email) + count(p.address_key) > 0 AS "hasContact",
            count(p.name) + count(p.job) > 0 AS "hasName"
       FROM case_person p JOIN application_case c ON c.id = p.case_id
       JOIN fact f ON f.case_id = p.case_id AND f.seq = p.seq JOIN site s USING (location_id)
      WHERE (NOT c.open OR c.stage IN ('live', 'aftercare'))
        AND num_nonnulls(p.name, p.mobile, p.email, p.job, p.address_key) > 0
        AND (NOT c.open OR num_nonnulls(p.mobile, p.email, p.address_key) > 0)
        AND ($1::uuid IS NULL OR p.case_id = $1)
      GROUP BY p.case_id, s.name, p.ref ORDER BY p.case_id, p.ref`,
    [caseId],
  );
  const ids = [...new Set(rows.map(({ caseId }) => caseId))];
  const due: DueItem[] = [];
  for (let at = 0; at < ids.length; at += batchSize) {
    const batch = ids.slice(at, at + batchSize);
    const facts = await factsOfCases(sql, sealer, batch);
    for (const id of batch) {
      const ends = endsOf(facts.get(id) ?? []);
      const people = new Map(keptPeopleOf(facts.get(id) ?? []).map((p) => [p.ref, p]));
      for (const row of rows.filter((one) => one.caseId === id)) {
        const { ref, home } = row;
        // Whom only facts speak of that were retracted counts from when these were recorded.
        const recordedOn = londonDay(Temporal.Instant.from(row.recordedAt)).toString();
        const person = people.get(ref) ?? { ref, namedOn: recordedOn, accountOn: null };
        const { contact, name } = personDue(person, ends);
        const item = { subject: `case:${id}:${ref}`, caseId: id, home };
        const isHeld = isPersonHeld(held, id, ref);
        const namesGo = row.hasName && name !== null && name <= upTo;
        if (row.hasContact && contact !== null && contact <= upTo && !(namesGo && name <= contact))
          due.push({ ...item, kind: 'account-contact', dueOn: contact, held: isHeld });
        if (namesGo) due.push({ ...item, kind: 'account-names', dueOn: name, held: isHeld });
      }
    }
  }
  return due;
}
