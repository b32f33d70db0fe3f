import { Database } from '@app/platform';
import { buildOfficer } from '../../builders/register';
import { dropDatabase, makeDatabase } from '../bench-database';
import { copyCases } from '../cases/copy-cases';
import { modelCase } from '../cases/model-case';
import { Contestant } from '../contestant';
import { answerTo, postRequest, rateOf } from '../http/load';
import type { OurApi, Statement } from '../http/our-api';
import { type Bench, interleaved, timed } from '../measuring';
import { requestedOn } from '../morning';
import type { Recording } from './statements-alone';

const clients = 8;
const database = 'bench_facts';

/** By email there is nothing to arrive: five follow-ups, those of the passcode's validity. */
const fact = { type: 'otp-requested', on: requestedOn, channel: 'email' };

/** W1: a fact with five follow-ups over HTTP, against its transaction alone. */
export async function measureFacts({ size, report }: Bench): Promise<void> {
  const databaseUrl = await makeDatabase(database);
  const rounds = size.rounds + 1;
  const cases = await makeCases(databaseUrl, rounds * 2 * size.facts + 1);
  const api = new Contestant('http/our-api');
  const { port, token } = await api.call<OurApi>('start', {
    databaseUrl,
    officerId: cases.officerId,
  });
  const request = (caseId: string): string =>
    postRequest(
      `/api/v1/cases/${caseId}/facts`,
      { Authorization: `Bearer ${token}`, 'If-Match': '"v1"' },
      fact,
    );
  let used = 0;
  const some = (): string[] => cases.ids.slice(used, (used += size.facts));

  const ours = async (): Promise<number> => {
    const ids = some();
    const ask = (n: number): string => request(ids[n] ?? '');
    return rateOf({ port, clients, count: ids.length, status: 201, request: ask });
  };
  await ours();
  const [noted = ''] = cases.ids.slice(used++);
  await api.call('note');
  await answerTo(port, request(noted));
  const recording = recordingIn(await api.call<Statement[]>('noted'), noted);

  const alone = new Contestant('facts/statements-alone');
  await alone.call('start', { databaseUrl, clients, recording });
  const limit = async (): Promise<number> => {
    const ids = some();
    return ids.length / (await timed(() => alone.call('send', ids)));
  };
  await limit();
  report({
    figure: 'W1',
    unit: 'facts/s',
    rounds: await interleaved('W1', size.rounds, ours, limit),
  });
  await checkAll(databaseUrl, used);
  await api.stop();
  await alone.stop();
  await dropDatabase(database);
}

/** Cases just opened. */
async function makeCases(
  databaseUrl: string,
  count: number,
): Promise<{ officerId: string; ids: string[] }> {
  const db = new Database(databaseUrl, { max: 1 });
  try {
    const officerId = await buildOfficer(db);
    const model = await modelCase(databaseUrl, officerId, `${requestedOn}T09:00:00Z`, []);
    await db.transaction((tx) => copyCases(tx, { model, first: 1, count }));
    await db.query('VACUUM ANALYZE');
    const rows = await db.query<{ id: string }>('SELECT id FROM application_case WHERE id <> $1', [
      model,
    ]);
    return { officerId, ids: rows.map((r) => r.id) };
  } finally {
    await db.close();
  }
}

/** Of everything one request asked of the database, the transaction that recorded the fact. */
function recordingIn(statements: readonly Statement[], caseId: string): Recording {
  const write = statements.findIndex(({ name }) => name === 'append-facts');
  const begin = statements.findLastIndex(({ text }, n) => n < write && text.startsWith('BEGIN'));
  const end = statements.findIndex(({ text }, n) => n > write && text === 'COMMIT');
  const factId = (statements[write]?.values[2] as string[] | undefined)?.[0];
  if (write < 0 || begin < 0 || end < 0 || !factId)
    throw new Error('The transaction that records a fact was not found among its statements.');
  return { statements: statements.slice(begin, end + 1), caseId, factId };
}

/** Both ways have done the whole work for every case. */
async function checkAll(databaseUrl: string, recorded: number): Promise<void> {
  const db = new Database(databaseUrl, { max: 1 });
  const [row] = await db.query<{ cases: number; followUps: number }>(
    `SELECT (SELECT count(*)::int FROM application_case WHERE version = 2) AS cases,
            (SELECT count(*)::int FROM follow_up) AS "followUps"`,
  );
  await db.close();
  if (row?.cases !== recorded || row.followUps !== 5 * recorded)
    throw new Error(`${recorded} facts made ${JSON.stringify(row)}.`);
}
