import { type HomeSections, isOneMatter, type Letter } from './letter';
import { type LetterLink, plain, type Section } from './section';

/** Lines of the text part are at most this long, so that replies can quote them. */
const width = 72;

/** The text part: plain lines, nothing that needs explaining when it is read aloud. */
export function layOutText(letter: Letter): string {
  const oneHome = letter.homes.length === 1;
  const count = letter.homes.reduce((sum, { sections }) => sum + sections.length, 0);
  let number = 0;
  const numberOf = (): number | null => (isOneMatter(letter) ? null : ++number);
  const lines = [
    letter.date,
    ...(oneHome ? [letter.homes[0]?.home ?? ''] : []),
    '',
    letter.greeting,
    '',
    ...(count > 1 ? [wrap(inAll(count, letter.homes.length)), ''] : []),
    ...letter.homes.flatMap((home) => [
      ...(oneHome ? [] : homeLines(home)),
      ...home.sections.flatMap((section) => sectionLines(section, numberOf())),
    ]),
    letter.officer.name,
    letter.officer.email,
    ...letter.smallPrint.flatMap((text) => ['', wrap(text)]),
    ...(letter.stop ? ['', ...linkLines(letter.stop)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** "There are 3 things in this letter.", and how an answer tells which of them it is about. */
export const inAll = (count: number, homes: number): string =>
  `There are ${count} things in this letter${homes === 1 ? '' : `, about ${homes} homes`}. If you reply by email, please give the number.`;

/** Who looks after a home, in a letter that somebody else signs. */
export const inWhoseHands = ({ name, email }: Letter['officer']): string =>
  `For this home, please write to ${name}: ${email}`;

/** What introduces a page that is another way to answer. */
export const anotherWay = 'Or answer here. You do not need a password.';

function homeLines({ home, officer }: HomeSections): string[] {
  const name = wrap(home);
  const underline = '='.repeat(Math.min(width, Math.max(...name.split('\n').map(lengthOf))));
  return [name, underline, '', ...(officer ? [wrap(inWhoseHands(officer)), ''] : [])];
}

const lengthOf = (line: string): number => Array.from(line).length;

function sectionLines(section: Section, number: number | null): string[] {
  const heading = number === null ? section.heading : `${number}. ${section.heading}`;
  const { button, buttonIsAnotherWay } = section;
  return [
    wrap(heading),
    '',
    ...section.news.flatMap((words) => [wrap(plain(words)), '']),
    'What to do:',
    wrap(plain(section.action)),
    '',
    ...(button && buttonIsAnotherWay ? [anotherWay, ''] : []),
    ...(button ? [...linkLines(button), ''] : []),
    ...section.more.flatMap((words) => [wrap(plain(words)), '']),
  ];
}

/** An address stands on a line of its own, whole, so that any program makes a link of it. */
const linkLines = ({ text, url }: LetterLink): string[] => [wrap(`${text}:`), url];

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
