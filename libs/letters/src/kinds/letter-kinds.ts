import type { LetterKind, LetterPart } from '../rendering/letter-part';
import { activate } from './activate';
import { ask } from './ask';
import { closed } from './closed';
import { dsptExpiring } from './dspt-expiring';
import { dsptNeeded } from './dspt-needed';
import { eligibility } from './eligibility';
import { fixDetails } from './fix-details';
import { free } from './free';
import { gather } from './gather';
import { invitation } from './invitation';
import { joiner } from './joiner';
import { keepAlive } from './keep-alive';
import { leaver } from './leaver';
import type { AnyLetterKind, LetterKindOf } from './letter-kind';
import { link } from './link';
import { live } from './live';
import { longLeave } from './long-leave';
import { otpArrived } from './otp-arrived';
import { otpExpiring } from './otp-expiring';
import { otpOnItsWay } from './otp-on-its-way';
import { ownerChange } from './owner-change';
import { parked } from './parked';
import { ready } from './ready';
import { reminder } from './reminder';
import { submitted } from './submitted';
import { yourDetails } from './your-details';

type Kinds = { [K in LetterKind]: LetterKindOf<Extract<LetterPart, { kind: K }>> };

/** Every kind of letter, in the order a home meets them. Source: domain rules, section 8. */
const kinds: Kinds = {
  invitation,
  eligibility,
  'dspt-needed': dsptNeeded,
  'dspt-expiring': dsptExpiring,
  gather,
  'fix-details': fixDetails,
  'your-details': yourDetails,
  'otp-on-its-way': otpOnItsWay,
  'otp-arrived': otpArrived,
  'otp-expiring': otpExpiring,
  ready,
  submitted,
  activate,
  live,
  'keep-alive': keepAlive,
  joiner,
  leaver,
  'owner-change': ownerChange,
  'long-leave': longLeave,
  reminder,
  parked,
  closed,
  ask,
  free,
  link,
};

export const letterKindNames = Object.keys(kinds) as readonly LetterKind[];

export const isLetterKind = (text: string): text is LetterKind => Object.hasOwn(kinds, text);

/** A definition treats parts of its own kind only, which the key it is kept under sees to. */
export const letterKind = (kind: LetterKind): AnyLetterKind =>
  kinds[kind] as unknown as AnyLetterKind;
