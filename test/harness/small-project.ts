import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { folderOf, type TestAccount } from './accounts';

const checkout = resolve(__dirname, '../..');

/** In place of the Nest CLI: notes that it ran, takes its time, and writes a program. */
const compiler = `
const fs = require('fs');
fs.appendFileSync('builds.log', 'build\\n');
if (fs.existsSync('broken')) { console.error('main.ts:3 does not compile'); process.exit(1); }
const source = fs.readFileSync('apps/main.ts', 'utf8').trim();
setTimeout(() => {
  // Left behind by a kill -9 while its folder went: making folders there would never end.
  if (!fs.existsSync('apps')) return;
  fs.mkdirSync('dist/apps/caseload/src', { recursive: true });
  fs.writeFileSync('dist/apps/caseload/src/main.js',
    'console.log(' + JSON.stringify(source) + ', ...process.argv.slice(2));');
}, Number(fs.readFileSync('build-ms', 'utf8')));
`;

const packageJson = {
  name: 'small',
  version: '1.0.0',
  private: true,
  scripts: { caseload: 'node scripts/caseload.mjs' },
  dependencies: { '@nestjs/cli': 'file:compiler' },
};

const packageLock = {
  name: 'small',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'small', version: '1.0.0', dependencies: packageJson.dependencies },
    compiler: { name: '@nestjs/cli', version: '1.0.0' },
    'node_modules/@nestjs/cli': { resolved: 'compiler', link: true },
  },
};

export interface Ran {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/**
 * A checkout with our scripts, but with one small package and one source file, so that installing
 * and building it takes no network and no time.
 */
export class SmallProject {
  private readonly folder: ReturnType<typeof folderOf>;
  readonly path: string;

  constructor(private readonly account: TestAccount) {
    this.folder = folderOf(account);
    this.path = join(this.folder.path, 'small');
    for (const name of ['prepare.mjs', 'caseload.mjs', 'prepare'])
      cpSync(join(checkout, 'scripts', name), join(this.path, 'scripts', name), {
        recursive: true,
      });
    this.write('package.json', JSON.stringify(packageJson));
    this.write('package-lock.json', JSON.stringify(packageLock));
    this.write('.npmrc', 'ignore-scripts=true\n');
    this.write('nest-cli.json', '{}');
    this.write('tsconfig.json', '{}');
    this.write('apps/main.ts', 'first');
    this.write('libs/a.ts', '');
    this.write('migrations/a.ts', '');
    this.write('compiler/package.json', '{"name":"@nestjs/cli","version":"1.0.0"}');
    this.write('compiler/bin/nest.js', compiler);
    this.write('build-ms', '0');
    if (account.ids) chownSync(this.path, account.ids.uid, account.ids.gid);
  }

  write(name: string, content: string): void {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  append(name: string, content: string): void {
    appendFileSync(join(this.path, name), content);
  }

  /** Makes package-lock.json ask for a package that is nowhere to be had. */
  needUnknownPackage(): void {
    const lock = structuredClone(packageLock) as { packages: Record<string, object> };
    const dependencies = { ...packageJson.dependencies, nowhere: '1.0.0' };
    lock.packages[''] = { ...packageLock.packages[''], dependencies };
    lock.packages['node_modules/nowhere'] = {
      version: '1.0.0',
      resolved: 'http://127.0.0.1:1/nowhere/-/nowhere-1.0.0.tgz',
    };
    this.write('package.json', JSON.stringify({ ...packageJson, dependencies }));
    this.write('package-lock.json', JSON.stringify(lock));
  }

  builds(): number {
    try {
      return readFileSync(join(this.path, 'builds.log'), 'utf8').split('\n').length - 1;
    } catch {
      return 0;
    }
  }

  spawn(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_)/.test(name));
    return spawn(process.execPath, args, {
      cwd: this.path,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...Object.fromEntries(inherited), npm_config_fetch_retries: '0', ...env },
      ...this.account.ids,
    });
  }

  async run(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    return await outcome(this.spawn(args, env));
  }

  /** `npm run caseload -- WORDS`, without npm itself. */
  async caseload(...words: string[]): Promise<Ran> {
    return await this.run(['scripts/caseload.mjs', ...words]);
  }

  remove(): void {
    this.folder.remove();
  }
}

export async function outcome(child: ChildProcess): Promise<Ran> {
  const ran: Ran = { code: null, signal: null, out: '', err: '' };
  child.stdout?.on('data', (text: Buffer) => {
    ran.out += text.toString();
  });
  child.stderr?.on('data', (text: Buffer) => {
    ran.err += text.toString();
  });
  [ran.code, ran.signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return ran;
}
