import { Inbox, type InboundSummary, LetterBook, type LetterSummary } from '@app/letters';
import { boxes, messageHref } from '../../officer/inbox/inbox.presenter';
import { textOf } from '../../officer/forms/form';
import { MailReader } from '../../mail/mail.reader';
import { letterStatusWords } from '../../officer/words/letter-status-words';
import { kindOfMessage, senderInLists } from '../../officer/words/mail-kind-words';
import { troubleWords } from '../../officer/words/mail-trouble-words';
import { letterInWords } from '../../officer/words/rung-words';
import { capital } from '../../officer/words/when';
import { column, type ExportColumn, everyPage, listOf, onePage } from '../export-list';

const atOnce = 200;
/** Letters in trouble at one time; more than there ever were. */
const mostInTrouble = 10_000;

const homesOf = ({ homes }: { homes: readonly { name: string }[] }): string =>
  homes.map(({ name }) => name).join('; ');

const letterColumns: ExportColumn<LetterSummary>[] = [
  column('Subject', 'text', (letter) => letter.subject),
  column('Homes', 'text', homesOf),
  column('How it went', 'text', ({ status }) => letterStatusWords[status]),
  column('Written', 'instant', (letter) => letter.plannedAt),
  column('Settled', 'instant', (letter) => letter.settledAt),
  column('Next try', 'instant', (letter) => letter.nextAttemptAt),
  column('Tries', 'number', (letter) => letter.attempts),
  column('Page of the letter', 'link', (letter) => `/mail-tray/${letter.id}`),
];

/** A letter that needs somebody, waits for another try, or was left out. */
interface MailLine {
  part: string;
  homes: string;
  letter: string;
  what: string | null;
  at: string;
  href: string;
}

export const mailLists = [
  listOf<LetterSummary>({
    name: 'letters',
    title: 'Letters',
    permission: 'mail.read',
    open: ({ query, scope, reader }) => ({
      columns: letterColumns,
      pages:
        textOf(query, 'show') === 'trouble'
          ? onePage(() => reader(LetterBook).troubled(scope))
          : everyPage((cursor) =>
              reader(LetterBook).list({ scope, limit: atOnce, cursor: cursor ?? null }),
            ),
    }),
  }),
  listOf<MailLine>({
    name: 'mail',
    title: 'Mail that needs somebody',
    permission: 'operations.read',
    open: ({ scope, reader }) => ({
      columns: [
        column('List', 'text', (line) => line.part),
        column('Homes', 'text', (line) => line.homes),
        column('Letter', 'text', (line) => line.letter),
        column('What became of it', 'text', (line) => line.what),
        column('When', 'instant', (line) => line.at),
        column('Page', 'link', (line) => line.href),
      ],
      pages: onePage(async () => {
        const { needing, putOff, leftOut } = await reader(MailReader).read(mostInTrouble, scope);
        const letters = (part: string, those: typeof needing): MailLine[] =>
          those.map((letter) => ({
            part,
            homes: homesOf(letter),
            letter: letter.subject,
            what: letter.trouble ? troubleWords(letter.trouble).what : letter.reply,
            at: letter.settledAt ?? letter.nextAttemptAt ?? letter.plannedAt,
            href: `/mail-tray/${letter.id}`,
          }));
        return [
          ...letters('Needs somebody', needing),
          ...letters('Put off', putOff),
          ...leftOut.map((one) => ({
            part: 'Left out',
            homes: one.home,
            letter: capital(letterInWords(one.letter)),
            what: null,
            at: one.leftOutAt,
            href: `/cases/${one.caseId}`,
          })),
        ];
      }),
    }),
  }),
  listOf<InboundSummary>({
    name: 'inbox',
    title: 'Mail that came in',
    permission: 'mail.read',
    open({ query, scope, reader }) {
      const status = boxes.find((box) => box.status === textOf(query, 'show'))?.status ?? 'tray';
      return {
        columns: [
          column('Received', 'instant', (message) => message.receivedAt),
          column('From', 'text', ({ from }) => senderInLists(from)),
          column('Kind', 'text', (message) => kindOfMessage(message)),
          column('Subject', 'text', ({ subject }) => subject || 'No subject'),
          column('Begins', 'text', (message) => message.excerpt),
          column('Homes', 'text', homesOf),
          column('Page of the message', 'link', (message) => messageHref(message.id)),
        ],
        pages: everyPage((cursor) =>
          reader(Inbox).list({ scope, status, limit: atOnce, cursor: cursor ?? null }),
        ),
      };
    },
  }),
];
