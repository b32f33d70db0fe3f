import { type AddressStanding, type CaseState, silencedIn, type Suppression } from '@app/domain';
import { askedForKinds, type LetterKind } from '@app/letters';

/** Nothing a reader asks for can make good a mailbox that is gone, or that is somebody else’s. */
const neverInSpiteOf: ReadonlySet<Suppression> = new Set<Suppression>(['bounced', 'wrong-person']);

/** Whether a letter may go in spite of this because its reader asked for it. */
export const mayGoIfAsked = (why: Suppression): boolean => !neverInSpiteOf.has(why);

/** Why a reader of a case gets no letters; null when they do. @param recipient `provider` or `person:<ref>` */
export function whySilent(
  state: CaseState,
  recipient: string,
  standing: AddressStanding | undefined,
): Suppression | null {
  const person = recipient === 'provider' ? null : recipient.slice('person:'.length);
  const to = person === null ? ('provider' as const) : ('person' as const);
  const addresses = new Map(standing ? [[recipient, standing]] : []);
  return silencedIn(state, addresses)({ act: 'letter', to, person });
}

/**
 * Why a letter that was sent by hand, and has not gone, does not go any more; null when it does. One
 * that is not routine was asked for by its reader.
 */
export function whyNotAnyMore(
  letter: { kind: LetterKind; recipient: string; routine: boolean },
  state: CaseState,
  standing: AddressStanding | undefined,
): Suppression | null {
  if (askedForKinds.includes(letter.kind)) return null;
  const why = whySilent(state, letter.recipient, standing);
  return why && !letter.routine && mayGoIfAsked(why) ? null : why;
}
