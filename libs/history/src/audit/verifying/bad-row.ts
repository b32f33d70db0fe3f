/** The first thing in the audit that is not as it was written. */
export interface BadRow {
  table: 'audit_chain' | 'audit_entry' | 'audit_head' | 'audit_anchor' | 'fact';
  /** Of the row: a position, an entry's id, or `CASE:SEQ` of a fact. */
  key: string;
  /** Where in the chain; null for a row that has no place in it. */
  position: number | null;
  /** In plain words, without a full stop. */
  what: string;
}
