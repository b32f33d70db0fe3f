import { type Headers, message, multipart, type Part, rawPart, textPart } from '../compose-mail';
import {
  letterSubject,
  letterText,
  letters,
  messageIdOf,
  officer,
  ourAddress,
  replyAddressOf,
} from '../invented-town';
import type { Label, Labelled } from '../labelled';

interface Mail {
  from: string;
  to?: string;
  subject?: string;
  references?: readonly string[];
  text: string;
  more?: Headers;
  content?: Part;
}

const mail = (name: string, label: Omit<Label, 'kind'> & Partial<Label>, one: Mail): Labelled => ({
  name,
  label: { kind: 'human', ...label },
  raw: message(
    [
      ['From', one.from],
      ['To', one.to ?? ourAddress],
      ['Subject', one.subject ?? `Re: ${letterSubject}`],
      ['Date', 'Fri, 20 Nov 2026 14:02:11 +0000'],
      ...(one.references
        ? ([['References', one.references.map((id) => `<${id}>`).join(' ')]] as const)
        : []),
      ...(one.more ?? []),
    ],
    one.content ?? textPart(one.text),
  ),
});

const jane = 'Jane Smith <jane.smith@oakhouse.example>';
const priya = 'Priya Nair <priya.nair@bramleycare.example>';
const tom = 'Tom Reed <tom.reed@mailbox.example>';
const tray = (firstGuess?: string): { thread: 'tray'; firstGuess?: string } => ({
  thread: 'tray',
  firstGuess,
});
const forward = (from: string, text: string): string =>
  `---------- Forwarded message ---------\nFrom: ${from}\nDate: Thu, 19 Nov 2026 at 11:00\nSubject: Re: ${letterSubject}\nTo: ${officer} <${ourAddress}>\n\n${text}\n`;

