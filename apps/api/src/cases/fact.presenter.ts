import type { RecordedFact } from '@app/domain';
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
