import type { CallMatter, CallOutcome } from '@app/domain';

/** What a call was about, as it follows "about". */
export const matterWords: Readonly<Record<CallMatter, string>> = {
  'passcode-ending': 'the passcode that runs out',
  'account-ending': 'an account that is not used',
  'dspt-ending': 'the DSPT that runs out',
  'late-reply': 'NHSmail’s late reply',
  ticket: 'a helpdesk ticket',
  silence: 'what they have not answered',
  'passcode-missing': 'the passcode that has not come',
  address: 'the address our letters go to',
  'unknown-letter': 'a letter nobody knows arrived',
  answer: 'what they told us',
  'people-form': 'the people form',
  review: 'how the case goes on',
  number: 'the telephone number',
  register: 'what the register says',
  other: 'something else',
};

/** How a call went, as it stands on the timeline. */
export const outcomeWords: Readonly<Record<CallOutcome, string>> = {
  spoke: 'spoke with them',
  voicemail: 'voicemail left',
  'wrong-number': 'wrong number',
  done: 'done',
  tomorrow: 'left for another day',
};
