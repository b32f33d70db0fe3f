import { type Headers, message, textPart } from '../compose-mail';
import { type LetterName, letters, ourAddress } from '../invented-town';
import type { Label, Labelled } from '../labelled';
import { returnedHeaders } from './reports';

/** Servers that tell a failure in words only, without the report part of RFC 3464. */
interface Dialect {
  name: string;
  from: string;
  subject: string;
  text: (address: string, copy: string) => string;
  label: Omit<Label, 'failed' | 'thread'>;
  headers?: (address: string) => Headers;
}

const dead: Dialect['label'] = {
  kind: 'delivery-failure',
  permanent: true,
  cause: 'no-such-address',
};
const full: Dialect['label'] = {
  kind: 'delivery-failure',
  permanent: false,
  cause: 'mailbox-full',
};
const late: Dialect['label'] = { kind: 'delivery-delay', permanent: false };

const dialects: readonly Dialect[] = [
  {
    name: 'qmail',
    from: 'MAILER-DAEMON@mx.relay.example',
    subject: 'failure notice',
    label: dead,
    text: (address, copy) =>
      `Hi. This is the qmail-send program at mx.relay.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${address}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n${copy}`,
  },
  {
    name: 'qmail, full',
    from: 'MAILER-DAEMON@mx.relay.example',
    subject: 'failure notice',
    label: full,
    text: (address, copy) =>
      `Hi. This is the qmail-send program at mx.relay.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<${address}>:\nThe user's mailbox is over quota. (#5.2.2)\n\n--- Below this line is a copy of the message.\n\n${copy}`,
  },
  {
    name: 'Exim of a small host',
    from: 'Mail Delivery System <Mailer-Daemon@cp12.host.example>',
    subject: 'Mail delivery failed: returning message to sender',
    label: dead,
    headers: (address) => [
      ['X-Failed-Recipients', address],
      ['Auto-Submitted', 'auto-replied'],
    ],
    text: (address, copy) =>
      `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${address}\n    No Such User Here\n\n------ This is a copy of the message, including all the headers. ------\n\n${copy}`,
  },
  {
    name: 'Exim, unrouteable',
    from: 'Mail Delivery System <Mailer-Daemon@host.example>',
    subject: 'Mail delivery failed: returning message to sender',
    label: dead,
    text: (address, copy) =>
      `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${address}\n    Unrouteable address\n\n------ This is a copy of the message's headers. ------\n\n${copy}`,
  },
  {
    name: 'Exim, late',
    from: 'Mail Delivery System <Mailer-Daemon@host.example>',
    subject: 'Warning: message 1tDf2x-0007Qy delayed 24 hours',
    label: late,
    text: (address, copy) =>
      `This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on host.example.\n\nThe address to which the message has not yet been delivered is:\n\n  ${address}\n    Delay reason: connection timed out\n\nNo action is required on your part. Delivery attempts will continue for\nsome time, and this warning may be repeated at intervals.\n\n${copy}`,
  },
  {
    name: 'Sendmail of the old days',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@old.example>',
    subject: 'Returned mail: User unknown',
    label: dead,
    text: (address, copy) =>
      `The original message was received at Thu, 19 Nov 2026 09:00:06 GMT\nfrom association.example [192.0.2.1]\n\n   ----- The following addresses had permanent fatal errors -----\n<${address}>\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.:\n>>> RCPT To:<${address}>\n<<< 550 5.1.1 User unknown\n\n   ----- Original message follows -----\n${copy}`,
  },
  {
    name: 'Sendmail, late',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@old.example>',
    subject: 'Warning: could not send message for past 4 hours',
    label: late,
    text: (address, copy) =>
      `    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n   ----- The following addresses had transient non-fatal errors -----\n<${address}>\n\nWill keep trying until message is 5 days old\n\n${copy}`,
  },
  {
    name: 'Exchange of a home’s own server',
    from: 'postmaster@homeserver.example',
    subject: 'Undeliverable: Did you see my question?',
    label: dead,
    text: (address, copy) =>
      `Delivery has failed to these recipients or groups:\n\n${address}\nThe email address you entered couldn't be found. Please check the recipient's email address and try to resend the message.\n\nDiagnostic information for administrators:\n\nGenerating server: EX01.homeserver.example\n\n${address}\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\nOriginal message headers:\n\n${copy}`,
  },
  {
    name: 'Exchange 2003',
    from: 'System Administrator <postmaster@homeserver.example>',
    subject: 'Undeliverable: Did you see my question?',
    label: dead,
    text: (address, copy) =>
      `Your message did not reach some or all of the intended recipients.\n\n      Subject:\tDid you see my question?\n      Sent:\t19/11/2026 09:00\n\nThe following recipient(s) could not be reached:\n\n      ${address} on 19/11/2026 09:00\n            The e-mail account does not exist at the organization this message was sent to. Check the e-mail address.\n            <homeserver.example #5.1.1>\n\n${copy}`,
  },
  {
    name: 'Gmail, in words',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
    subject: 'Delivery Status Notification (Failure)',
    label: dead,
    headers: (address) => [
      ['X-Failed-Recipients', address],
      ['Auto-Submitted', 'auto-replied'],
    ],
    text: (address, copy) =>
      `Delivery to the following recipient failed permanently:\n\n     ${address}\n\nTechnical details of permanent failure: \nThe email account that you tried to reach does not exist.\n\n----- Original message -----\n\n${copy}`,
  },
  {
    name: 'Yahoo',
    from: 'MAILER-DAEMON@yahoo.example',
    subject: 'Failure Notice',
    label: dead,
    text: (address, copy) =>
      `Sorry, we were unable to deliver your message to the following address.\n\n<${address}>:\n554: delivery error: dd This user doesn't have a yahoo.example account (${address}) [0]\n\n--- Below this line is a copy of the message.\n\n${copy}`,
  },
  {
    name: 'Domino',
    from: 'Postmaster@notes.example',
    subject: 'DELIVERY FAILURE: User jane not listed in Domino Directory',
    label: dead,
    text: (address, copy) =>
      `Your message\n\n  Subject: Did you see my question?\n\nwas not delivered to:\n\n  ${address}\n\nbecause:\n\n  User jane (${address}) not listed in Domino Directory\n\n${copy}`,
  },
  {
    name: 'MDaemon',
    from: 'MDaemon at relay.example <MDaemon@relay.example>',
    subject: 'Permanent Delivery Failure',
    label: dead,
    text: (address, copy) =>
      `The attached message had PERMANENT fatal delivery errors!\n\n--- Session Transcript ---\n--> RCPT To:<${address}>\n<-- 550 5.1.1 User unknown\n--- End Transcript ---\n\n${copy}`,
  },
  {
    name: 'Mimecast, in words',
    from: 'postmaster@mimecast.example',
    subject: '[Postmaster] Email Delivery Failure',
    label: { kind: 'delivery-failure', permanent: false, cause: 'refused' },
    text: (address, copy) =>
      `The message you sent to ${address} was rejected.\n\nReason: 554 Email rejected due to security policies - administrative prohibition\n\n${copy}`,
  },
  {
    name: 'Barracuda',
    from: 'Mailer-Daemon <MAILER-DAEMON@barracuda.example>',
    subject: '**Message you sent blocked by our bulk email filter**',
    label: { kind: 'delivery-failure', permanent: false, cause: 'refused' },
    text: (address, copy) =>
      `Your message to: ${address}\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED.\n\n${copy}`,
  },
  {
    name: 'a host that sends as a person would',
    from: 'Support <mail@smallhost.example>',
    subject: 'Undeliverable mail',
    label: dead,
    text: (address, copy) =>
      `Your email to ${address} could not be delivered.\n\n550 5.1.1 The account does not exist.\n\n${copy}`,
  },
  {
    name: 'a German server',
    from: 'MAILER-DAEMON@post.example',
    subject: 'Unzustellbar: Did you see my question?',
    label: dead,
    text: (address, copy) =>
      `Ihre Nachricht konnte nicht zugestellt werden.\n\n<${address}>: 550 5.1.1 User unknown\n\n${copy}`,
  },
  {
    name: 'a domain that is gone',
    from: 'MAILER-DAEMON@relay.example',
    subject: 'Undelivered Mail Returned to Sender',
    label: dead,
    text: (address, copy) =>
      `I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<${address}>: Host or domain name not found. Name service error for\n    name=gone.example type=A: Host not found\n\n${copy}`,
  },
];

export const bounceLetters: readonly Labelled[] = dialects.flatMap((dialect, d) =>
  (['oak', 'beech', 'mill'] as const)
    .filter((_, n) => n < 2 || d % 2 === 0)
    .map((to: LetterName, n): Labelled => {
      const address = letters[to].to;
      const returnPath = n === 1 ? '<>' : '<bounce@relay.example>';
      return {
        name: `${dialect.name} (${to})`,
        raw: message(
          [
            [
              'Return-Path',
              dialect.name.startsWith('a host that') ? '<mail@smallhost.example>' : returnPath,
            ],
            ['From', dialect.from],
            ['To', ourAddress],
            ['Subject', dialect.subject],
            ['Date', 'Thu, 19 Nov 2026 09:01:00 +0000'],
            ...(dialect.headers?.(address) ?? []),
          ],
          textPart(
            dialect.text(address, returnedHeaders(to)),
            'plain',
            n === 1 ? 'iso-8859-1' : 'utf-8',
          ),
        ),
        label: { ...dialect.label, failed: address, thread: to },
      };
    }),
);
