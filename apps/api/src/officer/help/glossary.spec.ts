import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { glossary, glossaryWord } from './glossary';

/** What docs/glossary.md says of each word, without its marks. */
const written = new Map(
  readFileSync(join(__dirname, '../../../../../docs/glossary.md'), 'utf8')
    .split('\n')
    .map((line) => /^\| \*\*(.+?)\*\*[^|]*\| (.+) \|$/.exec(line))
    .flatMap((row) => (row ? [[row[1] ?? '', plain(row[2] ?? '')] as const] : [])),
);

/** Without emphasis, without names of the code in brackets, and without the links at the end. */
function plain(text: string): string {
  return text
    .replaceAll(/ ?\[[A-Z][a-z]+\]\([^)]*\)/g, '')
    .replaceAll(/ \(`[^)]*\)/g, '')
    .replaceAll('**', '')
    .replaceAll("'", '’')
    .trim();
}

describe('the glossary officers read', () => {
  it.each(glossary.map(({ word, meaning }) => [word, meaning]))(
    'says of %s what docs/glossary.md says',
    (word, meaning) => {
      expect(written.get(word)).toBe(meaning);
    },
  );

  it('gives each word a part of the page', () => {
    expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length);
    expect(glossaryWord('CQC contact ID').id).toBe('cqc-contact-id');
  });

  it('explains no word it does not have', () => {
    expect(() => glossaryWord('Reconcile')).toThrow('does not explain “Reconcile”');
  });
});
