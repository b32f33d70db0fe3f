import { letterStyle } from './html-style';
import { escape } from './html-text';
import { type HomeSections, isOneMatter, type Letter } from './letter';
import type { LetterLink, Section, Words } from './section';
import { anotherWay, inAll, inWhoseHands, wrap } from './text-layout';

/** At which depth the headings of a section stand, and its number in the letter. */
interface Place {
  number: number | null;
  depth: 1 | 2 | 3;
}

/**
 * The HTML part. Every word goes through `escape`, and the result is plain ASCII in short lines, so
 * that mail servers need not touch it.
 */
export function layOutHtml(letter: Letter): string {
  const oneHome = letter.homes.length === 1;
  const oneMatter = isOneMatter(letter);
  const count = letter.homes.reduce((sum, { sections }) => sum + sections.length, 0);
  let number = 0;
  const place = (): Place =>
    oneMatter ? { number: null, depth: 1 } : { number: ++number, depth: oneHome ? 2 : 3 };
  const homes = letter.homes.map(
    (home) =>
      `${oneHome ? '' : homeHtml(home)}${home.sections.map((s) => sectionHtml(s, place())).join('')}`,
  );
  const { name, email } = letter.officer;
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${element('title', escape(letter.subject))}
<style>
${letterStyle}
</style>
</head>
<body>
<main>
<p class="from">${wrap(escape(letter.date))}${oneHome ? `<br>\n${wrap(escape(letter.homes[0]?.home ?? ''))}` : ''}</p>
${element('h1', escape(letter.heading))}
${element('p', escape(letter.greeting))}
${count > 1 ? `${element('p', inAll(count, letter.homes.length))}\n` : ''}${homes.join('')}<p class="sign">${wrap(escape(name))}<br>
${anchor({ text: email, url: mailto(email) })}</p>
<div class="small">
${letter.smallPrint.map((text) => element('p', escape(text))).join('\n')}${letter.stop ? `\n<p>${anchor(letter.stop)}</p>` : ''}
</div>
</main>
</body>
</html>
`;
}

const mailto = (email: string): string => `mailto:${encodeURIComponent(email).replace('%40', '@')}`;

/** The address on a line of its own, so that lines stay short. */
const anchor = ({ text, url }: LetterLink, look = ''): string =>
  `<a${look === '' ? '' : ` class="${look}"`}\nhref="${escape(url)}"\n>${wrap(escape(text))}</a>`;

const homeHtml = ({ home, officer }: HomeSections): string =>
  `${element('h2', escape(home), 'home')}\n${officer ? `${element('p', escape(inWhoseHands(officer)))}\n` : ''}`;

function sectionHtml(section: Section, { number, depth }: Place): string {
  const title =
    number === null ? '' : `${element(`h${depth}`, escape(`${number}. ${section.heading}`))}\n`;
  return `${title}${paragraphs(section.news)}<div class="do">
${element(`h${depth + 1}`, 'What to do')}
${paragraphs([section.action])}${buttonHtml(section)}</div>
${paragraphs(section.more)}`;
}

function buttonHtml({ button, buttonIsAnotherWay }: Section): string {
  if (!button) return '';
  const lead = buttonIsAnotherWay ? `${element('p', anotherWay)}\n` : '';
  return `${lead}<p>${anchor(button, 'answer')}</p>\n`;
}

const paragraphs = (all: readonly Words[]): string =>
  all.map((words) => `${element('p', marked(words))}\n`).join('');

const marked = (words: Words): string =>
  words
    .map((w) => (typeof w === 'string' ? escape(w) : `<strong>${escape(w.bold)}</strong>`))
    .join('');

/** @param content HTML, escaped already */
const element = (tag: string, content: string, look = ''): string =>
  wrap(`<${tag}${look === '' ? '' : ` class="${look}"`}>${content}</${tag}>`);
