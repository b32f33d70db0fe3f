import type { FollowUp } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/** A follow-up as it lies in the table. */
export interface FollowUpRow {
  id: string;
  case_id: string;
  clock: FollowUp['clock'];
  rung: string;
  anchor_fact: string;
  anchor: string;
  person: string | null;
  act: FollowUp['act'];
  addressee: FollowUp['to'];
  letter: string | null;
  due_at: string;
  send_at: string;
  ring_at: string;
  basis: string[];
  status: FollowUp['status'];
  outcome: FollowUp['outcome'];
  reason: string | null;
  settled_at: string | null;
  letter_id: string | null;
  failures: number;
}

/** A stored follow-up with what the rules do not need: its case, and when it was settled. */
export interface StoredFollowUp extends FollowUp {
  caseId: string;
  /** ISO 8601 UTC; null while it waits. */
  settledAt: string | null;
  /** How often firing it has thrown. */
  failures: number;
}

export const toFollowUp = (row: FollowUpRow): StoredFollowUp => ({
  id: row.id,
  caseId: row.case_id,
  clock: row.clock,
  rung: row.rung,
  anchorFact: row.anchor_fact,
  anchor: row.anchor,
  person: row.person,
  act: row.act,
  to: row.addressee,
  letter: row.letter,
  dueAt: Temporal.Instant.from(row.due_at),
  sendAt: Temporal.Instant.from(row.send_at),
  ringAt: Temporal.Instant.from(row.ring_at),
  basis: row.basis,
  status: row.status,
  outcome: row.outcome,
  reason: row.reason,
  letterId: row.letter_id,
  settledAt: row.settled_at,
  failures: row.failures,
});
