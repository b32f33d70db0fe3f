import type { LinkOut, ReadAnswer } from '@app/cases';
import { type AnswerKey, isAnswerKey, londonDay } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { outcomeLabels, wholeLabels } from '../../answer/answer-words';
import { dayWords, momentWords } from '../words/when';
import type { CaseView } from './case-view';
import { personInWords } from './people-of-case';

/** What readers of our letters have pressed, and the links by which they still may. */
export interface AnswersPanel {
  answers: AnswerLine[];
  links: LinkLine[];
  /** Where all links are ended; null when none is out. */
  endAction: string | null;
}

interface AnswerLine {
  id: string;
  title: string;
  when: string;
  by: string;
  /** What was given besides, a line each. */
  details: string[];
  /** What they wrote; null when nothing. */
  text: string | null;
  /** Why some of it has not been recorded. */
  refused: readonly string[];
  became: string;
}

interface LinkLine {
  purpose: string;
  to: string;
  until: string;
  letterHref: string;
  answered: boolean;
}

/** Answers as an officer speaks of them. */
const titles: Readonly<Record<AnswerKey, string>> = {
  agree: 'They want to be helped',
  decline: 'They do not want to be helped',
  'code-came': 'The passcode has come',
  'code-not-come': 'The passcode has not come',
  'code-lost': 'The passcode is lost',
  'form-sent': 'The form has been sent to NHSmail',
  'nhsmail-replied': 'NHSmail has replied',
  'accounts-here': 'They have their accounts',
  'logged-in': 'Somebody has logged in',
  'mailbox-opened': 'The mailbox has been opened',
  'takes-over': 'Who takes over from the leaver',
  'moves-on': 'The leaver takes the account along',
  'not-leaving': 'Nobody is leaving',
  'is-back': 'Back from long leave',
  'will-be-back': 'Will be back from long leave',
  'has-left': 'Has left for good',
  'dspt-published': 'The DSPT is published',
  reply: 'They wrote',
  help: 'They ask for help',
  'wrong-person': 'The letter reached the wrong person',
};

const became: Readonly<Record<ReadAnswer['outcome'], string>> = {
  recorded: 'Recorded.',
  task: 'Left for you to look at.',
  done: 'Noted: nobody has to do anything yet.',
};

const purposes: Readonly<Record<string, string>> = {
  'otp-on-its-way': 'passcode on its way',
  'otp-arrived': 'has the passcode come',
  'otp-expiring': 'passcode running out',
  submitted: 'form sent',
  activate: 'log in',
  'keep-alive': 'open the mailbox',
  'dspt-expiring': 'DSPT running out',
  'dspt-needed': 'DSPT needed',
  gather: 'the people form',
  people: 'the people form',
  'fix-details': 'the people form',
  link: 'whatever is open',
};

const purposeInWords = (purpose: string): string =>
  purposes[purpose] ?? purpose.replaceAll('-', ' ');

export function presentAnswers(
  view: CaseView,
  answers: readonly ReadAnswer[],
  links: readonly LinkOut[],
): AnswersPanel {
  return {
    answers: answers.map((answer) => answerLine(answer, view)),
    links: links.map((link) => ({
      purpose: purposeInWords(link.purpose),
      to: readerInWords(link.recipient, view),
      until: dayWords(lastDayOf(link).toString()),
      letterHref: `/mail-tray/${link.letterId}`,
      answered: link.answeredAt !== null,
    })),
    endAction: links.length > 0 ? `/cases/${view.case.id}/end-links` : null,
  };
}

/** The last Europe/London day on which a link works at some hour. */
const lastDayOf = ({ expiresAt }: LinkOut): Temporal.PlainDate =>
  londonDay(Temporal.Instant.from(expiresAt).subtract({ milliseconds: 1 }));

/** What somebody pressed, as an officer speaks of it. */
export const answerTitle = ({ choice }: Pick<ReadAnswer, 'choice'>): string =>
  isAnswerKey(choice) ? titles[choice] : choice;

function answerLine(answer: ReadAnswer, view: CaseView): AnswerLine {
  const { given } = answer;
  const details = [
    given.on && `Day: ${dayWords(given.on)}${given.time ? `, about ${given.time}` : ''}`,
    given.printedOn && `Date printed on it: ${dayWords(given.printedOn)}`,
    given.outcome && `NHSmail said: ${outcomeLabels[given.outcome]}`,
    given.whole && wholeLabels[given.whole],
    given.who && `Who: ${given.who.map((ref) => nameOf(ref, view)).join(', ')}`,
  ];
  return {
    id: answer.id,
    title: answerTitle(answer),
    when: momentWords(answer.at),
    by: readerInWords(answer.recipient, view),
    details: details.filter((line): line is string => Boolean(line)),
    text: given.text ?? null,
    refused: answer.refused,
    became: became[answer.outcome],
  };
}

const nameOf = (ref: string, { names }: CaseView): string => personInWords(names.get(ref) ?? ref);

/** Who answered: the contact, or one of the people. */
export function readerInWords(recipient: string, view: CaseView): string {
  return recipient === 'provider'
    ? 'the contact of the home'
    : nameOf(recipient.slice('person:'.length), view);
}
