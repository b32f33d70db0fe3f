import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const checkout = resolve(__dirname, '../..');
const text = readFileSync(resolve(checkout, 'docs/asvs.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(resolve(checkout, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

interface Item {
  id: string;
  level: string;
  verdict: string;
  where: string;
}

const cellsOf = (line: string): string[] =>
  line.split(' | ').map((c) => c.replace(/^\| | \|$/g, ''));
const items: Item[] = text
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line))
  .map((line) => {
    const [id = '', level = '', , verdict = '', where = ''] = cellsOf(line);
    return { id, level, verdict, where };
  });

/** What a row names: files and folders of the repository, commands, settings. */
const named = ({ where }: Item): string[] =>
  [...where.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '');
const isPath = (name: string): boolean => /^[\w.-]+\/[\w./-]+$/.test(name) || /\.md$/.test(name);
const commandOf = (name: string): string | undefined => /^npm run ([\w:-]+)/.exec(name)?.[1];

describe('the table of ASVS 5.0', () => {
  it('has every item once, of level 1 and 2', () => {
    expect(new Set(items.map((i) => i.id)).size).toBe(items.length);
    expect(items.filter((i) => i.level === '1')).toHaveLength(70);
    expect(items.filter((i) => i.level === '2')).toHaveLength(183);
    expect(items.filter((i) => i.level === '3').map((i) => i.id)).toEqual(['1.2.10']);
  });

  it('counts them rightly', () => {
    for (const level of ['1', '2', '3']) {
      const counts = ['test', 'review', 'not applicable', 'open'].map(
        (verdict) => items.filter((i) => i.level === level && i.verdict === verdict).length,
      );
      const all = items.filter((i) => i.level === level).length;
      expect(text).toContain(`| ${level} | ${all} | ${counts.join(' | ')} |`);
    }
  });

  it('names only what is there', () => {
    const missing = items.flatMap((item) =>
      named(item)
        .filter((name) => {
          const command = commandOf(name);
          if (command) return !(command in scripts);
          return isPath(name) && !existsSync(resolve(checkout, name));
        })
        .map((name) => `${item.id}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('names a test, a command or a reason for each', () => {
    const bare = items.filter((item) =>
      item.verdict === 'test'
        ? !named(item).some((name) => isPath(name) || commandOf(name))
        : item.where.length < 6,
    );
    expect(bare.map((i) => i.id)).toEqual([]);
  });

  it('leaves nothing of level 1 open but what is said, and closes 170 of level 2', () => {
    const open = items.filter((i) => i.verdict === 'open');
    expect(open.map((i) => i.id)).toEqual(['5.4.3', '12.3.1', '15.2.1']);
    expect(items.filter((i) => i.level === '2' && i.verdict !== 'open').length).toBeGreaterThan(
      170,
    );
  });
});
