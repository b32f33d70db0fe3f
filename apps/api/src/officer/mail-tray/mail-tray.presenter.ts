import type { LetterPage, LetterSummary, OpenedLetter } from '@app/letters';
import type { Temporal } from 'temporal-polyfill';
import { letterStatusWords } from '../words/letter-status-words';
import { type TroubleWords, troubleWords } from '../words/mail-trouble-words';
import { maskedEmail } from '../words/masked';
import { capital, momentWords, shortMoment } from '../words/when';
import { withoutSecretLinks } from './secret-links';

export interface TrayPage {
  section: 'mail-tray';
  practice: boolean;
  onlyTrouble: boolean;
  letters: {
    href: string;
    subject: string;
    homes: HomeLink[];
    status: string;
    trouble: boolean;
    when: string;
  }[];
  nextHref: string | null;
  laterPage: boolean;
}

/** A home a letter is about; one letter may be about several of one manager. */
interface HomeLink {
  name: string;
  href: string;
}

const homeLinks = ({ homes }: LetterSummary): HomeLink[] =>
  homes.map(({ caseId, name }) => ({ name, href: `/cases/${caseId}` }));

const isTrouble = ({ status }: LetterSummary): boolean =>
  status === 'refused' || status === 'unknown' || status === 'deferred';

/** Turns one page of letters into rows. */
export function presentTray(
  page: LetterPage,
  asked: { onlyTrouble: boolean; laterPage: boolean; practice: boolean },
  today: Temporal.PlainDate,
): TrayPage {
  return {
    section: 'mail-tray',
    ...asked,
    letters: page.items.map((letter) => ({
      href: `/mail-tray/${letter.id}`,
      subject: letter.subject,
      homes: homeLinks(letter),
      status: letterStatusWords[letter.status],
      trouble: isTrouble(letter),
      when: capital(shortMoment(letter.settledAt ?? letter.plannedAt, today)),
    })),
    nextHref: page.nextCursor && `/mail-tray?cursor=${encodeURIComponent(page.nextCursor)}`,
  };
}

export interface LetterPageModel {
  section: 'mail-tray';
  practice: boolean;
  id: string;
  subject: string;
  homes: HomeLink[];
  facts: { key: string; value: string; hint: string | null }[];
  unknown: boolean;
  /** Whether it may be sent again. */
  wanted: boolean;
  /** What became of one that will not go, and what to do; null when nobody has to. */
  trouble: TroubleWords | null;
  action: string;
  frameHref: string;
  text: string;
  /** Where the letter leads, to try; none where letters really leave. */
  links: { text: string; href: string }[];
}

/** One letter with everything about how it went. */
export function presentLetter(
  letter: OpenedLetter,
  practice: boolean,
  asked: { publicUrl: string; mayFollowLinks: boolean },
): LetterPageModel {
  const { to } = letter;
  const line = (key: string, value: string, hint: string | null = null) => ({ key, value, hint });
  return {
    section: 'mail-tray',
    practice,
    id: letter.id,
    subject: letter.subject,
    homes: homeLinks(letter),
    facts: [
      line(
        'To',
        to.address ? `${to.name}, ${shownAddress(letter, to.address)}` : to.name,
        to.address ? null : noAddress,
      ),
      ...(letter.replyTo ? [line('Answers go to', letter.replyTo.address)] : []),
      line('Written', momentWords(letter.plannedAt)),
      line('How it went', letterStatusWords[letter.status], letter.reply && capital(letter.reply)),
      ...(letter.settledAt ? [line('Settled', momentWords(letter.settledAt))] : []),
      ...(letter.decided
        ? [line('Decided by', `${letter.decided.by}, ${momentWords(letter.decided.at)}`)]
        : []),
      ...(letter.nextAttemptAt
        ? [
            line(
              letter.status === 'planned' ? 'Goes out' : 'Next try',
              momentWords(letter.nextAttemptAt),
            ),
          ]
        : []),
      line('Message-ID', letter.messageId),
    ],
    unknown: letter.status === 'unknown',
    wanted: letter.wanted,
    trouble:
      letter.trouble !== null && letter.trouble !== 'unknown' ? troubleWords(letter.trouble) : null,
    action: `/mail-tray/${letter.id}/resolve`,
    frameHref: `/mail-tray/${letter.id}/html`,
    text: asked.mayFollowLinks ? letter.text : withoutSecretLinks(letter.text),
    links: asked.mayFollowLinks ? linksIn(letter.text, asked.publicUrl) : [],
  };
}

/** Links to our own pages, each with what the line above it says. */
function linksIn(text: string, publicUrl: string): LetterPageModel['links'] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, n) =>
    line.startsWith(`${publicUrl}/a/`)
      ? [{ text: lines[n - 1]?.replace(/:$/, '') || 'The page of this letter', href: line.trim() }]
      : [],
  );
}

/** Account holders' addresses are private: the portal page shows them, to those who need them. */
const shownAddress = ({ isForPerson }: OpenedLetter, address: string): string =>
  isForPerson ? maskedEmail(address) : address;

const noAddress = 'No email address is known for this home, so it was written but cannot be sent.';
