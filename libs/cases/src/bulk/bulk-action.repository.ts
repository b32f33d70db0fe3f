import { NotFound } from '@app/domain';
import type { Sealer, Sql } from '@app/platform';
import type { BulkAction } from './bulk-action';
import type { BulkState } from './bulk-rows';

/** A bulk action without its rows. Instants are ISO 8601 UTC. */
export interface BulkHead {
  id: string;
  /** Id of the officer who makes it. */
  madeBy: string;
  madeAt: string;
  state: BulkState;
  /** Counts previews. */
  revision: number;
  /** As `kindOf` names it; null until an action was chosen. */
  kind: string | null;
  /** How many were chosen that are not there for its officer. */
  notThere: number;
  confirmedAt: string | null;
  doneAt: string | null;
  undoneAt: string | null;
}

/** The head as it is read. */
export const headColumns = `id, made_by AS "madeBy", made_at AS "madeAt", state, revision, kind,
  not_there AS "notThere", confirmed_at AS "confirmedAt", done_at AS "doneAt",
  undone_at AS "undoneAt"`;

const noSuchAction = (): NotFound =>
  new NotFound('no-such-bulk', 'There is no such selection; choose the cases again.');

/** @param lock makes others who change it wait. @throws NotFound */
export async function readHead(sql: Sql, id: string, lock = false): Promise<BulkHead> {
  const [head] = await sql.query<BulkHead>(
    `SELECT ${headColumns} FROM bulk_action WHERE id = $1${lock ? ' FOR NO KEY UPDATE' : ''}`,
    [id],
    lock ? 'lock-bulk-action' : 'bulk-action',
  );
  if (!head) throw noSuchAction();
  return head;
}

/** For one officer: their own; a lead's are their own too. @throws NotFound */
export async function readOwnHead(
  sql: Sql,
  id: string,
  officerId: string,
  lock = false,
): Promise<BulkHead> {
  const head = await readHead(sql, id, lock);
  if (head.madeBy !== officerId) throw noSuchAction();
  return head;
}

const placeOf = (id: string): string => `bulk_action:sealed:${id}`;

export const sealAction = (sealer: Sealer, id: string, action: BulkAction): Buffer =>
  sealer.seal(placeOf(id), action);

/** What is to be done; null once it is done, or before it was chosen. */
export async function readAction(sql: Sql, sealer: Sealer, id: string): Promise<BulkAction | null> {
  const [row] = await sql.query<{ sealed: Buffer | null }>(
    'SELECT sealed FROM bulk_action WHERE id = $1',
    [id],
    'bulk-action-sealed',
  );
  return row?.sealed ? sealer.open<BulkAction>(placeOf(id), row.sealed) : null;
}
