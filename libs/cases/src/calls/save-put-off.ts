import { type CaseState, type Fact, putOff } from '@app/domain';
import type { Sql } from '@app/platform';

/** Whether this fact may change what Today leaves out until a day. */
export const changesCalls = ({ type }: Fact): boolean =>
  ['call-made', 'retracted', 'closed', 'reopened'].includes(type);

/** Writes what rests until a day because somebody rang about it, in the transaction of its fact. */
export async function savePutOff(tx: Sql, caseId: string, state: CaseState): Promise<void> {
  const rows = state.closed ? [] : putOff(state);
  await tx.query(
    `WITH said AS (
       SELECT * FROM unnest($2::text[], $3::date[], $4::timestamptz[]) AS s(matter, until, since)
     ), over AS (
       DELETE FROM put_off p WHERE p.case_id = $1 AND p.matter <> ALL($2))
     INSERT INTO put_off (case_id, matter, until, since)
     SELECT $1, s.matter, s.until, s.since FROM said s
     ON CONFLICT (case_id, matter) DO UPDATE SET until = EXCLUDED.until, since = EXCLUDED.since
       WHERE (put_off.until, put_off.since) IS DISTINCT FROM (EXCLUDED.until, EXCLUDED.since)`,
    [
      caseId,
      rows.map(({ matter }) => matter),
      rows.map(({ until }) => until),
      rows.map(({ since }) => since),
    ],
    'save-put-off',
  );
}
