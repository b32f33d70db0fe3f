import { decodeEntities } from './html-entities';

/** What separates a quoted letter from the answer in most HTML dialects. */
const rule = `\u0002${'_'.repeat(32)}\u0002`;

/** Where a block begins or ends; a line break inside one is a plain `\\n`. */
const edge = '\u0002';

const blocks = new Set(
  'p div tr li ul ol h1 h2 h3 h4 h5 h6 table blockquote hr section article pre dd dt'.split(' '),
);
const unseen = new Set(['script', 'style', 'title', 'template', 'svg']);

/**
 * The text of an HTML part, for reading only: nothing is run, fetched or kept as HTML. Quoted
 * blocks get `> ` before each line and the dividers of Outlook become a line of underscores, so that
 * one set of rules finds the quoted letter in either kind of part. One pass over the text.
 */
export function htmlToText(html: string): string {
  const lower = html.toLowerCase();
  const out: string[] = [];
  let depth = 0;
  let isTight = false;
  let at = 0;
  const put = (text: string): void => void out.push(text);
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      put(flow(html.slice(at)));
      break;
    }
    if (open > at) put(flow(html.slice(at, open)));
    if (lower.startsWith('<!--', open)) {
      at = after(lower, '-->', open + 4);
      continue;
    }
    const close = html.indexOf('>', open);
    if (close < 0) break;
    const tag = lower.slice(open + 1, Math.min(close, open + 2_000));
    const name = /^\/?([a-z][a-z0-9]*)/.exec(tag)?.[1] ?? '';
    at = close + 1;
    if (name === '') {
      if (!/^[!?/]/.test(tag)) {
        put('<');
        at = open + 1;
      }
      continue;
    }
    if (unseen.has(name) && !tag.startsWith('/') && !tag.endsWith('/')) {
      at = after(lower, `</${name}`, at);
      at = after(lower, '>', at);
      continue;
    }
    if (name === 'blockquote') {
      depth = Math.max(0, Math.min(20, depth + (tag.startsWith('/') ? -1 : 1)));
      put(`${edge}\u0001${depth}${edge}`);
    } else if (name === 'hr' || isDivider(tag)) put(rule);
    else if (name === 'br') put('\n');
    else if (blocks.has(name)) put(edge);
    else if (name === 'td' || name === 'th') put(' ');
    // A paragraph has space below it, but not those of Word, which are lines.
    if (name === 'p' && !tag.startsWith('/')) isTight = tag.includes('msonormal');
    else if (name === 'p' && !isTight) put(`\n${edge}`);
  }
  return quoteMarks(linesOf(out.join('')));
}

/** Where the text after `found` begins, or the end when it is missing. */
function after(text: string, found: string, from: number): number {
  const at = text.indexOf(found, from);
  return at < 0 ? text.length : at + found.length;
}

/** Outlook for desktop, on the web and on phones mark the quoted letter by these, not by a quote. */
const isDivider = (tag: string): boolean =>
  !tag.startsWith('/') &&
  (/\bid=["']?(?:x_)*(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message-container)/.test(
    tag,
  ) ||
    /border-top:\s*solid #(?:e1e1e1|b5c4df)/.test(tag));

/** White space as a browser shows it. */
const flow = (text: string): string => decodeEntities(text.replace(/[ \t\r\n\f]+/g, ' '));

/** Each block on lines of its own; a line break that ends a block ends no line more. */
function linesOf(text: string): string {
  return text
    .split(edge)
    .map((block) => block.replace(/ *\n */g, '\n').replace(/^ +| +$/g, ''))
    .filter((block) => block !== '')
    .map((block) => (/^\n+$/.test(block) ? block.slice(1) : block.replace(/\n$/, '')))
    .join('\n');
}

function quoteMarks(text: string): string {
  let depth = 0;
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('\u0001')) {
      depth = Number(line.slice(1)) || 0;
      continue;
    }
    const words = line.replace(/[ \u00a0]+/g, ' ').trim();
    if (words === '' && lines.at(-1) === '' && lines.length > 0) continue;
    lines.push(depth > 0 ? `${'> '.repeat(depth)}${words}`.trimEnd() : words);
  }
  return lines.join('\n').trim();
}
