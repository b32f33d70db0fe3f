import { letterText, messageIdOf } from '../invented-town';
import type { Label } from '../labelled';
import { alone, held } from './held';

const quoted = letterText.replace(/^/gm, '> ');
const person = (newest: string, more: Partial<Label> = {}): Label => ({
  kind: 'human',
  newest,
  thread: 'oak',
  ...more,
});

/** Written before any of them had been read by the program, in dialects it was not fitted to. */
export const heldOutPeople = [
  held(
    'eM Client, whose heading has no colon after From',
    person('The names are Jane Smith and Asha Patel.\n\nJane'),
    { 'User-Agent': 'eM_Client/9.2.2157.0' },
    `The names are Jane Smith and Asha Patel.

Jane

------ Original Message ------
From "Sam Carter" <sam.carter@association.example>
To "Jane Smith" <jane.smith@oakhouse.example>
Date 19/11/2026 09:00:04
Subject Did you see my question?

${letterText}
`,
  ),
  held(
    'Spark on a Mac',
    person('We have nine staff who need it, is that too many?'),
    {},
    `We have nine staff who need it, is that too many?
On 19 Nov 2026 at 09:00 +0000, Sam Carter <caseload@association.example>, wrote:
${quoted}
`,
  ),
  held(
    'Roundcube, answers below',
    person('It will be me and my deputy, Colin Marsh.\n\nregards\nJane'),
    { 'User-Agent': 'Roundcube Webmail/1.6.5' },
    `On 2026-11-19 09:00, Sam Carter wrote:
${quoted}

It will be me and my deputy, Colin Marsh.

regards
Jane
`,
  ),
  held(
    'Zimbra',
    person('Please ring me on Tuesday.'),
    { 'X-Mailer': 'Zimbra 8.8.15_GA_4562 (ZimbraWebClient - GC131 (Win))' },
    `Please ring me on Tuesday. 

----- Original Message -----
From: "Sam Carter" <caseload@association.example>
To: "Jane Smith" <jane.smith@oakhouse.example>
Sent: Thursday, 19 November, 2026 09:00:04
Subject: Did you see my question?

${letterText}
`,
  ),
  held(
    'Proton',
    person('Sorted. Both have their own mobiles now.'),
    {},
    `Sorted. Both have their own mobiles now.

Sent with [Proton Mail](https://proton.me/) secure email.

On Thursday, November 19th, 2026 at 9:00 AM, Sam Carter <caseload@association.example> wrote:

${quoted}
`,
  ),
  held(
    'K-9 Mail, which signs with its own words',
    person('Not yet. I shall look again tomorrow'),
    {},
    `Not yet. I shall look again tomorrow
-- 
Sent from my Android device with K-9 Mail. Please excuse my brevity.

On 19 November 2026 09:00:04 GMT, Sam Carter <caseload@association.example> wrote:
${quoted}
`,
  ),
  held(
    'Outlook for Mac',
    person('Hello Sam\n\nI will send you the list this afternoon.\n\nJane'),
    { 'User-Agent': 'Microsoft-MacOutlook/16.78.23100802' },
    `Hello Sam

I will send you the list this afternoon.

Jane

From: Sam Carter <caseload@association.example>
Date: Thursday, 19 November 2026 at 09:00
To: Jane Smith <jane.smith@oakhouse.example>
Subject: Did you see my question?
${letterText}
`,
  ),
  held(
    'Lotus Notes',
    person('Sam, can we do this in the new year?'),
    { 'X-Mailer': 'Lotus Notes Release 9.0.1FP10' },
    `Sam, can we do this in the new year?



From:   Sam Carter <caseload@association.example>
To:     jane.smith@oakhouse.example
Date:   19/11/2026 09:00
Subject:        Did you see my question?



${letterText}
`,
  ),
  held(
    'an old Windows phone',
    person('yes'),
    {},
    `yes

Sent from my Windows Phone
________________________________
From: Sam Carter
Sent: 19/11/2026 09:00
To: Jane Smith
Subject: Did you see my question?

${letterText}
`,
  ),
  held(
    'Gmail set to Norwegian, wrapped in mid-address',
    person('OK, I ask our nurse about it and come back to you.'),
    {},
    `OK, I ask our nurse about it and come back to you.

tor. 19. nov. 2026 kl. 09:00 skrev Sam Carter <caseload@association.example
>:

${quoted}
`,
  ),
  held(
    'answers between the lines',
    person('Here they are: Jane Smith, Colin Marsh.\n\nNo, now is fine.'),
    {},
    `On Thu, 19 Nov 2026, 09:00 Sam Carter, <caseload@association.example> wrote:

> On Thursday 12 November 2026 I asked you about this: the names of the
> people who will use NHSmail.

Here they are: Jane Smith, Colin Marsh.

> If this is a bad time,
> reply with the word LATER.

No, now is fine.
`,
  ),
  held(
    'came back from leave and says so, nothing quoted',
    person(
      'Hello Sam, I have been on annual leave for a fortnight and am only now catching up. The code was here when I got back.',
    ),
    {},
    `Hello Sam, I have been on annual leave for a fortnight and am only now catching up. The code was here when I got back.
`,
  ),
  held(
    'will be away, and asks for something',
    person(
      'I am off from Monday until 7 December. Would you write to Colin (colin@oakhouse.example) in the meantime?',
    ),
    {},
    `I am off from Monday until 7 December. Would you write to Colin (colin@oakhouse.example) in the meantime?
`,
  ),
  held(
    'an Exchange that sets X-Auto-Response-Suppress on everything',
    person('It came this morning, dated the 16th.'),
    { 'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply', 'X-MS-Has-Attach': '' },
    `It came this morning, dated the 16th.
`,
  ),
  held(
    'a firm whose signature program adds an unsubscribe header',
    person('I will have an answer for you by Friday.'),
    { 'List-Unsubscribe': '<mailto:leave@signatures.example>' },
    `I will have an answer for you by Friday.

${quoted}
`,
  ),
  held(
    'answers an automatic reply of somebody else',
    person('He is right, I look after this now. What do you need?'),
    { Subject: 'RE: Automatic reply: Did you see my question?' },
    `He is right, I look after this now. What do you need?
`,
  ),
  held(
    'STOP from a phone',
    person('Stop', { keyword: 'STOP' }),
    {},
    `Stop

Sent from Samsung tablet.

-------- Original message --------
From: Sam Carter <caseload@association.example>
Date: 19/11/2026 09:00 (GMT+00:00)
To: Jane Smith <jane.smith@oakhouse.example>
Subject: Did you see my question?

${letterText}
`,
  ),
  held(
    'speaks of stopping, but does not ask for it',
    person('The post has stopped coming here since the move. Could you stop by one day?'),
    {},
    `The post has stopped coming here since the move. Could you stop by one day?
`,
  ),
  held(
    'LATER among good manners',
    person('Morning Sam\n\nLATER please, inspectors are in this week.', { keyword: 'LATER' }),
    {},
    `Morning Sam

LATER please, inspectors are in this week.

${quoted}
`,
  ),
  held(
    'nothing but thanks',
    { kind: 'thanks', thread: 'oak' },
    {},
    `Ah brilliant, thank you so much Sam, that's really kind x

${quoted}
`,
  ),
  held(
    'thanks with an answer behind it',
    person('Thank you! Both have logged in.'),
    {},
    `Thank you! Both have logged in.
`,
  ),
  held(
    'sends a delivery report on, to ask about it',
    person('Sam, I got this when I wrote to the helpdesk. What does it mean?', {
      thread: 'case-oak',
    }),
    { ...alone, Subject: 'Fwd: Undelivered Mail Returned to Sender' },
    `Sam, I got this when I wrote to the helpdesk. What does it mean?

---------- Forwarded message ---------
From: Mail Delivery System <MAILER-DAEMON@mail.oakhouse.example>
Date: Thu, 19 Nov 2026 at 18:01
Subject: Undelivered Mail Returned to Sender
To: <jane.smith@oakhouse.example>

This is the mail system at host mail.oakhouse.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.
`,
  ),
  held(
    'HTML only, from a webmail nobody knows',
    person('We are nearly there – two names to go.\n\nJane'),
    { 'Content-Type': 'text/html; charset=iso-8859-1' },
    `<html><body><div>We are nearly there &#8211; two names to go.</div><div><br></div><div>Jane</div>
<blockquote style="border-left:2px solid">Sam Carter wrote:<br>Dear manager, Did you see my question?</blockquote></body></html>
`,
  ),
  held(
    'a stranger who asks to join',
    person(
      'Hello, my home in Horncastle would like NHSmail. Who do I talk to?\nMo Khan, Larch View',
      { thread: 'tray' },
    ),
    { ...alone, From: 'Mo Khan <mo@larchview.example>', Subject: 'NHSmail' },
    `Hello, my home in Horncastle would like NHSmail. Who do I talk to?
Mo Khan, Larch View
`,
  ),
  held(
    'the manager writes afresh and names no letter',
    person('Has anyone heard from the NHSmail team? We sent the form a week ago.', {
      thread: 'case-oak',
    }),
    { ...alone, Subject: 'Our form' },
    `Has anyone heard from the NHSmail team? We sent the form a week ago.
`,
  ),
  held(
    'a letter of Oak House passed to somebody elsewhere, who answers it',
    person('Not for us, I think?', { thread: 'tray', firstGuess: 'case-oak' }),
    { From: 'Accounts <accounts@unrelated.example>' },
    `Not for us, I think?
`,
  ),
  held(
    'a Message-ID that only looks like ours',
    person('Please call me.', { thread: 'tray' }),
    {
      ...alone,
      From: 'Pat <pat@elsewhere.example>',
      'In-Reply-To': `<${messageIdOf('beech').replace('association.example', 'association.example.evil.example')}>`,
    },
    `Please call me.
`,
  ),
];
