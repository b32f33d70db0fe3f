import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accounts, ordinary, type TestAccount } from '../harness/accounts';
import { outcome, SmallProject } from '../harness/small-project';

// Real: our scripts, npm, the processes. Doubles: the packages and the compiler, which are tiny.

jest.setTimeout(60_000);

const installed = /Installing packages .* …\nPackages installed in \d+\.\d s\.\n/;
const built = /Building …\nBuilt in \d+\.\d s\.\n$/;

let project: SmallProject;
beforeEach(() => {
  project = new SmallProject(accounts[0] as TestAccount);
});
afterEach(() => project.remove());

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 2_000 && !condition(); i++) await new Promise((done) => setTimeout(done, 10));
  expect(condition()).toBe(true);
}

describe('a fresh clone', () => {
  it('installs and builds at the first command, and at the second nothing', async () => {
    const first = await project.caseload('doctor', '--json');
    expect(first).toMatchObject({ code: 0, out: 'first doctor --json\n' });
    expect(first.err).toMatch(installed);
    expect(first.err).toMatch(built);
    expect(await project.caseload('audit')).toEqual({
      code: 0,
      signal: null,
      out: 'first audit\n',
      err: '',
    });
    expect(project.builds()).toBe(1);
  });

  it('builds again when a source changes, but not for a test', async () => {
    await project.caseload();
    project.write('libs/a.spec.ts', 'a test');
    expect((await project.caseload()).err).toBe('');
    project.write('apps/main.ts', 'second');
    const { out, err } = await project.caseload();
    expect(out).toBe('second\n');
    expect(err).toMatch(/^Building …\nBuilt in/);
    project.write('migrations/b.ts', '');
    expect((await project.caseload()).err).toMatch(/^Building/);
  });

  it('builds on request', async () => {
    await project.run(['scripts/prepare.mjs']);
    await project.run(['scripts/prepare.mjs']);
    expect(project.builds()).toBe(1);
    await project.run(['scripts/prepare.mjs', '--build']);
    expect(project.builds()).toBe(2);
  });

  it('installs again when package-lock.json changes', async () => {
    await project.caseload();
    project.append('package-lock.json', '\n');
    // npm's own note of what is installed still matches, so nothing needs to be done.
    expect((await project.caseload()).err).toMatch(/^Building/);
    project.needUnknownPackage();
    expect((await project.caseload()).err).toMatch(/^Updating packages …\n/);
  });

  it('knows packages that were installed by hand', async () => {
    await project.run([npmCli(), 'ci']);
    expect((await project.caseload()).err).toMatch(/^Building …\nBuilt in/);
  });

  it('is made ready once by two commands at the same time', async () => {
    project.write('build-ms', '300');
    const all = await Promise.all([1, 2, 3].map((n) => project.caseload(String(n))));
    expect(all.map(({ code, out }) => [code, out])).toEqual([
      [0, 'first 1\n'],
      [0, 'first 2\n'],
      [0, 'first 3\n'],
    ]);
    const said = all.map(({ err }) => err).join('');
    expect(said.match(/Packages installed/g)).toHaveLength(1);
    expect(
      said.match(/Waiting for process \d+, which is installing or building here/g),
    ).toHaveLength(2);
    expect(project.builds()).toBe(1);
  });

  it('is made ready again after kill -9 in the middle of a build', async () => {
    await project.caseload();
    project.write('apps/main.ts', 'second');
    project.write('build-ms', '700');
    const broken = project.spawn(['scripts/caseload.mjs']);
    const end = outcome(broken);
    await until(() => project.builds() === 2);
    broken.kill('SIGKILL');
    await end;
    project.write('build-ms', '0');
    expect(await project.caseload()).toMatchObject({ code: 0, out: 'second\n' });
    expect(project.builds()).toBe(3);
  });

  it('stops what it runs when it is told to end', async () => {
    await project.caseload();
    project.write('apps/main.ts', 'second');
    project.write('build-ms', '20000');
    const ended = project.spawn(['scripts/caseload.mjs']);
    const end = outcome(ended);
    await until(() => project.builds() === 2);
    ended.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 143, out: '' });
  });
});

