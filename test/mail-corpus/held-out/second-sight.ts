import { letterText, messageIdOf } from '../invented-town';
import { alone, held } from './held';

const quoted = letterText.replace(/^/gm, '> ');
const replied = {
  'Auto-Submitted': 'auto-replied',
  Subject: 'Automatic reply: Did you see my question?',
};
const jane = 'jane.smith@oakhouse.example';

/** A second set, written after the rules had been mended by the first, and tried once. */
export const secondSight = [
  held(
    'Mailbird',
    {
      kind: 'human',
      thread: 'oak',
      newest: 'I have filled it in as far as I can, page 2 beats me.',
    },
    {},
    `I have filled it in as far as I can, page 2 beats me.

On 19/11/2026 09:00:04, Sam Carter <caseload@association.example> wrote:
${letterText}
`,
  ),
  held(
    'Evolution, answers above with its own heading',
    { kind: 'human', thread: 'oak', newest: 'Asha cannot, she has no phone. Who else may it be?' },
    {},
    `Asha cannot, she has no phone. Who else may it be?

On Thu, 2026-11-19 at 09:00 +0000, Sam Carter wrote:
${quoted}
`,
  ),
  held(
    'mutt, with a heading of its own and a signature',
    { kind: 'human', thread: 'oak', newest: 'No code here.' },
    {},
    `* Sam Carter <caseload@association.example> [2026-11-19 09:00]:
${quoted}

No code here.

-- 
Jane Smith, Oak House
`,
  ),
  held(
    'Outlook in Polish',
    { kind: 'human', thread: 'oak', newest: 'Yes, I am the manager now. Kasia' },
    { 'Content-Type': 'text/plain; charset=utf-8' },
    `Yes, I am the manager now. Kasia

Od: Sam Carter <caseload@association.example>
Wysłano: czwartek, 19 listopada 2026 09:00
Do: Jane Smith
Temat: Did you see my question?

${letterText}
`,
  ),
  held(
    'a tablet in Romanian',
    { kind: 'human', thread: 'oak', newest: 'The post was late but it is here' },
    { 'Content-Type': 'text/plain; charset=utf-8' },
    `The post was late but it is here

În joi, 19 nov. 2026 la 09:00, Sam Carter <caseload@association.example> a scris:

${quoted}
`,
  ),
  held(
    'a colleague of the night shift answers for the home',
    { kind: 'human', thread: 'oak' },
    { From: 'Night desk <nights@oakhouse.example>' },
    `Jane is off till Sunday but asked me to say the letter is here. It says 17 November on it.
`,
  ),
  held(
    'says she is on leave, from the beach',
    { kind: 'human', thread: 'oak' },
    {},
    `Hi Sam I'm on holiday at the moment, can this wait till I'm back on the 1st?

Sent from my iPhone
`,
  ),
  held(
    'has the word automatic in it',
    { kind: 'human', thread: 'oak' },
    {},
    `Is this an automated message or are you a real person? I have had three of them.
`,
  ),
  held(
    'curt',
    { kind: 'human', thread: 'oak', newest: 'wrong person' },
    {},
    `wrong person

Get Outlook for Android
________________________________
From: Sam Carter <caseload@association.example>
Sent: Thursday, November 19, 2026 9:00:04 AM
To: Jane Smith <jane.smith@oakhouse.example>
Subject: Did you see my question?
`,
  ),
  held(
    'DONE in small letters with a name',
    { kind: 'human', thread: 'oak', keyword: 'DONE' },
    {},
    `Hi Sam, 

all done thanks

Jane
`,
  ),
  held(
    'opts out in her own words',
    { kind: 'human', thread: 'oak' },
    {},
    `I don't want any more of these, take me off your list.
`,
  ),
  held(
    'ta',
    { kind: 'thanks', thread: 'oak' },
    {},
    `Ta Sam, will do x

${quoted}
`,
  ),
  held(
    'a working pattern as an away message',
    { kind: 'out-of-office', returnOn: null, thread: 'oak' },
    replied,
    `Please note my working days are Tuesday and Thursday.
`,
  ),
  held(
    'to be in again, ordinal in words of its own',
    { kind: 'out-of-office', returnOn: '2026-12-01', thread: 'oak' },
    replied,
    `Thank you for your message. I'm enjoying a week off and shall be in again on Tuesday the 1st of December. Colin Marsh (ext 4) can help.
`,
  ),
  held(
    'both first and last day given, return at the end',
    { kind: 'out-of-office', returnOn: '2026-12-07', thread: 'oak' },
    replied,
    `I will be on annual leave from 21st November to 6th December, returning to work on 7th December. I will not be picking up emails during this period.
`,
  ),
  held(
    'until after the weekend',
    { kind: 'out-of-office', returnOn: '2026-11-23', thread: 'oak' },
    replied,
    `Out now until Mon 23rd Nov.
`,
  ),
  held(
    'without a header, by a rule of a home server',
    { kind: 'out-of-office', returnOn: '2026-11-30', thread: 'oak' },
    { Subject: 'Out of office' },
    `I am now out of the office and will return on Monday 30th November. I will reply to your email when I return. If it is urgent please contact the office on 01522 000000.
`,
  ),
  held(
    'a practice manager’s acknowledgement without a header',
    { kind: 'other-machine', thread: 'tray' },
    { Subject: 'We have your email', 'In-Reply-To': null },
    `Thank you for emailing Oak House. Your email has been received and someone will get back to you within three working days. Please note this inbox is not monitored at weekends.
`,
  ),
  held(
    'OpenSMTPD',
    { kind: 'delivery-failure', failed: jane, permanent: true, thread: 'oak' },
    {
      ...alone,
      From: 'Mailer Daemon <MAILER-DAEMON@mx.example>',
      Subject: 'Delivery status notification: error',
    },
    `    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

${jane}: 550 5.1.1 <${jane}>: Recipient address rejected: User unknown

    Below is a copy of the original message:

Message-ID: <${messageIdOf('oak')}>
From: Sam Carter <caseload@association.example>
`,
  ),
  held(
    'Kerio',
    { kind: 'delivery-failure', failed: jane, permanent: true, thread: 'oak' },
    {
      ...alone,
      From: 'Mail Server <postmaster@kerio.example>',
      Subject: 'Undeliverable: Did you see my question?',
      'Return-Path': '<>',
    },
    `Your message cannot be delivered to the following recipients:

Recipient address: ${jane}
Reason: Remote server returned: 550 5.1.1 Unknown user

Message-ID: <${messageIdOf('oak')}>
`,
  ),
  held(
    'Zoho tells that it waits',
    { kind: 'delivery-delay', failed: jane, thread: 'oak' },
    { ...alone, From: 'mailer-daemon@mail.zoho.example', Subject: 'Delayed Mail Delivery' },
    `This message was created automatically by mail delivery software. The following message is taking longer than expected to be delivered to ${jane}. The server will retry for 48 hours.

Message-ID: <${messageIdOf('oak')}>
`,
  ),
  held(
    'a council filter',
    { kind: 'other-machine', thread: 'tray' },
    {
      ...alone,
      From: 'Email gateway <gateway@council.example>',
      Subject: 'Your email has been blocked',
      'Auto-Submitted': 'auto-generated',
    },
    `The content of an email you sent broke our rules. It was removed.
`,
  ),
  held(
    'a survey of a helpdesk',
    { kind: 'other-machine', thread: 'tray' },
    { ...alone, From: 'Service Desk <no_reply@desk.example>', Subject: 'How did we do?' },
    `Your ticket INC0042 was closed. Please rate us.
`,
  ),
  held(
    'a digest of a forum',
    { kind: 'list', thread: 'tray' },
    {
      ...alone,
      From: 'Registered Managers <digest@forum.example>',
      Subject: 'Digest 114',
      'List-Id': 'Managers <m.forum.example>',
      'List-Archive': '<https://forum.example>',
    },
    `1. Rotas
2. Agency staff
`,
  ),
  held(
    'a delivery report sent on by the manager as a part',
    { kind: 'human', thread: 'case-oak' },
    { ...alone, Subject: 'Fwd: Undelivered', 'Content-Type': 'multipart/mixed; boundary=q' },
    `--q
Content-Type: text/plain

Can you see why my mail to the helpdesk comes back?

--q
Content-Type: message/rfc822

From: MAILER-DAEMON@oakhouse.example
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r
Content-Type: message/delivery-status

Reporting-MTA: dns; oakhouse.example

Final-Recipient: rfc822; helpdesk@somewhere.example
Action: failed
Status: 5.1.1

--r--
--q--
`,
  ),
];
