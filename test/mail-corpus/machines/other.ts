import { message, multipart, type Part, rawPart, textPart } from '../compose-mail';
import {
  letterSubject,
  letterText,
  messageIdOf,
  ourAddress,
  replyAddressOf,
} from '../invented-town';
import type { Label, Labelled } from '../labelled';
import { returnedHeaders } from './reports';

const machine: Label = { kind: 'other-machine', thread: 'tray' };

const mail = (
  name: string,
  label: Label,
  headers: Readonly<Record<string, string>>,
  content: string | Part,
): Labelled => ({
  name,
  label,
  raw: message(
    Object.entries({
      From: 'Oak House <office@oakhouse.example>',
      To: replyAddressOf('oak'),
      Subject: `Re: ${letterSubject}`,
      Date: 'Thu, 19 Nov 2026 09:01:00 +0000',
      ...headers,
    }),
    typeof content === 'string' ? textPart(content) : content,
  ),
});

/** Words of programs that say a message was received. */
const acknowledgements = [
  'Thank you for your email. We have received your message and aim to respond within two working days.',
  'Thank you for contacting Oak House. This mailbox is monitored Monday to Friday, 9am to 5pm. This is an automated response, please do not reply.',
  'We have received your enquiry. Your reference number is 48213. A member of our team will be in touch shortly.',
  'Your request has been logged with ticket #58291. Please quote this reference in all correspondence. This is an automatically generated email.',
  'This is an automatic acknowledgement. Your email has been received by the admin team and will be read as soon as possible.',
  'Thank you for your message, which has been passed to the right person. Please do not reply to this email as this inbox is not monitored.',
  'Thank you for getting in touch. Our office hours are 9 to 5. We will get back to you within 48 hours. This is an automated message.',
  'Diolch am eich e-bost. Rydym wedi derbyn eich neges. Neges awtomatig yw hon. Thank you for your email. We have received your message. This is an automated reply.',
];

const acknowledgementHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'Auto-Submitted': 'auto-replied' },
  { 'X-Autoreply': 'yes', Precedence: 'bulk' },
  {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    Subject: 'Thank you for your email',
  },
  {
    Subject: `[#58291] ${letterSubject}`,
    From: 'Support <support@bigcare.example>',
    'X-Zendesk-From-Account-Id': '1',
    'Auto-Submitted': 'auto-generated',
  },
  { 'Return-Path': '<>' },
];

const eachAcknowledgement = acknowledgements.flatMap((text, n) => [
  ...acknowledgementHeaders
    .filter((_, h) => (h + n) % 2 === 0)
    .map((headers) => mail(`acknowledgement: ${text.slice(0, 40)}`, machine, headers, text)),
]);
/** Those that say enough in words have no header at all in some systems. */
const bareAcknowledgements = acknowledgements
  .filter((_, n) => n !== 2)
  .map((text) =>
    mail(
      `acknowledgement without a header: ${text.slice(0, 40)}`,
      machine,
      { Subject: 'Thank you for your email' },
      text,
    ),
  );

const noReply = [
  'noreply@portal.example',
  'no-reply@dspt.example',
  'donotreply@council.example',
  'notifications@rota.example',
].map((address) =>
  mail(
    `from ${address}`,
    machine,
    { From: `Portal <${address}>`, To: ourAddress, Subject: 'Your account has been updated' },
    'Dear user, your account has been updated. Oak House Care Home is now complete.',
  ),
);

