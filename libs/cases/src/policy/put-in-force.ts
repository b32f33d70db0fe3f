import type { Sql } from '@app/platform';
import {
  type PolicyVersion,
  type PolicyVersionRow,
  toVersion,
  versionColumns,
} from './policy-version';

/** Waits for whoever records or fires just now, and keeps others waiting until this one ends. */
export async function holdPolicyAlone(tx: Sql): Promise<void> {
  await tx.query('SELECT policy_alone()');
}

/** Makes a draft the version that holds, in place of the one before. */
export async function putInForce(
  tx: Sql,
  number: number,
  at: string,
  actor: string,
): Promise<PolicyVersion> {
  await tx.query("UPDATE policy_version SET status = 'superseded' WHERE status = 'published'");
  const rows = await tx.query<PolicyVersionRow>(
    `UPDATE policy_version SET status = 'published', published_at = $2, published_by = $3
      WHERE number = $1 RETURNING ${versionColumns}`,
    [number, at, actor],
  );
  if (!rows[0]) throw new Error('The policy version was not written.');
  return toVersion(rows[0]);
}
