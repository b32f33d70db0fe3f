import { oneLine } from '@app/platform';
import { activate } from './activate';
import { dsptExpiring } from './dspt-expiring';
import { layOutHtml } from './html-layout';
import { joinParts } from './join-parts';
import { keepAlive } from './keep-alive';
import { leaver } from './leaver';
import type { Letter } from './letter';
import type { LetterInput } from './letter-input';
import type { LetterPart } from './letter-part';
import { longLeave } from './long-leave';
import { otpArrived } from './otp-arrived';
import { otpExpiring } from './otp-expiring';
import { otpOnItsWay } from './otp-on-its-way';
import { reminder } from './reminder';
import type { Cause, Section } from './section';
import { submitted } from './submitted';
import { layOutText } from './text-layout';
import { day, name } from './words';

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

function write({ sections: asked, recipientName, day: today }: LetterInput): Letter {
  const [first] = asked;
  if (!first) throw new Error('A letter has at least one section');
  const { home, officer } = first;
  const sections = sayOnce(joinParts(asked).map(({ part }) => sectionOf(part, recipientName)));
  const homeName = name(home.name);
  const subject =
    sections.length === 1
      ? (sections[0]?.subject ?? '')
      : `${sections.length} things about NHSmail`;
  const cause = sections[0]?.cause ?? 'signing-up';
  return {
    subject,
    greeting: `Dear ${recipientName ? name(recipientName) : nobodyNamed[cause]},`,
    date: day(today),
    home: home.town ? `${homeName}, ${name(home.town)}` : homeName,
    officer: { name: name(officer.name), email: oneLine(officer.email) },
    sections,
    smallPrint: [
      'Never put a passcode or a password in an email, not even to me.',
      `Why you got this: ${whyWritten[cause](homeName)} Our system sent this letter for me.`,
      'To stop these letters, reply with the word STOP. You can still ask me for help.',
    ],
  };
}

const nobodyNamed: Record<Cause, string> = {
  'signing-up': 'manager',
  'has-nhsmail': 'manager',
  'own-account': 'colleague',
};

/** An account holder's details came from somebody else, so they are told from whom and what for. */
const whyWritten: Record<Cause, (home: string) => string> = {
  'signing-up': (home) =>
    `${home} is signing up for NHSmail (now called NHS.net Connect), and I am helping.`,
  'has-nhsmail': (home) => `${home} has NHSmail (now called NHS.net Connect), and I am helping.`,
  'own-account': (home) =>
    `${home} asked for an NHSmail account for you (now called NHS.net Connect), and I am helping. They gave me your email address for this and nothing else.`,
};

function sectionOf(part: LetterPart, reader: string | null): Section {
  switch (part.kind) {
    case 'otp-on-its-way':
      return otpOnItsWay(part);
    case 'otp-arrived':
      return otpArrived(part);
    case 'otp-expiring':
      return otpExpiring(part);
    case 'submitted':
      return submitted(part);
    case 'activate':
      return activate(part);
    case 'keep-alive':
      return keepAlive(part, reader);
    case 'leaver':
      return leaver(part);
    case 'long-leave':
      return longLeave(part);
    case 'dspt-expiring':
      return dsptExpiring(part);
    case 'reminder':
      return reminder(part);
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
