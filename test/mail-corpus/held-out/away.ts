import type { Label } from '../labelled';
import { alone, held } from './held';

const away = (returnOn: string | null, more: Partial<Label> = {}): Label => ({
  kind: 'out-of-office',
  returnOn,
  thread: 'oak',
  ...more,
});
const replied = { 'Auto-Submitted': 'auto-replied' };

export const heldOutAway = [
  held(
    'a Sieve vacation with its usual subject',
    away('2026-12-07'),
    { ...replied, Subject: 'Auto: Did you see my question?' },
    `I am away at the moment and will be reading mail again on 7th December.
`,
  ),
  held(
    'away until, with the weekday',
    away('2026-11-30'),
    { ...replied, Subject: 'Away until 30th November' },
    `Thanks for getting in touch. I'm taking some time off and won't see your message before Monday 30th November. Please try the home's main number.
`,
  ),
  held(
    'a Gmail holiday, day and month by numbers',
    away('2027-01-04'),
    { ...replied, Precedence: 'bulk', 'X-Autoreply': 'yes' },
    `Hi,

I'm on my holidays and back at my desk on 04/01/27.

Merry Christmas!
Jane
`,
  ),
  held(
    'sick, with no day',
    away(null),
    { ...replied, Subject: 'Automatic reply: Did you see my question?' },
    `I am currently off sick. Please speak to Colin Marsh, deputy manager.
`,
  ),
  held(
    'a span of days with a dash',
    away('2026-12-05'),
    { ...replied, Subject: 'Automatic reply: Did you see my question?' },
    `Annual leave 23rd Nov - 4th Dec. Colin is covering.
`,
  ),
  held(
    'comes back "the following Monday", stated by its date only after it',
    away('2026-12-14'),
    { ...replied, Subject: 'Automatic reply: Did you see my question?' },
    `I finish on Friday 4 December and I'm in again from Monday 14 December 2026.
`,
  ),
  held(
    'US order of month and day',
    away('2026-12-02'),
    { ...replied, Subject: 'Automatic reply: Did you see my question?' },
    `I'm traveling and will return to the office Wednesday, December 2nd.
`,
  ),
  held(
    'German, with its own way of writing days',
    away('2026-12-08'),
    {
      ...replied,
      Subject: '=?utf-8?Q?Abwesenheitsnotiz=3A_Did_you_see_my_question=3F?=',
      'Content-Type': 'text/plain; charset=utf-8',
    },
    `Guten Tag,

ich bin ab dem 08.12.2026 wieder für Sie da. Ihre Nachricht wird nicht weitergeleitet.
`,
  ),
  held(
    'French',
    away('2026-12-01'),
    {
      ...replied,
      Subject: '=?utf-8?Q?R=C3=A9ponse_automatique_=3A_Did_you_see_my_question=3F?=',
      'Content-Type': 'text/plain; charset=utf-8',
    },
    `Bonjour, je suis en congés et serai de retour le mardi 1er décembre.
`,
  ),
  held(
    'Welsh and English together',
    away('2026-11-26'),
    {
      ...replied,
      Subject: 'Ateb Awtomatig: Did you see my question?',
      'Content-Type': 'text/plain; charset=utf-8',
    },
    `Nid wyf yn y gwaith ar hyn o bryd. Byddaf yn ôl ddydd Iau 26 Tachwedd.

I am not at work at present. I will be back on Thursday 26 November.
`,
  ),
  held(
    'only X-Autorespond, from a hosting panel',
    away('2026-12-09'),
    { 'X-Autorespond': 'Re: Did you see my question?', Subject: 'I am away' },
    `Hello, this mailbox is not being looked at until I come back on the 9th of December. Karen is in charge.
`,
  ),
  held(
    'no header at all, from an Outlook rule with a template',
    away('2026-12-03'),
    { Subject: 'Out of Office: Did you see my question?', 'In-Reply-To': null },
    `Hello

I am out of the office and returning on 3 December. If your message cannot wait please phone 01522 000000.

Jane Smith
Registered Manager
`,
  ),
  held(
    'null return path and nothing else',
    away('2026-12-21'),
    { 'Return-Path': '<>', Subject: 'Re: Did you see my question?' },
    `Gone fishing! See you on December 21.
`,
  ),
  held(
    'inclusive days',
    away('2026-12-12'),
    { ...replied, Subject: 'Automatic reply: Did you see my question?' },
    `Please note I am on leave from 30/11/2026 to 11/12/2026 inclusive and will deal with your message as soon as I can after that.
`,
  ),
  held(
    'stale: nobody switched it off',
    away('2026-11-09'),
    { ...replied, Subject: 'Automatic reply: Did you see my question?' },
    `I am on holiday, returning Monday 9 November.
`,
  ),
  held(
    'maternity, with two people to ask',
    away('2027-06-01'),
    { ...replied, Subject: 'Automatic reply: Did you see my question?' },
    `I have started my maternity leave and plan to return in summer, on 1 June 2027. Until 31 December please write to Colin, and to Asha from 1 January.
`,
  ),
  held(
    'from the phone of somebody we did not write to',
    away('2026-11-24', { thread: 'tray' }),
    { ...alone, ...replied, From: 'Lee <lee@nowhere.example>', Subject: 'Automatic reply: Hello' },
    `Back Tuesday.
`,
  ),
];
