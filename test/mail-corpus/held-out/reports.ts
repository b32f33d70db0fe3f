import { letterSubject, messageIdOf } from '../invented-town';
import type { Label } from '../labelled';
import { alone, held } from './held';

const failure = (failed: string, permanent: boolean, more: Partial<Label> = {}): Label => ({
  kind: 'delivery-failure',
  failed,
  permanent,
  thread: 'oak',
  ...more,
});
const jane = 'jane.smith@oakhouse.example';
const returned = `Received: from association.example (association.example [192.0.2.1])
From: Sam Carter <caseload@association.example>
To: ${jane}
Subject: ${letterSubject}
Message-ID: <${messageIdOf('oak')}>
`;

export const heldOutReports = [
  held(
    'Courier, without a report part',
    failure(jane, true),
    {
      ...alone,
      From: 'Mail Delivery System <MAILER-DAEMON@relay.example>',
      Subject: 'NOTICE: mail delivery status.',
    },
    `This is a delivery status notification from relay.example,
running the Courier mail server, version 0.75.

The original message was received on Thu, 19 Nov 2026 09:00:12 +0000
from association.example (association.example [192.0.2.1])

---------------------------------------------------------------------------

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<${jane}>:
    mx.oakhouse.example [192.0.2.9]:
>>> RCPT TO:<${jane}>
<<< 550 5.1.1 User unknown

---------------------------------------------------------------------------

${returned}`,
  ),
  held(
    'a plain report of few words',
    failure(jane, true),
    {
      ...alone,
      From: 'postmaster@oakhouse.example',
      Subject: 'Unknown recipient',
      'Return-Path': '<>',
    },
    `Message from oakhouse.example.
Unable to deliver message to the following address(es).

<${jane}>:
This user doesn't have an oakhouse.example account (${jane}) [0]

--- Original message follows.

${returned}`,
  ),
  held(
    'IMail',
    failure(jane, true),
    {
      ...alone,
      From: 'Postmaster <postmaster@oakhouse.example>',
      Subject: 'Undeliverable Mail',
    },
    `Unknown user: ${jane}

Original message follows.

${returned}`,
  ),
  held(
    'a full mailbox, told by a French server',
    failure(jane, false, { cause: 'mailbox-full' }),
    {
      ...alone,
      From: 'MAILER-DAEMON@relais.example',
      Subject: 'Mail Delivery Failure Notice',
      'Content-Type': 'text/plain; charset=utf-8',
    },
    `Ce message vous a été envoyé par le serveur de messagerie.
(This message was sent to you by the mailer daemon.)

Votre courrier n'a pas pu être transmis à tous ses destinataires.
(Sorry, but your mail could not be delivered.)

<${jane}>: 552 5.2.2 Over quota

${returned}`,
  ),
  held(
    'RFC 3464 with capitals and folded lines out of the ordinary',
    failure(jane, true),
    {
      ...alone,
      From: 'Internet Mail Delivery <postmaster@relay.example>',
      Subject: 'Delivery Notification: Delivery has failed',
      'Content-Type': 'MULTIPART/REPORT; BOUNDARY="Boundary_(ID_x)"; REPORT-TYPE=DELIVERY-STATUS',
    },
    `
--Boundary_(ID_x)
Content-type: text/plain; charset=us-ascii

This report relates to a message you sent.

--Boundary_(ID_x)
Content-type: MESSAGE/DELIVERY-STATUS

REPORTING-MTA: dns;relay.example

ORIGINAL-RECIPIENT: rfc822;${jane}
FINAL-RECIPIENT: rfc822;${jane}
ACTION: failed
STATUS: 5.1.1 (Remote SMTP server has rejected
 address)
DIAGNOSTIC-CODE: smtp;550 5.1.1 <${jane}>... User
 unknown

--Boundary_(ID_x)
Content-type: TEXT/RFC822-HEADERS

${returned}
--Boundary_(ID_x)--
`,
  ),
  held(
    'RFC 3464 about two recipients, one of them delivered',
    failure('deputy@oakhouse.example', true),
    {
      ...alone,
      From: 'MAILER-DAEMON@relay.example',
      Subject: 'Partly undelivered',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=zz',
    },
    `--zz

Some could be reached.

--zz
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; ${jane}
Action: relayed
Status: 2.0.0

Final-Recipient: rfc822; deputy@oakhouse.example
Action: failed
Status: 5.1.1

--zz
Content-Type: message/rfc822

${returned}

Dear manager,
--zz--
`,
  ),
  held(
    'given up after days: the address may be good',
    failure(jane, false, { cause: 'gave-up' }),
    {
      ...alone,
      From: 'MAILER-DAEMON@relay.example',
      Subject: 'Undeliverable: Did you see my question?',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=zz',
    },
    `--zz

Given up.

--zz
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; ${jane}
Action: failed
Status: 4.4.7
Diagnostic-Code: smtp; 400 4.4.7 Message delayed

--zz
Content-Type: text/rfc822-headers

${returned}
--zz--
`,
  ),
  held(
    'a delay, with the subject of a failure',
    { kind: 'delivery-delay', failed: jane, permanent: false, thread: 'oak' },
    {
      ...alone,
      From: 'Mail Delivery Subsystem <mailer-daemon@relay.example>',
      Subject: 'Delivery Status Notification',
      'Content-Type': 'multipart/report; report-type="delivery-status"; boundary=zz',
    },
    `--zz

Still in the queue.

--zz
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Thu, 19 Nov 2026 09:00:12 +0000

Final-Recipient: rfc822; ${jane}
Action: delayed
Status: 4.4.1
Will-Retry-Until: Tue, 24 Nov 2026 09:00:12 +0000

--zz
Content-Type: text/rfc822-headers

${returned}
--zz--
`,
  ),
  held(
    'a delay in words only',
    { kind: 'delivery-delay', failed: jane, thread: 'oak' },
    {
      ...alone,
      From: 'MAILER-DAEMON@relay.example',
      Subject: 'Warning: your message is late',
    },
    `Your message to ${jane} is still waiting: the other server does not answer. We will keep trying for three more days. There is nothing you need to do.

${returned}`,
  ),
  held(
    'told that it was delivered',
    { kind: 'delivery-success', thread: 'oak' },
    {
      ...alone,
      From: 'postmaster@oakhouse.example',
      Subject: 'Delivered: Did you see my question?',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=zz',
    },
    `--zz

Your message has been delivered.

--zz
Content-Type: message/delivery-status

Reporting-MTA: dns; oakhouse.example

Final-Recipient: rfc822; ${jane}
Action: delivered
Status: 2.0.0

--zz
Content-Type: message/rfc822-headers

${returned}
--zz--
`,
  ),
  held(
    'a filter that does not like links',
    failure(jane, false, { cause: 'refused' }),
    {
      ...alone,
      From: 'MAILER-DAEMON@relay.example',
      Subject: 'Returned mail: see transcript for details',
    },
    `The original message was received at Thu, 19 Nov 2026 09:00:12 GMT

   ----- The following addresses had permanent fatal errors -----
<${jane}>
    (reason: 554 5.7.1 Message rejected because of unacceptable content)

${returned}`,
  ),
  held(
    'a forged report about a letter that was never ours',
    { kind: 'delivery-failure', failed: 'boss@somewhere.example', thread: 'tray' },
    {
      ...alone,
      From: 'MAILER-DAEMON@evil.example',
      Subject: 'failure notice',
    },
    `Hi. This is the qmail-send program at evil.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<boss@somewhere.example>:
192.0.2.66 does not like recipient. 550 no such user

--- Below this line is a copy of the message.

Message-ID: <0190f6a4-5c11-7000-8000-000000000001@evil.example>
Subject: Invoice
`,
  ),
];
