import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** What the script says of licences, in a process of its own: it is no part of the program. */
function areAllowed(expressions: readonly string[]): boolean[] {
  const code = `import { isAllowed } from './scripts/licences.mjs';
    console.log(JSON.stringify(${JSON.stringify(expressions)}.map(isAllowed)));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root });
  return JSON.parse(said.toString()) as boolean[];
}

it('allows what asks for no more than a name, and one of two where there is a choice', () => {
  const good = ['MIT', '(MIT OR EUPL-1.1+)', 'GPL-3.0-only OR ISC', 'MIT AND ISC', 'MIT*'];
  const bad = [
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'MIT AND GPL-2.0-only',
    'UNLICENSED',
    'UNKNOWN',
    'SSPL-1.0',
    '',
  ];
  expect(areAllowed([...good, ...bad])).toEqual([...good.map(() => true), ...bad.map(() => false)]);
});
