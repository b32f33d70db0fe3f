import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A picture of one page, or why there is none. */
export interface Shot {
  name: string;
  /** The route, or the state a page was brought into. */
  what: string;
  /** Null where no picture could be made: the practice caseload holds nothing of the kind. */
  files: readonly string[] | null;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Writes the page that shows all pictures, beside them. */
export function writeGallery(folder: string, shots: readonly Shot[]): void {
  const entries = shots.map(({ name, what, files }) => {
    const body = files
      ? files.map((file) => `<a href="${file}"><img src="${file}" alt="" loading="lazy"></a>`)
      : ['<p>The practice caseload holds nothing of the kind.</p>'];
    return `<section id="${name}"><h2>${escaped(what)}</h2>${body.join('\n')}</section>`;
  });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Pages of Caseload</title>
<style>body{font:1rem sans-serif;margin:2rem}img{border:1px solid #888;margin:0 1rem 1rem 0;max-height:40rem;vertical-align:top}</style>
</head><body><h1>Pages of Caseload</h1>
${entries.join('\n')}
</body></html>
`,
  );
}
