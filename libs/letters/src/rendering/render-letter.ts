import { oneLine } from '@app/platform';
import { layOutHtml } from './html-layout';
import type { Letter } from './letter';
import type { LetterPart } from './letter-part';
import { otpArrived } from './otp-arrived';
import { otpExpiring } from './otp-expiring';
import { otpOnItsWay } from './otp-on-its-way';
import type { Section } from './section';
import { submitted } from './submitted';
import { layOutText } from './text-layout';
import { day } from './words';

export interface LetterInput {
  /** One or more matters, in the order they fell due. */
  parts: readonly LetterPart[];
  /** Null when nobody is named: the letter is addressed to the manager. */
  recipientName: string | null;
  home: { name: string; town: string | null };
  officer: { name: string; email: string };
  /** The Europe/London day the letter is written, `YYYY-MM-DD`; days left are counted from it. */
  day: string;
}

export interface RenderedLetter {
  subject: string;
  text: string;
  html: string;
}

/** Longest name that is printed whole: registers hold odd things. */
const longestName = 120;

/** Puts a letter into words: subject, text part and HTML part. */
export function renderLetter(input: LetterInput): RenderedLetter {
  const letter = write(input);
  return { subject: letter.subject, text: layOutText(letter), html: layOutHtml(letter) };
}

function write({ parts, recipientName, home, officer, day: today }: LetterInput): Letter {
  const sections = sayOnce(parts.map(sectionOf));
  const homeName = name(home.name);
  const subject =
    sections.length === 1
      ? (sections[0]?.subject ?? '')
      : `${sections.length} things about your NHSmail form`;
  return {
    subject,
    greeting: `Dear ${recipientName ? name(recipientName) : 'manager'},`,
    date: day(today),
    home: home.town ? `${homeName}, ${name(home.town)}` : homeName,
    officer: { name: name(officer.name), email: oneLine(officer.email) },
    sections,
    smallPrint: [
      'Never put a passcode or a password in an email, not even to me.',
      `Why you got this: ${homeName} is signing up for NHSmail (now called NHS.net Connect), and I am helping. Our system sent this letter for me.`,
      'To stop these letters, reply with the word STOP. You can still ask me for help.',
    ],
  };
}

function sectionOf(part: LetterPart): Section {
  switch (part.kind) {
    case 'otp-on-its-way':
      return otpOnItsWay(part);
    case 'otp-arrived':
      return otpArrived(part);
    case 'otp-expiring':
      return otpExpiring(part);
    case 'submitted':
      return submitted(part);
  }
}

/** What an earlier part has already explained is left out of the later ones. */
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

function name(text: string): string {
  const clean = oneLine(text);
  const characters = Array.from(clean);
  return characters.length > longestName ? `${characters.slice(0, longestName).join('')}…` : clean;
}
