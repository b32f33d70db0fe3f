import { audit, sealWaitingTexts } from '@app/history';
import {
  type ColumnStatus,
  type Database,
  keysStatus,
  openEverything,
  openKeys,
  rotateKeys,
  type Sealer,
} from '@app/platform';
import { progress } from '../progress';
import type { VerbContext } from './on-migrated';

const textsAtOnce = 500;

/**
 * Seals everything that is not sealed by FIELD_KEY anew, while api and worker run.
 * @returns the exit status: 1 when something is left to do, or cannot be opened
 */
export async function keysRotate({ config, db, interruption }: VerbContext): Promise<number> {
  const sealer = await openKeys(db, config);
  let isStopped = false;
  interruption.onFirst(() => {
    isStopped = true;
  });
  const texts = await sealTexts(db, sealer, () => isStopped);
  const { sealed, unopened, left } = await rotateKeys(db, sealer, {
    isStopped: () => isStopped,
    onBatch: (done) => progress(`${done.sealed} values sealed anew, now in ${done.table}`),
  });
  if (sealed + texts > 0)
    await audit(db, {
      action: 'keys-rotated',
      subject: `field-key:${sealer.keyId}`,
      details: { sealed: sealed + texts, left },
    });
  for (const place of unopened) process.stderr.write(`Cannot be opened: ${place}\n`);
  process.stdout.write(
    `${sealed + texts} values sealed anew, ${left} left, ${unopened.length} cannot be opened.\n`,
  );
  if (left > unopened.length)
    process.stdout.write('Something was written by the key before: run this again.\n');
  return left === 0 && unopened.length === 0 ? 0 : 1;
}

async function sealTexts(db: Database, sealer: Sealer, isStopped: () => boolean): Promise<number> {
  let sealed = 0;
  for (let more = 1; more > 0 && !isStopped(); sealed += more)
    more = await db.transaction((tx) => sealWaitingTexts(tx, sealer, textsAtOnce));
  return sealed;
}

/**
 * Prints which keys seal what, and whether every value opens with the keys given. Prints no key and
 * no value.
 * @returns the exit status: 1 when a value cannot be opened
 */
export async function keysStatusVerb(
  { config, db }: Pick<VerbContext, 'config' | 'db'>,
  { json = false }: { json?: boolean },
): Promise<number> {
  const sealer = await openKeys(db, config);
  const columns = await keysStatus(db);
  const { opened, erased, unopened } = await openEverything(db, sealer);
  const byOthers = columns.reduce((sum, column) => sum + sealedByOthers(column, sealer.keyId), 0);
  const status = { key: sealer.keyId, opened, erased, unopened, byOtherKeys: byOthers, columns };
  process.stdout.write(json ? `${JSON.stringify(status, null, 2)}\n` : inWords(status));
  return unopened.length === 0 ? 0 : 1;
}

const sealedByOthers = ({ byFieldKey }: ColumnStatus, keyId: string): number =>
  Object.entries(byFieldKey).reduce((sum, [id, count]) => (id === keyId ? sum : sum + count), 0);

function inWords(status: {
  key: string;
  opened: number;
  erased: number;
  unopened: string[];
  byOtherKeys: number;
  columns: ColumnStatus[];
}): string {
  const lines = status.columns
    .filter(({ byPersonKey, byFieldKey }) => byPersonKey > 0 || Object.keys(byFieldKey).length > 0)
    .map(({ table, column, byPersonKey, byFieldKey }) => {
      const parts = Object.entries(byFieldKey).map(([id, count]) => `${count} by field key ${id}`);
      if (byPersonKey > 0) parts.unshift(`${byPersonKey} by keys of persons`);
      return `${table}.${column}: ${parts.join(', ')}`;
    });
  const rest =
    status.byOtherKeys === 0
      ? 'No other field key is needed.'
      : `${status.byOtherKeys} values need another field key: run "caseload keys rotate".`;
  return [
    `FIELD_KEY has the id ${status.key}.`,
    ...lines,
    `${status.opened} values open, ${status.erased} were erased, ${status.unopened.length} cannot be opened.`,
    ...status.unopened.map((place) => `Cannot be opened: ${place}`),
    rest,
    '',
  ].join('\n');
}
