import type { Letter } from './letter';
import type { Section, Words } from './section';

/** Lines of the text part are at most this long, so that replies can quote them. */
const width = 72;

/** The text part: plain lines, nothing that needs explaining when it is read aloud. */
export function layOutText(letter: Letter): string {
  const several = letter.sections.length > 1;
  const lines = [
    letter.date,
    letter.home,
    '',
    letter.greeting,
    '',
    ...(several ? [wrap(`There are ${letter.sections.length} things in this letter.`), ''] : []),
    ...letter.sections.flatMap((section, n) => sectionLines(section, several ? n + 1 : null)),
    letter.officer.name,
    letter.officer.email,
    ...letter.smallPrint.flatMap((text) => ['', wrap(text)]),
  ];
  return `${lines.join('\n')}\n`;
}

function sectionLines(section: Section, number: number | null): string[] {
  const heading = number === null ? section.heading : `${number}. ${section.heading}`;
  return [
    wrap(heading),
    '',
    ...section.news.flatMap((words) => [wrap(plain(words)), '']),
    'What to do:',
    wrap(plain(section.action)),
    '',
    ...section.more.flatMap((words) => [wrap(plain(words)), '']),
  ];
}

const plain = (words: Words): string =>
  words.map((w) => (typeof w === 'string' ? w : w.bold)).join('');

/** Breaks text at spaces into lines of at most `width`; a longer word stays whole. */
export function wrap(text: string): string {
  let lines = '';
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines += `${line}\n`;
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return lines + line;
}
