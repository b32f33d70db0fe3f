import {
  type Charset,
  filePart,
  type Headers,
  message,
  multipart,
  type Part,
  rawPart,
  textPart,
} from '../compose-mail';
import {
  type LetterName,
  letterSubject,
  letters,
  messageIdOf,
  ourAddress,
  replyAddressOf,
} from '../invented-town';
import type { Label, Labelled } from '../labelled';
import { type Client, clients } from './clients';
import { answers, keywordAnswers, noKeyword, thanks } from './words';

/** How a subject comes back, by the language of the program and by what servers put before it. */
const subjects = [
  `Re: ${letterSubject}`,
  `RE: ${letterSubject}`,
  `=?utf-8?B?${Buffer.from(`RE: ${letterSubject}`).toString('base64')}?=`,
  `Re: [EXTERNAL] ${letterSubject}`,
  `AW: ${letterSubject}`,
  `ATB: ${letterSubject}`,
  '=?iso-8859-1?Q?R=E9:_Did_you_see_my_question=3F?=',
  'Re: Re: Did you see my question? ',
];
const dates = [
  'Fri, 20 Nov 2026 14:02:11 +0000',
  '20 Nov 2026 14:02:11 GMT',
  'Fri, 20 Nov 2026 15:02:11 +0100 (CET)',
  'Fri, 20 Nov 26 14:02 +0000',
  'Fri Nov 20 14:02:11 2026',
];
/** Headers that a person's message may well carry. */
const innocent: readonly Headers[] = [
  [],
  [
    [
      'DKIM-Signature',
      'v=1; a=rsa-sha256; c=relaxed/relaxed; d=oakhouse.example; s=s1;\r\n\th=from:to:subject; bh=AAAA; b=BBBB',
    ],
  ],
  [['Auto-Submitted', 'no']],
  [['X-Auto-Response-Suppress', 'DR, OOF, AutoReply']],
  [
    ['Importance', 'high'],
    ['X-Priority', '1'],
  ],
  [['Disposition-Notification-To', '<jane.smith@oakhouse.example>']],
  [
    ['X-Spam-Status', 'No, score=-1.9'],
    ['X-Virus-Scanned', 'clean'],
  ],
  [['X-Autoreply', 'no']],
];

const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;

interface Answer {
  client: Client;
  words: string;
  label: Label;
  /** Counts through the variations. */
  n: number;
  to?: LetterName;
}

/** One person's answer as one program writes it. */
export function answer({ client, words, label, n, to = 'oak' }: Answer): Labelled {
  const sender = letters[to].to;
  const content = contentOf(client, words, n);
  const headers: Headers = [
    ['Return-Path', `<${sender}>`],
    ...(n % 3 === 0 ? ([['Delivered-To', replyAddressOf(to)]] as const) : []),
    ['Received', `from mail.${sender.split('@')[1]} by mx.association.example; ${pick(dates, 0)}`],
    ['From', n % 4 === 1 ? sender : `=?utf-8?Q?Jane_Smith_=E2=80=93_Oak?= <${sender}>`],
    ['To', n % 5 === 2 ? ourAddress : `Sam Carter <${replyAddressOf(to)}>`],
    ['Subject', pick(subjects, n)],
    ...(n % 17 === 16 ? [] : ([['Date', pick(dates, n)]] as const)),
    ['Message-ID', `<${n}.answer@mail.${sender.split('@')[1]}>`],
    ...(n % 5 !== 2 && n % 4 === 3
      ? []
      : ([
          ['In-Reply-To', `<${messageIdOf(to)}>`],
          ['References', `<older@mail.example>\r\n <${messageIdOf(to)}>`],
        ] as const)),
    ...pick(innocent, n),
    ...(client.headers ?? []),
  ];
  return { name: `${client.name}: ${words.slice(0, 40)}`, raw: message(headers, content), label };
}

/** The text in the parts this program sends, in a charset and coding that change with `n`. */
function contentOf(client: Client, words: string, n: number): Part {
  const outsideLatin1 = /[^\u0000-\u00ff–—‘’“”…•€]/u.test(words);
  const charset: Charset = outsideLatin1 ? 'utf-8' : (client.charset ?? 'utf-8');
  // ISO 8859-1 has no curly quotes and dashes; programs send them as windows-1252 under its name.
  const encoding = client.encoding ?? pick(['quoted-printable', '8bit', 'base64'] as const, n);
  const plain = client.plain && textPart(client.plain(words), 'plain', charset, encoding);
  const html = client.asHtml && textPart(client.asHtml(words), 'html', charset, encoding);
  if (client.html === 'only-html' && html) return html;
  return plain && html
    ? multipart('alternative', [plain, html], '=_inner')
    : (plain ?? html ?? rawPart('text/plain', words));
}

const eachAnswer = clients.flatMap((client, c) =>
  Array.from({ length: 8 }, (_, k) => {
    const n = c * 8 + k;
    const words = pick(answers, n);
    const to = pick(['oak', 'oak', 'beech', 'fern', 'oakAgain'] as const, n);
    return answer({ client, words, n, to, label: { kind: 'human', newest: words, thread: to } });
  }),
);

const eachKeyword = keywordAnswers.flatMap(([keyword, words], n) =>
  [0, 11].map((more) =>
    answer({
      client: pick(clients, n + more),
      words,
      n,
      label: { kind: 'human', keyword, newest: words, thread: 'oak' },
    }),
  ),
);

