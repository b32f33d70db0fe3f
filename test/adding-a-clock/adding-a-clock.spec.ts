import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const page = readFileSync(join(root, 'docs/adding-a-clock.md'), 'utf8');

/** The code blocks of the page that begin with these words. */
function block(opening: string): string {
  const found = page.split('```').filter((part) => part.startsWith(`${opening}\n`));
  if (found.length !== 1) throw new Error(`The page has ${found.length} blocks "${opening}".`);
  return found[0]!.slice(opening.length + 1);
}

/** A copy of the rules, with what they need to be compiled and run, in a directory of its own. */
function copyOfTheRules(): string {
  const at = mkdtempSync(join(tmpdir(), 'a-new-clock-'));
  const isNoTest = (path: string): boolean => !path.endsWith('.spec.ts');
  cpSync(join(root, 'libs/domain/src'), join(at, 'src'), { recursive: true, filter: isNoTest });
  symlinkSync(join(root, 'node_modules'), join(at, 'node_modules'));
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: object;
  };
  const options = { ...compilerOptions, noEmit: true, types: ['node'], paths: {}, rootDir: '.' };
  writeFileSync(
    join(at, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, include: ['src'] }),
  );
  return at;
}

/** Adds a text after the one place where another stands. */
function addAfter(file: string, place: string, text: string): void {
  const [before, after, ...others] = readFileSync(file, 'utf8').split(place);
  if (after === undefined || others.length > 0) throw new Error(`${file} has no one "${place}".`);
  writeFileSync(file, `${before}${place}\n${text}${after}`);
}

function run(command: string, args: string[], cwd: string): string {
  const bin = join(root, 'node_modules/.bin', command);
  const { stdout, stderr, status } = spawnSync(bin, args, { cwd, encoding: 'utf8' });
  return status === 0 ? stdout : `${status ?? 'killed'}: ${stdout}${stderr}`;
}

let copy: string;
const file = (name: string): string => join(copy, 'src', name);

function followThePage(): void {
  writeFileSync(file('clocks/first-opening.ts'), block('ts'));
  addAfter(file('policy.ts'), 'ladders: z.strictObject({', block('ts policy-schema'));
  const shipped = 'reviewAfterWorkingDays: 10,\n  ladders: {';
  addAfter(file('policy.ts'), shipped, block('ts policy-ladder'));
}

const addTheLine = (): void => {
  const clocks = file('clocks/all-clocks.ts');
  addAfter(clocks, "import { activation } from './activation';", block('ts import'));
  addAfter(clocks, 'const clocks: Record<ClockName, CaseClock> = {', block('ts line'));
};

describe('what the page says about a new clock', () => {
  beforeAll(() => void (copy = copyOfTheRules()));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('a ladder without its clock is caught by the types', () => {
    followThePage();
    expect(run('tsc', [], copy)).toContain('\'"first-opening"\' is missing');
  }, 120_000);

  it('with its line nothing else has to change, and it is simulated', () => {
    addTheLine();
    expect(run('tsc', [], copy)).toBe('');
    writeFileSync(
      join(copy, 'simulate.ts'),
      `import { readSimulation, simulate, workingCalendar } from './src';
      const ann = (type, on) => ({ type, on, person: 'Ann' });
      const input = { asOf: '2026-11-02T08:00:00Z', until: '2027-02-01T00:00:00Z', facts: [
        ann('account-created', '2026-11-02'), ann('account-activated', '2026-11-03'),
        ann('mailbox-opened', '2026-11-10') ] };
      const { followUps } = simulate(readSimulation(input, workingCalendar([])));
      const mine = followUps.filter((f) => f.clock === 'first-opening');
      console.log(JSON.stringify(mine.map((f) => [f.rung, f.outcome, f.sendAt, f.basis[0]])));`,
    );
    expect(JSON.parse(run('tsx', ['simulate.ts'], copy))).toEqual([
      [
        'day-4',
        'sent',
        '2026-11-09T09:00:00Z',
        'Ann activated the account on Tuesday 3 November 2026.',
      ],
      [
        'day-7',
        'superseded',
        '2026-11-10T09:00:00Z',
        'Ann activated the account on Tuesday 3 November 2026.',
      ],
    ]);
  }, 120_000);
});