const held: readonly Labelled[] = [
  mail(
    'a challenge',
    machine,
    { Subject: `${letterSubject} [confirm]`, 'Auto-Submitted': 'auto-replied' },
    'Please click the link below to confirm you are a real person so that your message can be delivered: http://c.example/1',
  ),
  mail(
    'a challenge without a header',
    machine,
    { Subject: 'Please confirm your email' },
    'I am protecting myself from junk mail. Please click the link below to complete the verification process. Once you do, your message will be delivered.',
  ),
  mail(
    'a challenge in a few words',
    machine,
    { Subject: `Re: ${letterSubject}` },
    'You are not on my list of approved senders. Follow this link once and your email will reach me: http://c.example/2',
  ),
  mail(
    'a virus notice',
    machine,
    {
      From: 'Antivirus <virusalert@gate.example>',
      To: ourAddress,
      Subject: 'Virus found in a message you sent',
    },
    'A virus was found in the message you sent. The message was not delivered.',
  ),
  mail(
    'a quarantine digest',
    machine,
    { From: 'Quarantine <quarantine@gate.example>', To: ourAddress, Subject: 'Quarantine digest' },
    'You have 3 messages in quarantine.',
  ),
  mail(
    'held for moderation',
    { kind: 'list', thread: 'tray' },
    {
      From: 'office-bounces@lists.example',
      'X-List-Administrivia': 'yes',
      'List-Id': '<office.lists.example>',
      Precedence: 'bulk',
      Subject: 'Your message to Office awaits moderator approval',
    },
    'Your mail to Office is being held until the list moderator can review it for approval.',
  ),
  mail(
    'gone for good',
    machine,
    { 'Auto-Submitted': 'auto-replied', Subject: `Automatic reply: ${letterSubject}` },
    'I no longer work at Oak House. Please contact manager@oakhouse.example.',
  ),
  mail(
    'gone for good, in a softer way',
    machine,
    { 'Auto-Submitted': 'auto-generated', Subject: `Automatic reply: ${letterSubject}` },
    'Jane Smith has left the company. Emails to this address are not forwarded.',
  ),
  mail(
    'an address given up',
    machine,
    { 'Auto-Submitted': 'auto-replied', Subject: `Automatic reply: ${letterSubject}` },
    'This email address is no longer in use. Please use office@oakhouse.example.',
  ),
  mail(
    'a voicemail as mail',
    machine,
    {
      From: 'Voicemail <noreply@phones.example>',
      To: ourAddress,
      Subject: 'New voicemail from 01522 000000',
    },
    'You have a new voicemail.',
  ),
  mail(
    'a message taken back',
    machine,
    { Subject: `Recall: ${letterSubject}` },
    'Jane Smith would like to recall the message, "Did you see my question?".',
  ),
  mail(
    'a cron job',
    machine,
    {
      From: 'root@server.example',
      To: ourAddress,
      'X-Cron-Env': '<SHELL=/bin/sh>',
      Subject: 'Cron <root@server> backup',
    },
    'backup ok',
  ),
  mail(
    'an abuse report',
    machine,
    { From: 'fbl@bigmail.example', To: ourAddress, Subject: 'complaint' },
    multipart('report; report-type=feedback-report', [
      textPart('This is an abuse report.'),
      rawPart('message/feedback-report', 'Feedback-Type: abuse\nVersion: 1\n'),
      rawPart('message/rfc822', returnedHeaders('oak')),
    ]),
  ),
];

const calendarOf = (method: string): Part =>
  multipart('alternative', [
    textPart('Jane Smith'),
    rawPart(
      `text/calendar; charset=utf-8; method=${method}`,
      `BEGIN:VCALENDAR\nMETHOD:${method}\nEND:VCALENDAR\n`,
    ),
  ]);
const calendars = [
  mail('calendar: accepted', machine, { Subject: 'Accepted: call' }, calendarOf('REPLY')),
  mail('calendar: invited', machine, { Subject: 'Call about NHSmail' }, calendarOf('REQUEST')),
  mail('calendar: cancelled', machine, { Subject: 'Cancelled: call' }, calendarOf('CANCEL')),
  mail(
    'calendar: a part that hides its method',
    machine,
    { Subject: 'Declined: call' },
    multipart('mixed', [
      textPart('No'),
      rawPart('text/calendar', 'BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n'),
    ]),
  ),
];

const receiptPart = (disposition: string, to = 'oak' as const): string =>
  `Reporting-UA: mail.example\nFinal-Recipient: rfc822;jane.smith@oakhouse.example\nOriginal-Message-ID: <${messageIdOf(to)}>\nDisposition: ${disposition}\n`;