describe('one sentence', () => {
  it('says where the build stopped, after what the compiler said', async () => {
    project.write('broken', '');
    const ran = await project.caseload();
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(
      /main\.ts:3 does not compile\nThe build stopped at "node \S+nest\.js build --all", as told above: put that right and run this again\.\n$/,
    );
    expect(existsSync(join(project.path, 'dist/.built-from'))).toBe(false);
  });

  it('says that the registry cannot be reached', async () => {
    project.needUnknownPackage();
    const { code, err } = await project.caseload();
    expect(code).toBe(1);
    expect(err.split('\n').slice(1)).toEqual([
      'The packages could not be fetched, because the npm registry cannot be reached ' +
        "(ECONNREFUSED): check the internet connection or npm's proxy setting and run this again.",
      '',
    ]);
  });

  it('says that package.json and package-lock.json do not agree', async () => {
    project.write('other/package.json', '{"name":"other","version":"1.0.0"}');
    const dependencies = { '@nestjs/cli': 'file:compiler', other: 'file:other' };
    project.write('package.json', JSON.stringify({ dependencies }));
    const { code, err } = await project.caseload();
    expect(code).toBe(1);
    expect(err).toMatch(/npm ci says: .*in sync.*\): put that right and run this again\.\n$/);
  });

  it.each([
    ['npm error code ENOSPC\nnpm error nospc no space left on device', 'is full: free about 1 GB'],
    ['npm ERR! code EACCES\nnpm ERR! path /home/ann/.npm', 'You may not write in /home/ann/.npm:'],
    ['npm error code ENOTFOUND\nnpm error network', 'cannot be reached (ENOTFOUND)'],
    ['npm error code EINTEGRITY\nnpm error sha512-x integrity', 'npm ci says: sha512-x integrity)'],
    ['', 'npm ci says: nothing)'],
  ])('says what npm meant by %j', async (output, sentence) => {
    const script = `import { whyNpmFailed } from ${JSON.stringify(join(project.path, 'scripts/prepare/packages.mjs'))};
      console.log(whyNpmFailed(${JSON.stringify(output)}, '/x').message);`;
    const { out } = await project.run(['--input-type=module', '-e', script]);
    expect(out).toContain(sentence);
    expect(out.split('\n')).toHaveLength(2);
  });

  it('says which Node.js is needed, and lets those that will do pass', async () => {
    const script = `import { checkNode } from ${JSON.stringify(join(project.path, 'scripts/prepare/node-version.mjs'))};
      for (const version of process.argv.slice(1))
        try { checkNode(version); console.log(version); } catch (e) { console.log(e.message); }`;
    const versions = ['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.1.0', '30.0.0'];
    const old = ['12.22.12', '18.20.4', '20.18.9', '21.7.3', '22.11.0'];
    const { out } = await project.run(['--input-type=module', '-e', script, ...versions, ...old]);
    const lines = out.trim().split('\n');
    expect(lines.slice(0, versions.length)).toEqual(versions);
    const refusals = lines.slice(versions.length);
    expect(refusals[1]).toBe(
      'Caseload needs Node.js 20.19 or newer, found 18.20.4: install Node.js 24 from ' +
        'https://nodejs.org and run this again.',
    );
    for (const [at, version] of old.entries())
      expect(refusals[at]).toMatch(
        new RegExp(`^Caseload needs Node\\.js 20\\.19 or newer.*, found ${version}: install`),
      );
  });

  it('can be said by an old Node.js: the scripts use no newer syntax than it reads', () => {
    const files = ['prepare.mjs', 'caseload.mjs'].concat(
      ['build', 'lock', 'node-version', 'packages', 'refusal', 'run', 'say'].map(
        (name) => `prepare/${name}.mjs`,
      ),
    );
    for (const file of files) {
      const text = readFileSync(join(project.path, 'scripts', file), 'utf8');
      // Optional chaining, ??, ??= and node: imports came after Node 12; so did named imports from
      // modules that lack the name, so only default ones are taken from Node's own.
      expect(text).not.toMatch(
        /\?\.|\?\?|from 'node:|import \{[^}]*\} from '(fs|crypto|path)'|^await /m,
      );
    }
  });

  if (ordinary)
    it('says which folder an ordinary user may not write in', async () => {
      const foreign = new SmallProject(ordinary as TestAccount);
      chmodSync(foreign.path, 0o555);
      const { code, err } = await foreign.caseload();
      chmodSync(foreign.path, 0o755);
      foreign.remove();
      expect(code).toBe(1);
      expect(err).toMatch(
        /^You may not write in \S+: give your user account write permission there, or clone Caseload into a folder of your own, and run this again\.\n$/,
      );
    });
});

function npmCli(): string {
  const real = join(process.execPath, '../../lib/node_modules/npm/bin/npm-cli.js');
  return process.env.npm_execpath ?? real;
}
