import { type Headers, message, multipart, type Part, rawPart, textPart } from '../compose-mail';
import {
  type LetterName,
  letterSubject,
  letters,
  messageIdOf,
  officer,
  ourAddress,
} from '../invented-town';
import type { Label, Labelled } from '../labelled';

/** The letter as a server sends it back: its headers, or more. */
export const returnedHeaders = (to: LetterName): string =>
  `Received: from association.example by mail.relay.example; Thu, 19 Nov 2026 09:00:06 +0000
Message-ID: <${messageIdOf(to)}>
From: ${officer} <${ourAddress}>
To: The manager <${letters[to].to}>
Subject: ${letterSubject}
Auto-Submitted: auto-generated
`;

interface Server {
  name: string;
  from: string;
  returnPath?: string;
  subject: { failed: string; delayed: string };
  words: (address: string, said: string) => string;
  /** Further fields of the report, as this server writes them. */
  fields: (address: string) => string;
  returns: 'headers' | 'message' | 'nothing';
  extra?: Headers;
}

const servers: readonly Server[] = [
  {
    name: 'Postfix',
    from: 'MAILER-DAEMON@mail.relay.example (Mail Delivery System)',
    subject: {
      failed: 'Undelivered Mail Returned to Sender',
      delayed: 'Delayed Mail (still being retried)',
    },
    words: (address, said) =>
      `This is the mail system at host mail.relay.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\n<${address}>: host mx.example[192.0.2.9] said: ${said} (in reply to RCPT TO command)\n`,
    fields: () =>
      'X-Postfix-Queue-ID: 4T0xY71ABC\nX-Postfix-Sender: rfc822; caseload@association.example\nArrival-Date: Thu, 19 Nov 2026 09:00:06 +0000 (GMT)\n',
    returns: 'headers',
  },
  {
    name: 'Exchange Online',
    from: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@tenant.example>',
    subject: {
      failed: `Undeliverable: ${letterSubject}`,
      delayed: `Delivery delayed:${letterSubject}`,
    },
    words: (address) =>
      `Your message to ${address} couldn't be delivered.\n\nThe address wasn't found at the destination.\n`,
    fields: () => 'X-MS-Exchange-Message-Is-NDR: 1\n',
    returns: 'message',
    extra: [
      ['X-MS-Exchange-Message-Is-Ndr', ''],
      ['Auto-Submitted', 'auto-replied'],
    ],
  },
  {
    name: 'Gmail',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
    subject: {
      failed: 'Delivery Status Notification (Failure)',
      delayed: 'Delivery Status Notification (Delay)',
    },
    words: (address) =>
      `** Address not found **\n\nYour message wasn't delivered to ${address} because the address couldn't be found.\n`,
    fields: () =>
      `X-Original-Message-ID: <${messageIdOf('oak')}>\nArrival-Date: Thu, 19 Nov 2026 01:00:06 -0800 (PST)\n`,
    returns: 'headers',
    extra: [
      ['Auto-Submitted', 'auto-replied'],
      ['References', `<${messageIdOf('oak')}>`],
    ],
  },
  {
    name: 'Exim with a report part',
    from: 'Mail Delivery System <Mailer-Daemon@host.example>',
    subject: {
      failed: 'Mail delivery failed: returning message to sender',
      delayed: 'Warning: message 1abCDe-0001 delayed 24 hours',
    },
    words: (address, said) =>
      `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${address}\n    ${said}\n`,
    fields: () => '',
    returns: 'message',
    extra: [['Auto-Submitted', 'auto-replied']],
  },
  {
    name: 'Sendmail',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@host.example>',
    subject: {
      failed: 'Returned mail: see transcript for details',
      delayed: 'Warning: could not send message for past 4 hours',
    },
    words: (address, said) =>
      `The original message was received at Thu, 19 Nov 2026 09:00:06 GMT\n\n   ----- The following addresses had permanent fatal errors -----\n<${address}>\n    (reason: ${said})\n`,
    fields: () =>
      'Received-From-MTA: DNS; association.example\nArrival-Date: Thu, 19 Nov 2026 09:00:06 GMT\n',
    returns: 'headers',
    extra: [['Auto-Submitted', 'auto-generated (failure)']],
  },
  {
    name: 'Mimecast',
    from: 'postmaster@mimecast.example',
    subject: {
      failed: `[Postmaster] Email Delivery Failure`,
      delayed: '[Postmaster] Email Delivery Delayed',
    },
    words: (address) => `The message you sent to ${address} could not be delivered.\n`,
    fields: () => 'X-Mimecast-Spam-Score: 0\n',
    returns: 'headers',
  },
  {
    name: 'Proofpoint',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@pps.example>',
    subject: {
      failed: 'Returned mail: see transcript for details',
      delayed: 'Warning: could not send message for past 12 hours',
    },
    words: (address, said) =>
      `----- Transcript of session follows -----\n... while talking to mx.example.:\n<<< ${said}\n550 5.1.1 <${address}>... User unknown\n`,
    fields: () => '',
    returns: 'headers',
  },
  {
    name: 'NHSmail relay',
    from: 'postmaster@relay.nhs.example',
    returnPath: '<>',
    subject: { failed: `Undeliverable: ${letterSubject}`, delayed: `Delayed: ${letterSubject}` },
    words: (address, said) =>
      `Delivery has failed to these recipients or groups:\n\n${address}\n${said}\n\nDiagnostic information for administrators:\n`,
    fields: () => 'Received-From-MTA: dns;association.example\n',
    returns: 'message',
  },
];

