import type { Charset, Encoding, Headers } from '../compose-mail';
import { letterText, officer, ourAddress } from '../invented-town';

/** How one mail program writes an answer: the person's words and the letter it answers. */
export interface Client {
  name: string;
  headers?: Headers;
  charset?: Charset;
  encoding?: Encoding;
  /** `only-html` sends no plain part; `both` sends the two. */
  html?: 'only-html' | 'both';
  plain?: (words: string) => string;
  asHtml?: (words: string) => string;
}

const marked = letterText.replace(/^(?=.)/gm, '> ').replace(/^$/gm, '>');
const htmlLines = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .split('\n')
    .map((line) => `<div>${line === '' ? '<br>' : line}</div>`)
    .join('\n');
const letterHtml = htmlLines(letterText);
const from = `${officer} <${ourAddress}>`;

const fields = (names: readonly [string, string, string, string], bold = ''): string =>
  [
    `${bold}${names[0]}:${bold} ${from}`,
    `${bold}${names[1]}:${bold} 19 November 2026 09:00`,
    `${bold}${names[2]}:${bold} Jane Smith <jane.smith@oakhouse.example>`,
    `${bold}${names[3]}:${bold} Did you see my question?`,
  ].join('\n');
const english = ['From', 'Sent', 'To', 'Subject'] as const;

/** Above, in a block of `>`, with the heading this program writes over it. */
const onTop =
  (heading: string) =>
  (words: string): string =>
    `${words}\n\n${heading}\n\n${marked}\n`;

const wordHtml = (words: string, heading: string): string =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm;}</style></head><body lang="EN-GB">
<div class="WordSection1">${words
    .split('\n')
    .map(
      (line) =>
        `<p class="MsoNormal">${line === '' ? '<o:p>&nbsp;</o:p>' : `${line}<o:p></o:p>`}</p>`,
    )
    .join('')}
