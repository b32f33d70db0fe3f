import type { Letter } from './letter';
import type { Section, Words } from './section';
import { wrap } from './text-layout';

/** The look: one column, large type, enough contrast (WCAG 2.2 AA), no picture to load. */
const style = `body { margin: 0; background: #ffffff; color: #212b32; }
main { max-width: 560px; margin: 0 auto; padding: 24px 16px;
  font-family: Arial, sans-serif; font-size: 17px; line-height: 1.5; }
h1 { font-size: 25px; line-height: 1.25; margin: 24px 0 16px; }
h2 { font-size: 21px; line-height: 1.25; margin: 32px 0 12px; }
p { margin: 0 0 16px; }
.from { color: #4c6272; }
.do { border-left: 6px solid #005eb8; background: #f0f4f5;
  padding: 16px 16px 1px; margin: 24px 0; }
.do h2, .do h3 { font-size: 17px; margin: 0 0 8px; }
.small { border-top: 1px solid #aeb7bd; margin-top: 32px; padding-top: 16px;
  font-size: 15px; color: #4c6272; }
a { color: #005eb8; }`;

/**
 * The HTML part. Every word goes through `escape`, and the result is plain ASCII in short lines, so
 * that mail servers need not touch it.
 */
export function layOutHtml(letter: Letter): string {
  const several = letter.sections.length > 1;
  const heading = several
    ? `${letter.sections.length} things about NHSmail`
    : (letter.sections[0]?.heading ?? letter.subject);
  const { name, email } = letter.officer;
  const address = `mailto:${encodeURIComponent(email).replace('%40', '@')}`;
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${element('title', escape(letter.subject))}
<style>
${style}
</style>
</head>
<body>
<main>
<p class="from">${wrap(escape(letter.date))}<br>
${wrap(`${escape(letter.home)}</p>`)}
${element('h1', escape(heading))}
${element('p', escape(letter.greeting))}
${letter.sections.map((s, n) => sectionHtml(s, several ? n + 1 : null)).join('')}<p>${wrap(escape(name))}<br>
<a href="${escape(address)}"
>${escape(email)}</a></p>
<div class="small">
${letter.smallPrint.map((text) => element('p', escape(text))).join('\n')}
</div>
</main>
</body>
</html>
`;
}

function sectionHtml(section: Section, number: number | null): string {
  const title =
    number === null ? '' : `${element('h2', escape(`${number}. ${section.heading}`))}\n`;
  return `${title}${paragraphs(section.news)}<div class="do">
${element(number === null ? 'h2' : 'h3', 'What to do')}
${paragraphs([section.action])}</div>
${paragraphs(section.more)}`;
}

const paragraphs = (all: readonly Words[]): string =>
  all.map((words) => `${element('p', marked(words))}\n`).join('');

const marked = (words: Words): string =>
  words
    .map((w) => (typeof w === 'string' ? escape(w) : `<strong>${escape(w.bold)}</strong>`))
    .join('');

/** @param content HTML, escaped already */
const element = (tag: string, content: string): string => wrap(`<${tag}>${content}</${tag}>`);

const named: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made fit to stand in HTML, as content or in a quoted attribute; ASCII only. */
function escape(text: string): string {
  return text.replace(
    /[&<>"'`]|[^ -~]/gu,
    (char) => named[char] ?? `&#${char.codePointAt(0) ?? 0xfffd};`,
  );
}
