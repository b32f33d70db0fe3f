import type { RecordedFact } from '@app/domain';
import { maskedAddress, maskedNumber } from '../json/masked-values';
import type { FactAnswer } from './fact.schemas';

/** A fact in the shape in which it was posted: its fields beside its moment, absent ones left out. */
export function presentFact(fact: RecordedFact, retractedBy: string | null): FactAnswer {
  const { id, seq, type, on, at, details, override, recordedAt, recordedBy } = fact;
  return {
    id,
    seq,
    type,
    ...(on === null ? {} : { on }),
    ...(at === null ? {} : { at }),
    ...details,
    ...(override === null ? {} : { override }),
    recordedAt,
    recordedBy,
    retractedBy,
  };
}

/** The same without a private address or number that somebody could write to or ring. */
export function masked(fact: FactAnswer): FactAnswer {
  const { mobile, email } = fact;
  return {
    ...fact,
    ...(mobile === undefined ? {} : { mobile: maskedNumber(mobile) }),
    ...(email === undefined ? {} : { email: maskedAddress(email) }),
  };
}
