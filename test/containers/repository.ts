import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

export function exists(path: string): boolean {
  return existsSync(resolve(root, path));
}

export function contentOf(path: string): string {
  return readFileSync(resolve(root, path), 'utf8');
}

export function pathTo(path: string): string {
  return resolve(root, path);
}

/** The source file that the build turns into this one, `dist/…/main.js` into `…/main.ts`. */
export function sourceOf(builtFile: string): string {
  return builtFile.replace(/^dist\//, '').replace(/\.js$/, '.ts');
}

/** Says whether .dockerignore keeps a path from the builder. As there, the last match decides. */
export function isKeptOut(path: string): boolean {
  const parts = path.split('/');
  const itAndAbove = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  let keptOut = false;
  for (const line of contentOf('.dockerignore').split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue;
    const isException = line.startsWith('!');
    const pattern = asRegExp(isException ? line.slice(1) : line);
    if (itAndAbove.some((each) => pattern.test(each))) keptOut = !isException;
  }
  return keptOut;
}

function asRegExp(pattern: string): RegExp {
  const source = pattern
    .trim()
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, (wildcard) => {
      if (wildcard === '**/') return '(.*/)?';
      if (wildcard === '**') return '.*';
      return wildcard === '*' ? '[^/]*' : '[^/]';
    });
  return new RegExp(`^${source}$`);
}
