import type { PersonExport } from '@app/cases';
import { csvOf } from '@app/providers';
import { momentWords } from '../words/when';

/** A file that is given out. */
export interface ExportFile {
  name: string;
  type: string;
  content: string;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** A page that reads without anything else: no script, no style from elsewhere. */
function asHtml(held: PersonExport): string {
  const parts = [...new Set(held.lines.map(({ part }) => part))];
  const sections = parts.map((part) => {
    const lines = held.lines.filter((line) => line.part === part);
    const items = lines.map(
      ({ when, home, what, text }) =>
        `<article><h3>${escaped([when.slice(0, 10), home, what].filter(Boolean).join(' – '))}</h3><pre>${escaped(text)}</pre></article>`,
    );
    return `<section><h2>${escaped(part)}</h2>${items.join('\n')}</section>`;
  });
  const note = held.othersTakenOut
    ? '<p>Other people who are named have been left out: [erased].</p>'
    : '';
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>What we hold about you</title>
<style>body{font:1rem/1.5 sans-serif;max-width:44em;margin:2em auto;padding:0 1em}pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}</style></head>
<body><h1>What we hold about you</h1>
<p>${escaped([...held.names, ...held.emails, ...held.mobiles].join(', '))}</p>
<p>Made on ${escaped(momentWords(held.madeAt))}.</p>${note}
${sections.join('\n')}
</body></html>
`;
}

const asCsv = (held: PersonExport): string =>
  csvOf([
    ['part', 'when', 'home', 'what', 'text'],
    ...held.lines.map(({ part, when, home, what, text }) => [part, when, home, what, text]),
  ]);

/**
 * The export as a file: a page to read unless `csv` or `json` is asked for. Its name says nothing of
 * the person.
 */
export function exportAs(format: string, held: PersonExport): ExportFile {
  const name = `what-we-hold-${held.madeAt.slice(0, 10)}`;
  if (format === 'csv')
    return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', content: asCsv(held) };
  if (format === 'json')
    return {
      name: `${name}.json`,
      type: 'application/json; charset=utf-8',
      content: `${JSON.stringify(held, null, 2)}\n`,
    };
  return { name: `${name}.html`, type: 'text/html; charset=utf-8', content: asHtml(held) };
}
