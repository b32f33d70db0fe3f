import { type Headers, message, multipart, textPart } from '../compose-mail';
import { letterSubject, letters, messageIdOf, ourAddress, replyAddressOf } from '../invented-town';
import type { Labelled } from '../labelled';
import { awayTexts } from './away-texts';

/** How one server sends an away message. */
interface Responder {
  name: string;
  headers: Headers;
  subject: string;
  returnPath?: string;
  /** It names our letter in In-Reply-To. */
  names?: boolean;
  html?: boolean;
  around?: (text: string) => string;
}

const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

const responders: readonly Responder[] = [
  {
    name: 'Exchange Online',
    subject: `Automatic reply: ${letterSubject}`,
    headers: [
      ['X-MS-Has-Attach', ''],
      ['X-Auto-Response-Suppress', 'All'],
      ['Auto-Submitted', 'auto-generated'],
      ['X-MS-Exchange-Inbox-Rules-Loop', 'jane.smith@oakhouse.example'],
    ],
    returnPath: '<>',
    names: true,
    html: true,
  },
  {
    name: 'NHSmail',
    subject: `Automatic reply: ${letterSubject}`,
    headers: [
      ['Auto-Submitted', 'auto-replied'],
      ['X-MS-Exchange-Organization-SCL', '-1'],
    ],
    names: true,
    around: (text) =>
      `${text}\n\n****************************************\nThis message may contain confidential information. If you are not the intended recipient please inform the sender.\n`,
  },
  {
    name: 'Exchange of the old days, header lost on the way',
    subject: `Out of Office AutoReply: ${letterSubject}`,
    headers: [['X-MimeOLE', 'Produced By Microsoft Exchange V6.5']],
    names: false,
  },
  {
    name: 'Gmail',
    subject: `Re: ${letterSubject}`,
    headers: [
      ['Precedence', 'bulk'],
      ['X-Autoreply', 'yes'],
      ['Auto-Submitted', 'auto-replied'],
    ],
    names: true,
  },
  {
    name: 'Dovecot Sieve',
    subject: `Auto: ${letterSubject}`,
    headers: [
      ['Auto-Submitted', 'auto-replied (vacation)'],
      ['Precedence', 'bulk'],
    ],
    returnPath: '<>',
    names: true,
  },
  {
    name: 'a hosting panel on Exim',
    subject: 'Away',
    headers: [
      ['X-Autorespond', `Re: ${letterSubject}`],
      ['Auto-Submitted', 'auto-replied'],
      ['X-Loop', 'jane.smith@oakhouse.example'],
    ],
  },
  {
    name: 'Yahoo',
    subject: 'Yahoo! Auto Response',
    headers: [
      ['Precedence', 'junk'],
      ['X-Auto-Response', 'yes'],
    ],
  },
  {
    name: 'Outlook.com',
    subject: `Automatic reply: ${letterSubject}`,
    headers: [
      ['Auto-Submitted', 'auto-replied'],
      ['X-Auto-Response-Suppress', 'DR, OOF, AutoReply'],
    ],
    html: true,
    names: true,
  },
  {
    name: 'iCloud',
    subject: `Re: ${letterSubject}`,
    headers: [
      ['Auto-Submitted', 'auto-replied'],
      ['Precedence', 'bulk'],
    ],
    names: true,
  },
  {
    name: 'Domino',
    subject: 'Jane Smith is out of the office.',
    headers: [
      ['Auto-Submitted', 'auto-replied'],
      ['X-Mailer', 'Lotus Domino Web Server'],
    ],
  },
  {
    name: 'qmail autoresponder',
    subject: `Re: ${letterSubject}`,
    headers: [
      ['Delivered-To', 'autoresponder@oakhouse.example'],
      ['Precedence', 'bulk'],
    ],
  },
  {
    name: 'an Outlook in Welsh',
    subject: encoded(`Ateb awtomatig: ${letterSubject}`),
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['X-Auto-Response-Suppress', 'All'],
    ],
    names: true,
  },
  {
    name: 'an Outlook in German',
    subject: encoded(`Automatische Antwort: ${letterSubject}`),
    headers: [['Auto-Submitted', 'auto-generated']],
    names: true,
  },
  {
    name: 'an Outlook in French',
    subject: encoded(`Réponse automatique : ${letterSubject}`),
    headers: [['Auto-Submitted', 'auto-generated']],
    names: true,
  },
  {
    name: 'Zimbra, quoting our letter',
    subject: `Out of office: ${letterSubject}`,
    headers: [
      ['Auto-Submitted', 'auto-replied (zimbra; readonly)'],
      ['Precedence', 'bulk'],
    ],
    names: true,
    around: (text) => `${text}\n\n> Please reply to this email. One line is enough.\n`,
  },
  {
    name: 'a security gateway that stamps EXTERNAL',
    subject: `[EXTERNAL] Automatic reply: ${letterSubject}`,
    headers: [['X-Auto-Response-Suppress', 'All']],
    names: true,
    around: (text) =>
      `CAUTION: This email originated from outside of the organisation.\n\n${text}\n\nJane Smith\nRegistered Manager\n`,
  },
];

const away = (responder: Responder, text: string, returnOn: string | null, n: number): Labelled => {
  const { around = (words: string) => `${words}\n\nJane Smith\n`, html = false } = responder;
  const words = around(text);
  const plain = textPart(words, 'plain', 'utf-8', n % 2 === 0 ? 'base64' : 'quoted-printable');
  const content = html
    ? multipart('alternative', [plain, textPart(`<p>${words.replace(/\n/g, '<br>')}</p>`, 'html')])
    : plain;
  const sender = letters.oak.to;
  const headers: Headers = [
    ['Return-Path', responder.returnPath ?? `<${sender}>`],
    ['From', `Jane Smith <${sender}>`],
    ['To', n % 3 === 0 ? ourAddress : replyAddressOf('oak')],
    ['Subject', responder.subject],
    ...(n % 11 === 10 ? [] : ([['Date', 'Fri, 20 Nov 2026 09:00:31 +0000']] as const)),
    ['Message-ID', `<${n}.away@oakhouse.example>`],
    ...(responder.names ? ([['In-Reply-To', `<${messageIdOf('oak')}>`]] as const) : []),
    ...responder.headers,
  ];
  const canThread = responder.names === true || n % 3 !== 0;
  return {
    name: `${responder.name}: ${text.slice(0, 50)}`,
    raw: message(headers, content),
    label: { kind: 'out-of-office', returnOn, thread: canThread ? 'oak' : 'tray' },
  };
};

/** Only an away program without any sign in its headers needs words that say enough. */
const saysEnough = (text: string): boolean => /out of (?:the )?office|leave|holiday/i.test(text);

export const awayMessages: readonly Labelled[] = responders.flatMap((responder, r) =>
  awayTexts
    .filter((_, t) => (t + r) % 4 === 0)
    .filter(
      ([text]) => responder.headers.some(([name]) => name !== 'X-MimeOLE') || saysEnough(text),
    )
    .map(([text, returnOn], k) => away(responder, text, returnOn, r * 7 + k)),
);
