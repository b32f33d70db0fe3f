/** One of several answers. */
export interface Choice {
  value: string;
  text: string;
  hint?: string;
}

/** Which people of the case a fact may be about. */
export type Whom = 'known' | 'named' | 'waiting' | 'disabled' | 'silent';

interface FieldBase {
  /** The field of the fact. */
  name: string;
  /** Above its box; of several answers, the question. */
  label: string;
  hint?: string;
  /** What to do when it was left empty; absent when it may be. */
  missing?: string;
}

/** What the page asks about a fact besides its moment. */
export type FactField =
  /** One of these answers; `orOwnWord`: a program may have put in another, which is kept. */
  | (FieldBase & { kind: 'choice'; choices: readonly Choice[]; orOwnWord?: boolean })
  /** A line of text; `type` tells a telephone which keys to show. */
  | (FieldBase & { kind: 'line'; type?: 'tel' | 'email'; width?: 5 | 10 | 20 })
  | (FieldBase & { kind: 'text'; rows: number })
  /** A day still to come. */
  | (FieldBase & { kind: 'day' })
  /** One of the people of the case, or a name when it may be somebody new. */
  | (FieldBase & { kind: 'person'; whom: Whom; mayBeNew: boolean })
  /** The name of somebody to add; fixed when the form was opened for one of the people. */
  | (FieldBase & { kind: 'name' })
  /** One of the open tickets. */
  | (FieldBase & { kind: 'ticket' })
  /** A reason out of the table of stall reasons, or one of those noted on the case. */
  | (FieldBase & { kind: 'stall'; from: 'table' | 'case' })
  /** Another officer. */
  | (FieldBase & { kind: 'officer' });

/** What the page asks about one kind of fact. */
export interface FactForm {
  /** The page's question or heading, and the choice on "What happened?". */
  title: string;
  /** A sentence under it. */
  lead?: string;
  /** In the order of the page; the moment comes after them. */
  fields?: readonly FactField[];
  /** How day and time are called, after "the day" or "the time". Absent: it happens now. */
  happened?: string;
  /** Carries the id of another fact of the case. */
  target?: boolean;
  /** Always asks for a reason, kept beside the fact. */
  reason?: { label: string; missing: string };
  button: string;
}
