import { type FactDetails, type FactType, isFactType } from '@app/domain';

/** What a fact may say of a person that is never stored with it in the clear. */
export type PersonalField = Extract<keyof FactDetails, 'person' | 'mobile' | 'email' | 'job'>;

/** Who a fact is about: the name is replaced by the person's ref. */
const who = ['person'] as const;

/** The personal fields of each type of fact that has any; all but the person's ref are sealed. */
const personalFields: Partial<Record<FactType, readonly PersonalField[]>> = {
  'person-added': ['person', 'mobile', 'email', 'job'],
  'person-removed': who,
  'account-created': who,
  'account-activated': who,
  'mailbox-opened': who,
  'leaver-marked': who,
  'joiner-confirmed': who,
  'account-disabled': who,
  'account-re-enabled': who,
  'person-opted-out': who,
  'person-opted-in': who,
};

export const personalFieldsOf = (type: string): readonly PersonalField[] =>
  (isFactType(type) && personalFields[type]) || [];
