import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileFiles } from './hostile-files';
import type { Cost } from './reading-child';

const mostMs = 5000;
const mostMegabytes = 256;
/** Timers of the process that reads are hardly late: its pages stay quick. */
const mostLateMs = 50;

let child: ChildProcess;
let folder: string;
const costs: (Cost & { name: string })[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-hostile-'));
  child = fork(join(__dirname, 'reading-child.ts'), { execArgv: ['--require', 'tsx/cjs'] });
});
afterAll(() => {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
  const lines = costs.map(
    (c) =>
      `${c.name.padEnd(44)} ${c.outcome.padEnd(18)} ${String(c.ms).padStart(5)} ms ` +
      `${String(c.memoryMegabytes).padStart(4)} MB, late ${c.lateMs} ms (at most ${c.latestMs})`,
  );
  process.stdout.write(`${lines.join('\n')}\n${costs.length} hostile files\n`);
});

function read(path: string): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`The child ended with ${code}.`));
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer as Cost);
    });
    child.send(path);
  });
}

it('there are enough of them', () => {
  expect(hostileFiles.length).toBeGreaterThanOrEqual(24);
  expect(new Set(hostileFiles.map((f) => f.name)).size).toBe(hostileFiles.length);
});

describe('a hostile file costs little and is answered in a sentence:', () => {
  it.each(hostileFiles.map((f) => [f.name, f] as const))('%s', async (name, { outcome, make }) => {
    const own = mkdtempSync(join(folder, 'f-'));
    const path = make(own);
    const first = await read(path);
    // Once more when the machine was busy with something else.
    const cost = first.ms <= mostMs ? first : await read(path);
    rmSync(own, { recursive: true });
    costs.push({ name, ...cost });
    expect(cost.outcome).toBe(outcome);
    if (cost.outcome !== 'parsed') expect(cost.message).toMatch(/^[A-Z“].*[.?]$/);
    expect(cost.ms).toBeLessThanOrEqual(mostMs);
    expect(cost.memoryMegabytes).toBeLessThanOrEqual(mostMegabytes);
    expect(cost.lateMs).toBeLessThanOrEqual(mostLateMs);
  });
});
