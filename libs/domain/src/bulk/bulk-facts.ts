import { type FactType, factTypes } from '../facts/fact-types';

/** Fields that say something else of every case: whoever fills them in thinks of one home. */
const ofOneCase: ReadonlySet<string> = new Set(['code', 'person', 'reference', 'fact']);

/** What has a way of its own, for many cases too: opening them, and telling of a call. */
const elsewhere: ReadonlySet<string> = new Set(['case-opened', 'call-made']);

/** Whether the same fact may be recorded of many cases at once. */
export const isBulkFact = (type: FactType): boolean =>
  !elsewhere.has(type) &&
  Object.keys(factTypes[type].fields.shape).every((field) => !ofOneCase.has(field));

/** Every fact that may be recorded of many cases at once. */
export const bulkFactTypes: readonly FactType[] = (Object.keys(factTypes) as FactType[]).filter(
  isBulkFact,
);