const receipt: Label = { kind: 'read-receipt', thread: 'oak' };
const receipts = [
  ...[
    'manual-action/MDN-sent-manually; displayed',
    'automatic-action/MDN-sent-automatically; displayed',
    'manual-action/MDN-sent-manually; deleted',
    'automatic-action/MDN-sent-automatically; processed',
  ].map((disposition) =>
    mail(
      `read receipt: ${disposition}`,
      receipt,
      { Subject: `Read: ${letterSubject}` },
      multipart('report; report-type=disposition-notification', [
        textPart('This is a receipt.'),
        rawPart('message/disposition-notification', receiptPart(disposition)),
      ]),
    ),
  ),
  mail(
    'read receipt of Outlook, in words',
    receipt,
    { Subject: `Read: ${letterSubject}`, 'In-Reply-To': `<${messageIdOf('oak')}>` },
    `Your message\n\n   To: Jane Smith\n   Subject: ${letterSubject}\n   Sent: 19 November 2026 09:00\n\n was read on 19 November 2026 10:12.\n`,
  ),
  mail(
    'not read, in words',
    receipt,
    { Subject: `Not read: ${letterSubject}`, 'In-Reply-To': `<${messageIdOf('oak')}>` },
    `Your message\n\n   To: Jane Smith\n   Sent: 19 November 2026 09:00\n\n was deleted without being read on 20 November 2026 10:12.\n`,
  ),
];

const list: Label = { kind: 'list', thread: 'tray' };
const lists = [
  ...(
    [
      ['a newsletter', { 'List-Unsubscribe': '<https://n.example/u>', Precedence: 'bulk' }],
      ['a discussion list', { 'List-Id': '<managers.lists.example>', Precedence: 'list' }],
      ['a campaign', { 'X-Campaign-Id': '9', 'Feedback-ID': '9:camp' }],
      ['a list by its mailing-list header', { 'Mailing-list': 'list managers@lists.example' }],
      ['bulk and nothing else', { Precedence: 'bulk' }],
      [
        'a supplier with one-click unsubscribing',
        {
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          'List-Unsubscribe': '<https://s.example/u>',
        },
      ],
    ] as const
  ).map(([name, headers]) =>
    mail(
      name,
      list,
      {
        From: 'Care News <news@care-news.example>',
        To: ourAddress,
        Subject: 'What is new in November',
        ...headers,
      },
      'Dear reader, NHSmail and the toolkit are in the news. Oak House Care Home won a prize.',
    ),
  ),
  mail(
    'a list post that answers another',
    list,
    {
      From: 'Pat <pat@other.example>',
      To: 'managers@lists.example',
      Subject: 'Re: Agency rates',
      'List-Id': '<managers.lists.example>',
      'In-Reply-To': '<x@other.example>',
    },
    'Ours are the same.',
  ),
];

const loops = [
  mail(
    'our own letter, forwarded back by a rule',
    machine,
    {
      From: `Sam Carter <${ourAddress}>`,
      To: 'jane.smith@oakhouse.example',
      Subject: letterSubject,
      'Message-ID': `<${messageIdOf('oak')}>`,
      'Auto-Submitted': 'auto-generated',
      'X-MS-Exchange-Inbox-Rules-Loop': 'jane.smith@oakhouse.example',
    },
    letterText,
  ),
  mail(
    'our own letter under a new Message-ID',
    machine,
    { From: `Sam Carter <${ourAddress}>`, To: ourAddress, Subject: `FW: ${letterSubject}` },
    letterText,
  ),
  mail(
    'a loop that lost its From, but not the Message-ID',
    machine,
    {
      From: 'office@oakhouse.example',
      'Message-ID': `<${messageIdOf('oak').toUpperCase()}>`,
      Subject: letterSubject,
    },
    letterText,
  ),
  mail(
    'from one of our own signed addresses',
    machine,
    { From: replyAddressOf('oak'), To: ourAddress, Subject: letterSubject },
    'STOP',
  ),
];

export const otherMachines: readonly Labelled[] = [
  ...eachAcknowledgement,
  ...bareAcknowledgements,
  ...noReply,
  ...held,
  ...calendars,
  ...receipts,
  ...lists,
  ...loops,
];
