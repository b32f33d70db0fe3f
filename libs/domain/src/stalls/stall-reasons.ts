import { type StallCode, stallCodes } from './stall-codes';

/** Who can move a stalled case on. */
export type Unblocker =
  | 'provider'
  | 'account-holder'
  | 'officer'
  | 'headquarters'
  | 'register'
  | 'nhsmail';

export interface StallReason {
  code: StallCode;
  /** A few words for lists. */
  label: string;
  /** What usually unblocks it: one sentence that says what to do. */
  unblocks: string;
  who: Unblocker;
  /**
   * How it is found: from the facts alone, from the facts once a moment has passed, or only because
   * an officer says so. An officer may choose any of them.
   */
  found: 'facts' | 'moment' | 'chosen';
}

type Row = Omit<StallReason, 'code'>;

const row = (
  label: string,
  who: Unblocker,
  found: StallReason['found'],
  unblocks: string,
): Row => ({ label, who, found, unblocks });

/** Source: domain rules, sections 2, 5, 10 and 11. */
const rows: Record<StallCode, Row> = {
  'dspt-missing': row(
    'DSPT not published',
    'provider',
    'facts',
    'Help them register with the DSPT and publish at Approaching Standards or better.',
  ),
  'dspt-too-low': row(
    'DSPT below Approaching Standards',
    'provider',
    'facts',
    'Help them finish the DSPT questions and publish again at Approaching Standards or better.',
  ),
  'dspt-expired': row(
    'DSPT has lapsed',
    'provider',
    'moment',
    'Ask them to publish the DSPT for the current year.',
  ),
  'approaching-already-used': row(
    'Approaching Standards already used',
    'provider',
    'facts',
    'Approaching Standards can be published once: help them work through their action plan to Standards Met.',
  ),
  'action-plan-not-uploaded': row(
    'action plan not uploaded',
    'provider',
    'chosen',
    'Ask them to upload the action plan to the DSPT; Approaching Standards counts only with it.',
  ),
  'branch-left-out': row(
    'left out of the headquarters’ DSPT',
    'headquarters',
    'chosen',
    'Ask headquarters to include this branch in its publication, or the branch to publish its own.',
  ),
  'hq-ods-code': row(
    'headquarters’ ODS code used',
    'provider',
    'facts',
    'Ask for the site’s own ODS code, which starts with V.',
  ),
  'ods-code-not-found': row(
    'no ODS code found',
    'officer',
    'chosen',
    'Ask the NHSmail helpdesk first whether the site has accounts already; then ask the ODS helpdesk, exeter.helpdesk@nhs.net, for the code.',
  ),
  'postcode-differs': row(
    'postcode differs from CQC’s',
    'register',
    'facts',
    'Ask the provider to have CQC correct the address; ODS takes it over from CQC each month.',
  ),
  'cqc-record-out-of-date': row(
    'CQC’s record is out of date',
    'register',
    'chosen',
    'Ask the provider to send CQC the change, 03000 61 61 61; ODS follows within about a month.',
  ),
  'manager-changed-or-vacant': row(
    'registered manager changed, or none',
    'provider',
    'chosen',
    'Ask who acts for the home now, and have CQC record the new manager; a passcode by post reaches the home meanwhile.',
  ),
  'contact-id-unknown': row(
    'no contact ID, and no passcode asked for',
    'provider',
    'moment',
    'Ask whether the manager can find the CQC contact ID; if not, have them ask for a passcode by post.',
  ),
  'otp-not-arrived': row(
    'passcode has not arrived',
    'provider',
    'moment',
    'Ask them to look in the manager’s post and at head office; then ring the helpdesk, or have them ask for a new one.',
  ),
  'otp-emailed-to-former': row(
    'passcode emailed to somebody who has left',
    'provider',
    'facts',
    'Have them ask for a passcode by post, and have CQC record who is in charge now.',
  ),
  'otp-expired': row(
    'passcode ran out',
    'provider',
    'moment',
    'Ask for the date printed on the letter; unless that shows it is still good, have them ask for a new passcode.',
  ),
  rejected: row(
    'application rejected',
    'officer',
    'facts',
    'Ask the helpdesk why, mend it, and have the provider find new proof: the passcode is spent.',
  ),
  'fewer-than-two-people': row(
    'fewer than two people',
    'provider',
    'facts',
    'Ask for a second person; a night or weekend lead is often glad of it.',
  ),
  'duplicate-mobile': row(
    'two people with one mobile',
    'provider',
    'facts',
    'Ask each of them for a mobile of their own; a private one will do.',
  ),
  'duplicate-email': row(
    'two people with one email',
    'provider',
    'facts',
    'Ask each of them for an email address of their own; a private one will do.',
  ),
  'not-a-uk-mobile': row(
    'not a UK mobile',
    'provider',
    'facts',
    'Ask for a UK mobile number: NHSmail sends its codes there, never to a landline.',
  ),
  'generic-account': row(
    'generic account asked for',
    'provider',
    'facts',
    'Explain that accounts are personal and that the team gets a shared mailbox; ask for a named person.',
  ),
  'more-than-ten-people': row(
    'more than ten people',
    'provider',
    'facts',
    'Ask which ten come first; the rest can be asked for through the helpdesk once the site is live.',
  ),
  'head-office-only': row(
    'only head office named',
    'provider',
    'chosen',
    'Ask for people who work at the site; accounts are for those who read its post.',
  ),
  'already-has-nhsmail': row(
    'already has NHSmail',
    'officer',
    'facts',
    'Ask the helpdesk who owns the mailbox; then close the case, or help them back into it.',
  ),
  'cannot-open-existing-mailbox': row(
    'nobody can open the mailbox they have',
    'provider',
    'chosen',
    'The home rings the helpdesk, 0333 200 1133, from the telephone number CQC holds for it.',
  ),
  'hq-self-managing': row(
    'headquarters runs NHSmail itself',
    'headquarters',
    'chosen',
    'Put the home in touch with its headquarters’ own administrator, and close the case.',
  ),
  'lapsed-accounts': row(
    'accounts unused for too long',
    'account-holder',
    'moment',
    'Ask them to sign in today; past 60 days ask the helpdesk to restore the account, past 90 to make a new one.',
  ),
  'no-reply-over-48h': row(
    'no reply in 48 hours',
    'nhsmail',
    'moment',
    'Ask the home to look in its junk mail, then ring the helpdesk on 0333 200 1133.',
  ),
  'message-in-junk': row(
    'NHSmail’s message went to junk',
    'provider',
    'chosen',
    'Ask them to move it to the inbox and follow it today; if it is gone, ask the helpdesk to send it again.',
  ),
  'sees-no-benefit': row(
    'sees no benefit',
    'officer',
    'chosen',
    'Explain what it is for (discharge letters, test results, reaching the GP); offer to ask again after the next inspection.',
  ),
  'ownership-change': row(
    'changing hands',
    'provider',
    'chosen',
    'Ask when the new owner’s registration starts; a new CQC location needs a new case, and perhaps a new ODS code.',
  ),
  closure: row(
    'deregistered or closing',
    'officer',
    'facts',
    'Check with the home, then close the case; accounts that exist become leavers.',
  ),
  'capacity-or-crisis': row(
    'no time, or a crisis at the home',
    'provider',
    'chosen',
    'Agree a day to ring again and park the case until then; offer to sit down with them for the hour it takes.',
  ),
  unresponsive: row(
    'nobody answers',
    'provider',
    'facts',
    'Ring at another time of day, ask for the deputy, or try the provider’s head office.',
  ),
};

/** The reasons a case may be stuck for, in the order lists show them. */
export const stallReasons: readonly StallReason[] = stallCodes.map((code) => ({
  code,
  ...rows[code],
}));

export const stallReason = (code: StallCode): StallReason => ({ code, ...rows[code] });