const eachNoKeyword = noKeyword.map((words, n) =>
  answer({
    client: pick(clients, n * 3),
    words,
    n,
    label: { kind: 'human', newest: words, thread: 'oak' },
  }),
);

const eachThanks = thanks.flatMap((words, n) =>
  [0, 7].map((more) =>
    answer({
      client: pick(clients, n + more),
      words,
      n,
      label: { kind: 'thanks', newest: words, thread: 'oak' },
    }),
  ),
);

const plainHeaders = (more: Headers = []): Headers => [
  ['From', 'Jane Smith <jane.smith@oakhouse.example>'],
  ['To', replyAddressOf('oak')],
  ['Subject', `Re: ${letterSubject}`],
  ['Date', dates[0] as string],
  ['In-Reply-To', `<${messageIdOf('oak')}>`],
  ...more,
];
const human = (newest: string): Label => ({ kind: 'human', newest, thread: 'oak' });
const inner = (text: string): Buffer =>
  Buffer.from(`Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`);

/** Ways of wrapping a message that hide its text from a careless reader. */
const wrapped: readonly Labelled[] = [
  {
    name: 'S/MIME, signed with the text in sight',
    label: human('It has come.'),
    raw: message(
      plainHeaders(),
      multipart(
        'signed; protocol="application/pkcs7-signature"; micalg=sha-256',
        [
          textPart('It has come.'),
          filePart('smime.p7s', 'application/pkcs7-signature', Buffer.from([0x30, 0x80, 6, 9])),
        ],
        '=_signed',
      ),
    ),
  },
  {
    name: 'S/MIME, the text inside the envelope',
    label: human('It has come, signed.'),
    raw: message(
      plainHeaders(),
      filePart(
        'smime.p7m',
        'application/pkcs7-mime; smime-type=signed-data',
        Buffer.concat([
          Buffer.from([0x30, 0x80, 0x06, 0x09, 0x2a, 0x86, 0x24, 0x80, 0x04, 0x50]),
          inner('It has come, signed.'),
          Buffer.alloc(12),
        ]),
      ),
    ),
  },
  {
    name: 'S/MIME, encrypted: nothing can be read, but a person sent it',
    label: { kind: 'human', thread: 'oak' },
    raw: message(
      plainHeaders(),
      filePart(
        'smime.p7m',
        'application/pkcs7-mime; smime-type=enveloped-data',
        Buffer.from(Array.from({ length: 300 }, (_, n) => (n * 73) % 256)),
      ),
    ),
  },
  {
    name: 'a file and no words',
    label: { kind: 'human', newest: '', thread: 'oak' },
    raw: message(
      plainHeaders(),
      multipart('mixed', [
        textPart(''),
        filePart('form.pdf', 'application/pdf', Buffer.from('%PDF-1.4')),
      ]),
    ),
  },
  {
    name: 'a file with thanks: the file is the answer',
    label: human('Thanks'),
    raw: message(
      plainHeaders(),
      multipart('mixed', [
        textPart('Thanks'),
        filePart('names.xlsx', 'application/octet-stream', Buffer.from('PK')),
      ]),
    ),
  },
  {
    name: 'nothing at all',
    label: { kind: 'human', newest: '', thread: 'oak' },
    raw: message(plainHeaders(), textPart('')),
  },
  {
    name: 'a logo beside thanks is no file',
    label: { kind: 'thanks', thread: 'oak' },
    raw: message(
      plainHeaders(),
      multipart('related', [
        textPart('<p>Thanks Sam</p><img src="cid:logo">', 'html'),
        {
          ...filePart('logo.png', 'image/png', Buffer.from('PNG')),
          headers: [
            ['Content-Type', 'image/png'],
            ['Content-ID', '<logo>'],
            ['Content-Disposition', 'inline; filename="logo.png"'],
            ['Content-Transfer-Encoding', 'base64'],
          ],
        },
      ]),
    ),
  },
  {
    name: 'a reaction pressed in Gmail',
    label: { kind: 'thanks', thread: 'oak' },
    raw: message(
      plainHeaders(),
      multipart('alternative', [
        textPart('👍 Jane Smith reacted via Gmail'),
        rawPart('text/vnd.google.email-reaction+json; charset=utf-8', '{"emoji":"👍","version":1}'),
      ]),
    ),
  },
  {
    name: 'a charset that does not exist',
    label: human('It came on Monday.'),
    raw: message(
      plainHeaders(),
      rawPart('text/plain; charset="x-unknown-8"', 'It came on Monday.'),
    ),
  },
  {
    name: 'no content type, no date, no Message-ID',
    label: human('It came on Tuesday.'),
    raw: Buffer.from(
      `From: jane.smith@oakhouse.example\r\nTo: ${replyAddressOf('oak')}\r\n\r\nIt came on Tuesday.\r\n`,
    ),
  },
  {
    name: 'through a group mailbox that stamps list headers on what people answer',
    label: human('We will send it on Friday.'),
    raw: message(
      plainHeaders([
        ['List-ID', '<office.oakhouse.example>'],
        ['Precedence', 'list'],
        ['Mailing-list', 'list office@oakhouse.example'],
      ]),
      textPart('We will send it on Friday.'),
    ),
  },
];

/** Every message of a person in the corpus. */
export const people: readonly Labelled[] = [
  ...eachAnswer,
  ...eachKeyword,
  ...eachNoKeyword,
  ...eachThanks,
  ...wrapped,
];
