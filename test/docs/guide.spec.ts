import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const guide = readFileSync(join(root, 'docs/guide.md'), 'utf8');

/** Everything the pages may say: their templates, and the words that go into them. */
function wordsOfPages(): string {
  const api = join(root, 'apps/api');
  return readdirSync(api, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(njk|ts)$/.test(name) && !/spec\.ts$/.test(name))
    .map((name) => readFileSync(join(api, name), 'utf8'))
    .join('\n')
    .replaceAll(/<span class="nhsuk-u-visually-hidden">.*?<\/span>/g, '');
}

/** What the guide says stands on a page; what it stresses for itself ends with a mark. */
const quoted = [...guide.matchAll(/\*\*([^*]+)\*\*/g)]
  .map(([, text]) => text ?? '')
  .filter((text) => !isOwn(text));

/** Headings within a paragraph, which no page has. */
function isOwn(text: string): boolean {
  return /^(If there are|Invite|Check|Open it|People|Proof|Submit|NHSmail replies|Accounts|Live|Why that|Something recorded|What did we)/.test(
    text,
  );
}

describe('the guide for officers', () => {
  it('names buttons, links and headings as the pages do', () => {
    const words = wordsOfPages();
    expect(quoted.length).toBeGreaterThan(60);
    expect([...new Set(quoted)].filter((text) => !words.includes(text))).toEqual([]);
  });

  it('shows pictures that are there, and small', () => {
    const pictures = [...guide.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) =>
      join(root, 'docs', path ?? ''),
    );
    expect(pictures.length).toBeGreaterThan(3);
    expect(pictures.filter((path) => !existsSync(path))).toEqual([]);
    expect(pictures.filter((path) => statSync(path).size > 150_000)).toEqual([]);
  });
});
