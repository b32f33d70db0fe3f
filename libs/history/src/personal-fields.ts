import type { FactDetails, FactType } from '@app/domain';

/** What a fact may say of a person that is never stored with it in the clear. */
export type PersonalField = Extract<keyof FactDetails, 'person' | 'mobile' | 'email'>;

/** Who a fact is about. The name is replaced by the person's ref, the rest is sealed. */
const who = ['person'] as const;
const nobody = [] as const;

/** The personal fields of each type of fact. A new type says here what of it is personal. */
export const personalFields: Record<FactType, readonly PersonalField[]> = {
  'case-opened': nobody,
  agreed: nobody,
  declined: nobody,
  'ods-code-confirmed': nobody,
  'dspt-published': nobody,
  'contact-id-confirmed': nobody,
  'otp-requested': nobody,
  'otp-issued': nobody,
  'otp-received': nobody,
  'otp-used': nobody,
  'person-added': ['person', 'mobile', 'email'],
  'person-removed': who,
  'preparation-complete': nobody,
  submitted: nobody,
  'nhsmail-replied': nobody,
  'account-created': who,
  'account-activated': who,
  'mailbox-opened': who,
  'leaver-marked': who,
  'joiner-confirmed': who,
  'account-disabled': who,
  'account-re-enabled': who,
  'ticket-raised': nobody,
  'ticket-answered': nobody,
  'provider-asked': nobody,
  'provider-replied': nobody,
  'opted-out': nobody,
  'opted-in': nobody,
  paused: nobody,
  resumed: nobody,
  parked: nobody,
  'note-added': nobody,
  'stall-noted': nobody,
  'stall-cleared': nobody,
  'site-deregistered': nobody,
  'site-dormant': nobody,
  'site-reopened': nobody,
  'handed-over': nobody,
  closed: nobody,
  reopened: nobody,
  retracted: nobody,
};
