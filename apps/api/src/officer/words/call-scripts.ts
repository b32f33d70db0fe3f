import type { CallMatter } from '@app/domain';
import type { RaisedTaskKind } from '@app/follow-ups';
import type { CallScript } from './call-script';
import { raisedTaskWords } from './raised-task-words';

const home = (title: string, guidance: string): CallScript => ({ title, guidance, ring: 'home' });

const helpdesk = (title: string, guidance: string): CallScript => ({
  title,
  guidance,
  ring: 'helpdesk',
});

/**
 * By `clock/rung`, the kind of a task. What the policy may change is not said in numbers; what NHSmail
 * goes by is.
 */
const callScripts: Readonly<Record<string, CallScript>> = {
  'otp-arrival/day-10': home(
    'Call the home: has the passcode come?',
    'Ask whether a letter from NHSmail lies in the manager’s post or at head office. If it has come, record it. If not, ask them to request a new one by post, and record that.',
  ),
  'otp-validity/day-26-call': home(
    'Call the home: the passcode runs out',
    'Ask them to use the passcode and submit the application now. If they cannot, agree when they will ask for a new one, and add a note.',
  ),
  'nhsmail-reply/call': helpdesk(
    'Call NHSmail: no reply in 48 hours',
    'Ring the helpdesk on 0333 200 1133, day or night. Have the CQC location ID and the time of submission ready. Ask the home to look in their junk mail first.',
  ),
  'activation/at-risk': home(
    'Call the home: an account is still not activated',
    'An account nobody has logged in to goes inactive after 30 days. Ask whether the message from NHSmail came, in junk mail too, and whether the mobile number is right. Record the first login when it has happened.',
  ),
  'inactivity/day-30': home(
    'Call the home: an account is not used',
    'Ask when they opened it last and record that day. If that is more than 30 days ago, ask them to log in today: the account has gone inactive.',
  ),
  'inactivity/day-60': helpdesk(
    'Call the helpdesk: an account has been unused for long',
    'It has probably been deleted and can be restored until day 90. Ask the home first whether somebody has opened the mailbox; if so, record that day.',
  ),
  'inactivity/day-90': home(
    'Call the home: an account cannot be restored any more',
    'After 90 days a new account has to be asked for. Ask the home who needs one, and record what becomes of it.',
  ),
  'long-leave/month-18': home(
    'Call the home: a long leave is at its end',
    'A disabled account is kept for 18 months at most. Ask whether the person is back; record that the account was enabled again, or that they were taken off.',
  ),
  'provider-silence/working-day-20': home(
    'Call the home: no answer for a long time',
    'Our reminders had no answer. Ask what is in the way and record their reply. If nobody answers, the case is parked as unresponsive.',
  ),
  'ticket/working-day-2': helpdesk(
    'Call the helpdesk: a ticket has no answer',
    'Ring 0333 200 1133 with the reference of the ticket, and record the answer. If it stays open, it goes to the lead.',
  ),
  'ticket/working-day-4': helpdesk(
    'A ticket still has no answer',
    'The officer has chased it already. Ask the helpdesk on 0333 200 1133 to escalate it, and record the answer.',
  ),
};

/** The helpdesk of NHSmail, day and night. */
export const helpdeskNumber = '03332001133';

/** What to say while the day that a task would speak of is still to come, by `clock/rung`. */
export const scriptsBefore: Readonly<Record<string, CallScript>> = {
  'inactivity/day-60': home(
    'Call the home: an unused account is about to be deleted',
    'Ask whether somebody has opened the mailbox, and record that day. If nobody has, ask them to log in before it goes; the helpdesk on 0333 200 1133 helps where that fails.',
  ),
  'inactivity/day-90': home(
    'Call the home: a deleted account can soon not be restored',
    'Until that day the helpdesk on 0333 200 1133 can restore it. Ask the home whether the account is still needed, and record what becomes of it.',
  ),
  'long-leave/month-18': home(
    'Call the home: a long leave nears 18 months',
    'A disabled account is kept for 18 months at most. Ask whether the person is back; record that the account was enabled again, or that they were taken off.',
  ),
};

/** What to say once the last day of a passcode is over. */
export const passcodeIsOver: CallScript = home(
  'Call the home: the passcode has run out',
  'It cannot be used any more. Ask whether they used it in time, and record that day. If not, help them to ask NHSmail for a new one by post, and record the request.',
);

/** What to do with a case that nobody else has to act on. */
export const ourTurn: CallScript = home(
  'Our turn: go on with it',
  'These wait for us, not for the home. The case says what comes next: do it and record it, or park the case until another day.',
);

/** What to say about a matter for which no task has been set. */
export const matterScripts: Readonly<Record<CallMatter, CallScript>> = {
  'passcode-ending': callScript('otp-validity/day-26-call'),
  'passcode-missing': callScript('otp-arrival/day-10'),
  'account-ending': home(
    'Call the home: the account of a leaver is deleted',
    'Thirty days after somebody was marked as a leaver the account goes, with its mail. Ask whether they have joined elsewhere and record it; if not, whether anything in it is still needed.',
  ),
  'dspt-ending': home(
    'Call the home: their DSPT runs out',
    'Ask who publishes it and by which day, and offer help. After its last day no application can be submitted. Who published Approaching Standards needs Standards Met this time.',
  ),
  'late-reply': callScript('nhsmail-reply/call'),
  ticket: callScript('ticket/working-day-2'),
  silence: callScript('provider-silence/working-day-20'),
  address: callScript('mail/refused'),
  'unknown-letter': callScript('mail/unknown'),
  answer: callScript('mail/answer'),
  'people-form': callScript('people/arrived'),
  review: home(
    'Call the home: how does it go on?',
    'No date is running for these, or somebody set them aside until now. Ask what is in the way and record what you learn, or park the case until another day.',
  ),
  number: callScript('call/wrong-number'),
  register: callScript('register/check'),
  other: home('Call the home', 'Look at the case for what has happened so far.'),
};

export function callScript(kind: string): CallScript {
  return (
    callScripts[kind] ??
    raisedTaskWords[kind as RaisedTaskKind] ??
    home(
      `Call about ${kind.replace('/', ', ').replaceAll('-', ' ')}`,
      'Look at the case for what has happened so far.',
    )
  );
}