/** What could be filed to a wrong case, and must not be. */
export const threads: readonly Labelled[] = [
  mail('a stranger at a signed address', tray('case-oak'), {
    from: 'x@spam.example',
    to: replyAddressOf('oak'),
    text: 'We sell beds.',
  }),
  mail('a stranger who names a letter of ours', tray('case-oak'), {
    from: 'Someone <some@one.example>',
    references: [messageIdOf('oak')],
    text: 'What is this?',
  }),
  mail(
    'a colleague at the same firm',
    { thread: 'oak' },
    {
      from: 'Colin Marsh <colin@oakhouse.example>',
      to: replyAddressOf('oak'),
      text: 'Jane asked me to answer: yes.',
    },
  ),
  mail(
    'a colleague at the same firm, by Message-ID',
    { thread: 'oak' },
    {
      from: 'Colin Marsh <colin@oakhouse.example>',
      references: [messageIdOf('oak')],
      text: 'Yes, two people.',
    },
  ),
  mail('a free mail address is no firm', tray('case-fern'), {
    from: 'another@gmail.com',
    to: replyAddressOf('fern'),
    text: 'Hello',
  }),
  mail('the private address of nobody known, at a signed address', tray('case-oak'), {
    from: 'jane.private@outlook.com',
    to: replyAddressOf('oak'),
    text: 'It is me, Jane, from home. The code came.',
  }),
  mail(
    'a forged signature',
    { thread: 'case-oak' },
    { from: jane, to: `caseload+r.beech.aaaaaa@association.example`, text: 'Yes' },
  ),
  mail('a forged signature by a stranger', tray(), {
    from: 'x@y.example',
    to: 'caseload+r.oak.aaaaaa@association.example',
    text: 'Yes',
  }),
  mail('a Message-ID of another domain', tray(), {
    from: 'x@y.example',
    references: [`${letters.oak.letterId}@evil.example`],
    text: 'Yes',
  }),
  mail('a Message-ID of ours that was never sent', tray(), {
    from: 'x@y.example',
    references: ['0190f6a4-5c11-7000-8000-0000000000ff@association.example'],
    text: 'Yes',
  }),
  mail('a Message-ID with more before it', tray(), {
    from: 'x@y.example',
    references: [`a${messageIdOf('oak')}`],
    text: 'Yes',
  }),
  mail('the address of one letter, the Message-ID of another home’s', tray('case-oak'), {
    from: jane,
    to: replyAddressOf('oak'),
    references: [messageIdOf('beech')],
    text: 'See below.',
  }),
  mail('quotes the letter of another home', tray(), {
    from: jane,
    references: [messageIdOf('oak'), messageIdOf('beech')],
    text: 'Both came to me.',
  }),
  mail(
    'two letters of the same home',
    { thread: 'oakAgain' },
    {
      from: jane,
      references: [messageIdOf('oak'), messageIdOf('oakAgain')],
      text: 'Answering both.',
    },
  ),
  mail('answers an old letter of the home where he used to be', tray(), {
    from: tom,
    references: [messageIdOf('anne')],
    text: 'I have moved to Willow Lodge now. We would like to start.',
  }),
  mail('answers an old letter, and says nothing of it', tray(), {
    from: tom,
    references: [messageIdOf('anne')],
    text: 'The code came today.',
  }),
  mail('answers the signed address of an old letter', tray(), {
    from: tom,
    to: replyAddressOf('anne'),
    text: 'The code came today.',
  }),
  mail('answers a letter of a closed case', tray('case-mill'), {
    from: 'Ruth <ruth@milllane.example>',
    to: replyAddressOf('mill'),
    text: 'Could we begin again?',
  }),
  mail('writes afresh, her case is closed', tray('case-mill'), {
    from: 'Ruth <ruth@milllane.example>',
    text: 'Could we begin again?',
    subject: 'NHSmail',
  }),
  mail('a letter about two homes', tray(), {
    from: priya,
    to: replyAddressOf('bramley'),
    text: 'Both are done.',
  }),
  mail('a letter about two homes, one of them named', tray('case-willow'), {
    from: priya,
    to: replyAddressOf('bramley'),
    text: 'Willow Lodge has its code.',
  }),
  mail('writes afresh and has two homes', tray(), {
    from: priya,
    subject: 'Question',
    text: 'When does the code run out?',
  }),
  mail('writes afresh, has two homes and names one', tray('case-beech'), {
    from: priya,
    subject: 'Beech Court',
    text: 'Has the form for Beech Court gone in?',
  }),
  mail('answers for Oak House but speaks of St Anne’s', tray(), {
    from: jane,
    to: replyAddressOf('oak'),
    text: "St Anne's has had no code at all, and neither have we.",
  }),
  mail('answers for Oak House but gives another postcode', tray(), {
    from: jane,
    to: replyAddressOf('oak'),
    text: 'The code for NG31 7DD has come.',
  }),
  mail('answers for Oak House but gives another location ID', tray(), {
    from: jane,
    to: replyAddressOf('oak'),
    text: 'It is for 1-323456789.',
  }),
  mail(
    'answers for Oak House and names it',
    { thread: 'oak' },
    { from: jane, to: replyAddressOf('oak'), text: 'Oak House has its code. LN1 3AA.' },
  ),
  mail('the same subject, a stranger, no letter', tray(), {
    from: 'x@y.example',
    text: 'I got the same letter.',
  }),
  mail(
    'the same subject, a known sender',
    { thread: 'case-oak' },
    { from: jane, text: 'Here is my answer.' },
  ),
  mail('a known sender who names another home', tray(), {
    from: jane,
    subject: 'Willow Lodge',
    text: 'My friend at Willow Lodge wants to join too.',
  }),
  mail('a known sender who gives another postcode', tray(), {
    from: jane,
    subject: 'Hello',
    text: 'We have moved to PE21 6HH.',
  }),
  mail('a stranger who names a home', tray('case-willow'), {
    from: 'x@y.example',
    subject: 'Willow Lodge',
    text: 'I am the new manager.',
  }),
  mail('a stranger who gives a postcode', tray('case-anne'), {
    from: 'x@y.example',
    subject: 'Hello',
    text: 'We are at ng317dd.',
  }),
  mail('a stranger who gives an ODS code', tray('case-beech'), {
    from: 'x@y.example',
    subject: 'Hello',
    text: 'Our code is VLX02.',
  }),
  mail('a stranger from a firm that is known', tray('case-anne'), {
    from: 'carer@stannes.example',
    subject: 'Hello',
    text: 'Who do I ask?',
  }),
  mail('several signs agree on one home', tray('case-willow'), {
    from: 'Ben <ben@bramleycare.example>',
    subject: 'Willow Lodge',
    text: 'PE21 6HH',
  }),
  mail('no sender', tray(), { from: '', to: replyAddressOf('oak'), text: 'Yes' }),
  mail('two reply addresses of two homes', tray(), {
    from: jane,
    to: `${replyAddressOf('oak')}, ${replyAddressOf('beech')}`,
    text: 'Yes',
  }),
  mail(
    'the reply address in capitals, as some servers write it',
    { thread: 'oak' },
    { from: jane, to: replyAddressOf('oak').toUpperCase(), text: 'Yes' },
  ),
  mail(
    'only Delivered-To tells',
    { thread: 'oak' },
    {
      from: jane,
      to: 'undisclosed-recipients:;',
      text: 'Yes',
      more: [['Delivered-To', replyAddressOf('oak')]],
    },
  ),
  mail(
    'only Cc tells',
    { thread: 'oak' },
    {
      from: jane,
      to: 'colin@oakhouse.example',
      text: 'Yes',
      more: [['Cc', replyAddressOf('oak')]],
    },
  ),
  mail('forwarded by somebody unknown', tray(), {
    from: 'desk@association.example',
    subject: `Fwd: Re: ${letterSubject}`,
    text: `\n${forward(jane, 'The code came.')}`,
  }),
  mail(
    'a forged delivery report of a stranger, by Message-ID alone',
    { kind: 'delivery-failure', failed: 'x@y.example', thread: 'tray' },
    {
      from: 'MAILER-DAEMON@y.example',
      subject: 'failure notice',
      text: '',
      more: [['Return-Path', '<>']],
      content: multipart('report; report-type=delivery-status', [
        textPart('failed'),
        rawPart(
          'message/delivery-status',
          'Reporting-MTA: dns; y.example\n\nFinal-Recipient: rfc822; x@y.example\nAction: failed\nStatus: 5.1.1\n',
        ),
        rawPart(
          'text/rfc822-headers',
          `Message-ID: <${letters.oak.letterId}@y.example>\nSubject: ${letterSubject}\n`,
        ),
      ]),
    },
  ),
  mail('our letter sent on as a part, with a question', tray('case-oak'), {
    from: 'friend@elsewhere.example',
    subject: `Fwd: ${letterSubject}`,
    text: '',
    content: multipart('mixed', [
      textPart('Is this real?'),
      rawPart(
        'message/rfc822',
        `Message-ID: <${messageIdOf('oak')}>\nReferences: <${messageIdOf('oak')}>\nFrom: ${officer} <${ourAddress}>\nSubject: ${letterSubject}\nContent-Type: text/plain\n\n${letterText}\n`,
      ),
    ]),
  }),
];