<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${heading}</p></div>
${letterHtml}</div></body></html>`;

const fieldsHtml = (names: readonly [string, string, string, string]): string =>
  `<b>${names[0]}:</b> ${officer} &lt;${ourAddress}&gt;<br><b>${names[1]}:</b> 19 November 2026 09:00<br><b>${names[2]}:</b> Jane Smith<br><b>${names[3]}:</b> Did you see my question?`;

/** The common programs, as their messages look on the wire. */
export const clients: readonly Client[] = [
  {
    name: 'Gmail on the web',
    headers: [['X-Gm-Message-State', 'AOJu0YwExample']],
    html: 'both',
    plain: onTop(`On Thu, 19 Nov 2026 at 09:00, ${officer} <${ourAddress}>\nwrote:`),
    asHtml: (words) =>
      `<div dir="ltr">${htmlLines(words)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Thu, 19 Nov 2026 at 09:00, ${officer} &lt;<a href="mailto:${ourAddress}">${ourAddress}</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">${letterHtml}</blockquote></div>`,
  },
  {
    name: 'Gmail on Android, HTML only',
    html: 'only-html',
    encoding: 'base64',
    asHtml: (words) =>
      `<div dir="auto">${htmlLines(words)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Thu, 19 Nov 2026, 09:00 ${officer}, &lt;${ourAddress}&gt; wrote:<br></div><blockquote class="gmail_quote">${letterHtml}</blockquote></div>`,
  },
  {
    name: 'Gmail set to Welsh',
    plain: onTop(`Ar Iau, 19 Tach 2026 am 09:00 ${officer} <${ourAddress}>\nysgrifennodd:`),
  },
  {
    name: 'Outlook for Windows, plain',
    headers: [
      ['X-Mailer', 'Microsoft Outlook 16.0'],
      ['Thread-Topic', 'Did you see my question?'],
    ],
    charset: 'windows-1252',
    plain: (words) =>
      `${words}\n\n-----Original Message-----\n${fields(english)}\n\n${letterText}\n`,
  },
  {
    name: 'Outlook for Windows, HTML from Word',
    headers: [['X-Mailer', 'Microsoft Outlook 16.0']],
    html: 'only-html',
    charset: 'windows-1252',
    asHtml: (words) => wordHtml(words, fieldsHtml(english)),
  },
  {
    name: 'Outlook on the web',
    html: 'both',
    charset: 'iso-8859-1',
    plain: (words) =>
      `${words}\n________________________________\n${fields(english)}\n\n${letterText}\n`,
    asHtml: (words) =>
      `<div class="elementToProof">${htmlLines(words)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${fieldsHtml(english)}</font></div>${letterHtml}`,
  },
  {
    name: 'Outlook for iOS',
    plain: (words) =>
      `${words}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n${fields(english)}\n\n${letterText}\n`,
  },
  {
    name: 'Outlook for Android, HTML only',
    html: 'only-html',
    asHtml: (words) =>
      `<body>${htmlLines(words)}<div><br></div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/AAb9ysg">Outlook for Android</a></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">${fieldsHtml(english)}</div>${letterHtml}</body>`,
  },
  {
    name: 'Outlook set to German',
    charset: 'windows-1252',
    plain: (words) =>
      `${words}\n\nVon: ${from}\nGesendet: Donnerstag, 19. November 2026 09:00\nAn: Jane Smith\nBetreff: Did you see my question?\n\n${letterText}\n`,
  },
  {
    name: 'Outlook set to French',
    charset: 'iso-8859-1',
    plain: (words) =>
      `${words}\n\nDe : ${from}\nEnvoyé : jeudi 19 novembre 2026 09:00\nÀ : Jane Smith\nObjet : Did you see my question?\n\n${letterText}\n`,
  },
  {
    name: 'Outlook set to Welsh',
    plain: (words) =>
      `${words}\n\nOddi wrth: ${from}\nAnfonwyd: 19 Tachwedd 2026 09:00\nAt: Jane Smith\nPwnc: Did you see my question?\n\n${letterText}\n`,
  },
  {
    name: 'NHSmail, with its legal text',
    headers: [['X-MS-Exchange-Organization-AuthAs', 'Internal']],
    charset: 'windows-1252',
    plain: (words) =>
      `${words}\n\n________________________________\n${fields(english)}\n\n${letterText}\n\n********************************************************************************************************************\n\nThis message may contain confidential information. If you are not the intended recipient please inform the\nsender that you have received the message in error before deleting it.\n`,
  },
  {
    name: 'Exchange, with a legal text above the quoted letter',
    plain: (words) =>
      `${words}\n\nThis email and any attachments are confidential and intended solely for the use of the person to whom they are addressed.\nRegistered in England and Wales no. 00000000\n\n${fields(['From', 'Date', 'To', 'Subject'], '*')}\n\n${letterText}\n`,
  },
  {
    name: 'an office whose server sets a banner on top',
    plain: (words) =>
      `CAUTION: This email originated from outside of the organisation. Do not click links or open attachments unless you recognise the sender.\n\n${words}\n\n${fields(english)}\n\n${letterText}\n`,
  },
  {
    name: 'Apple Mail',
    headers: [['X-Mailer', 'Apple Mail (2.3774.600.62)']],
    plain: (words) => `${words}\n\n> On 19 Nov 2026, at 09:00, ${from} wrote:\n> \n${marked}\n`,
  },
  {
    name: 'iPhone',
    headers: [['X-Mailer', 'iPhone Mail (22B91)']],
    plain: (words) =>
      `${words}\n\nSent from my iPhone\n\n> On 19 Nov 2026, at 09:00, ${from} wrote:\n> \n> ﻿${marked.slice(2)}\n`,
  },
  {
    name: 'iPhone set to Welsh, HTML only',
    html: 'only-html',
    asHtml: (words) =>
      `<html><body dir="auto">${htmlLines(words)}<div dir="ltr"><br>Anfonwyd o'm iPhone</div><div dir="ltr"><br><blockquote type="cite">Ar 19 Tach 2026, am 09:00, ${officer} &lt;${ourAddress}&gt; ysgrifennodd:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">${letterHtml}</div></blockquote></body></html>`,
  },
  {
    name: 'iPad, quoting nothing',
    plain: (words) => `${words}\n\nSent from my iPad\n`,
  },
  {
    name: 'Samsung Email',
    plain: (words) =>
      `${words}\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: ${from}\nDate: 19/11/2026 09:00 (GMT+00:00)\nTo: Jane Smith <jane.smith@oakhouse.example>\nSubject: Did you see my question?\n\n${letterText}\n`,
  },
  {
    name: 'Thunderbird, answers on top',
    headers: [['User-Agent', 'Mozilla Thunderbird']],
    plain: onTop(`On 19/11/2026 09:00, ${officer} wrote:`),
  },
  {
    name: 'Thunderbird, answers below',
    headers: [['User-Agent', 'Mozilla Thunderbird']],
    plain: (words) =>
      `On 19/11/2026 09:00, ${officer} wrote:\n${marked}\n\n${words}\n\n-- \nOak House Care Home\n01522 000000\n`,
  },
  {
    name: 'Thunderbird set to German, answers below',
    plain: (words) => `Am 19.11.26 um 09:00 schrieb ${officer}:\n${marked}\n${words}\n`,
  },
  {
    name: 'Yahoo on the web',
    headers: [['X-Mailer', 'WebService/1.1.22876 YMailNorrin']],
    plain: (words) =>
      ` ${words}\n\n    On Thursday, 19 November 2026 at 09:00:04 GMT, ${from} wrote:  \n \n ${letterText.replace(/\n/g, '\n ')}\n`,
  },
  {
    name: 'Yahoo on a phone',
    plain: (words) =>
      `${words}\n\nSent from Yahoo Mail on Android\n \n  On Thu, 19 Nov 2026 at 9:00, ${officer}<${ourAddress}> wrote:   ${letterText.replace(/\n/g, '\n ')}\n`,
  },
  {
    name: 'BT webmail',
    plain: (words) =>
      `${words}\n\n------ Original Message ------\n${fields(['From', 'Date', 'To', 'Subject'])}\n\n${letterText}\n`,
  },
  {
    name: 'Windows Mail',
    plain: (words) =>
      `${words}\n\nSent from Mail for Windows\n\n${fields(english)}\n\n${letterText}\n`,
  },
  {
    name: 'Zoho',
    plain: (words) =>
      `${words}\n\n\n\n\n---- On Thu, 19 Nov 2026 09:00:04 +0000 ${from} wrote ---\n\n${letterText}\n`,
  },
  {
    name: 'a program that quotes without any mark',
    plain: (words) => `${words}\n\n${letterText}\n`,
  },
  {
    name: 'a program that breaks long quoted lines badly',
    plain: (words) =>
      `${words}\n\nOn Thu, 19 Nov 2026 at 09:00, ${from} wrote:\n\n> On Thursday 12 November 2026 I asked you about this: the names of the people who\nwill use NHSmail.\n> To stop these letters, reply with the word STOP.\n`,
  },
];
