import { oneLine } from '@app/platform';
import { layOutHtml } from './html-layout';
import { isSameHome, joinParts } from './join-parts';
import type { HomeSections, Letter } from './letter';
import type { LetterInput, LetterSection } from './letter-input';
import type { Section } from './section';
import { nobodyNamed, smallPrint } from './small-print';
import { layOutText } from './text-layout';
import { day, name } from './words';
import { writeSection } from './write-section';

export interface RenderedLetter {
  subject: string;
  text: string;
  html: string;
}

/** Puts a letter into words: subject, text part and HTML part. */
export function renderLetter(input: LetterInput): RenderedLetter {
  const letter = write(input);
  return { subject: letter.subject, text: layOutText(letter), html: layOutHtml(letter) };
}

function write(input: LetterInput): Letter {
  const { recipientName, day: today, stopUrl } = input;
  const asked = joinParts(input.sections);
  const [first] = asked;
  if (!first) throw new Error('A letter has at least one section');
  const written = asked.map((section) => writeSection(section, input));
  const homes = byHome(asked, written);
  const several = `${written.length} things about NHSmail`;
  const one = written.length === 1 ? written[0] : undefined;
  const cause = written[0]?.cause ?? 'signing-up';
  return {
    subject: one?.subject ?? several,
    heading: one?.heading ?? several,
    greeting: `Dear ${recipientName ? name(recipientName) : nobodyNamed[cause]},`,
    date: day(today),
    officer: officerOf(first),
    homes,
    smallPrint: smallPrint(homes, name(first.home.name), name(input.association)),
    stop: stopUrl === null ? null : { text: 'Stop these letters on our page', url: stopUrl },
  };
}

const officerOf = ({ officer }: LetterSection): Letter['officer'] => ({
  name: name(officer.name),
  email: oneLine(officer.email),
});

/** Sections that follow each other about one home, under its name. */
function byHome(asked: readonly LetterSection[], written: readonly Section[]): HomeSections[] {
  const homes: (HomeSections & { of: LetterSection; sections: Section[] })[] = [];
  asked.forEach((of, n) => {
    const section = written[n] as Section;
    const last = homes.at(-1);
    if (last && isSameHome(last.of, of)) last.sections.push(section);
    else homes.push({ ...headOf(of, asked[0] as LetterSection), of, sections: [section] });
  });
  return homes.map(({ home, officer, sections }) => ({
    home,
    officer,
    sections: sayOnce(sections),
  }));
}

function headOf(of: LetterSection, signer: LetterSection): Pick<HomeSections, 'home' | 'officer'> {
  const homeName = name(of.home.name);
  const isSigner = of.officer.email === signer.officer.email;
  return {
    home: of.home.town ? `${homeName}, ${name(of.home.town)}` : homeName,
    officer: isSigner ? null : officerOf(of),
  };
}

/** What an earlier part has already explained of this home is left out of the later ones. */
function sayOnce(sections: readonly Section[]): Section[] {
  const said = new Set<string>();
  return sections.map((section) => ({
    ...section,
    more: section.more.filter((words) => {
      const key = JSON.stringify(words);
      return said.has(key) ? false : said.add(key);
    }),
  }));
}