interface Situation {
  name: string;
  action: 'failed' | 'delayed' | 'delivered';
  status: string;
  said: string;
  cause?: Label['cause'];
  permanent?: boolean;
}

const situations: readonly Situation[] = [
  {
    name: 'no such person',
    action: 'failed',
    status: '5.1.1',
    said: '550 5.1.1 User unknown',
    cause: 'no-such-address',
    permanent: true,
  },
  {
    name: 'no such person, told by a vague code',
    action: 'failed',
    status: '5.0.0',
    said: '550 No such mailbox here',
    cause: 'no-such-address',
    permanent: true,
  },
  {
    name: 'no such domain',
    action: 'failed',
    status: '5.1.2',
    said: '550 5.1.2 Host unknown',
    cause: 'no-such-address',
    permanent: true,
  },
  {
    name: 'full',
    action: 'failed',
    status: '5.2.2',
    said: '552 5.2.2 Mailbox full',
    cause: 'mailbox-full',
    permanent: false,
  },
  {
    name: 'blocked',
    action: 'failed',
    status: '5.7.1',
    said: '554 5.7.1 Blocked by policy',
    cause: 'refused',
    permanent: false,
  },
  {
    name: 'directory of Microsoft 365',
    action: 'failed',
    status: '5.4.1',
    said: '550 5.4.1 Recipient address rejected: Access denied. AS(201806281)',
    cause: 'no-such-address',
    permanent: true,
  },
  {
    name: 'given up',
    action: 'failed',
    status: '4.4.7',
    said: '451 4.4.7 Message expired',
    cause: 'gave-up',
    permanent: false,
  },
  {
    name: 'late',
    action: 'delayed',
    status: '4.4.1',
    said: '451 4.4.1 Connection timed out',
    permanent: false,
  },
];

function report(server: Server, situation: Situation, to: LetterName): Labelled {
  const address = letters[to].to;
  const status = `Reporting-MTA: dns; ${server.from.includes('@') ? 'mail.relay.example' : 'host'}\n${server.fields(address)}\nOriginal-Recipient: rfc822;${address}\nFinal-Recipient: rfc822; ${address}\nAction: ${situation.action}\nStatus: ${situation.status}\nRemote-MTA: dns; mx.example\nDiagnostic-Code: smtp; ${situation.said}\n`;
  const isLate = situation.action === 'delayed';
  const parts: Part[] = [
    textPart(
      isLate
        ? 'Your message is late. It will be tried again.'
        : server.words(address, situation.said),
    ),
    rawPart('message/delivery-status', status),
  ];
  if (server.returns === 'headers') parts.push(rawPart('text/rfc822-headers', returnedHeaders(to)));
  if (server.returns === 'message')
    parts.push(
      rawPart(
        'message/rfc822',
        `${returnedHeaders(to)}Content-Type: text/plain\n\nDear manager,\n`,
      ),
    );
  const headers: Headers = [
    ['Return-Path', server.returnPath ?? '<>'],
    ['From', server.from],
    ['To', ourAddress],
    ['Subject', isLate ? server.subject.delayed : server.subject.failed],
    ['Date', 'Thu, 19 Nov 2026 09:01:00 +0000'],
    ['Message-ID', `<${situation.status}.${to}@relay.example>`],
    ...(server.extra ?? []),
  ];
  return {
    name: `${server.name}: ${situation.name}`,
    raw: message(headers, multipart('report; report-type=delivery-status', parts, '=_report')),
    label: {
      kind: isLate ? 'delivery-delay' : 'delivery-failure',
      failed: address,
      permanent: situation.permanent,
      cause: situation.cause,
      thread: to,
    },
  };
}

const delivered: readonly Labelled[] = (['oak', 'beech', 'fern'] as const).map((to) => ({
  name: `told that it was delivered (${to})`,
  label: { kind: 'delivery-success', failed: letters[to].to, permanent: false, thread: to },
  raw: message(
    [
      ['Return-Path', '<>'],
      ['From', 'postmaster@relay.example'],
      ['To', ourAddress],
      ['Subject', `Delivered: ${letterSubject}`],
    ],
    multipart('report; report-type=delivery-status', [
      textPart('Your message has been delivered to the following recipients.'),
      rawPart(
        'message/delivery-status',
        `Reporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822;${letters[to].to}\nAction: delivered\nStatus: 2.0.0\n`,
      ),
      rawPart('text/rfc822-headers', returnedHeaders(to)),
    ]),
  ),
}));

export const deliveryReports: readonly Labelled[] = [
  ...servers.flatMap((server, s) =>
    situations.map((situation, n) =>
      report(
        server,
        situation,
        server.name === 'Gmail'
          ? 'oak'
          : ((['oak', 'beech', 'fern', 'bramley'] as const)[(s + n) % 4] ?? 'oak'),
      ),
    ),
  ),
  ...delivered,
];
