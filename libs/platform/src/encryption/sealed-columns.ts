/** A column whose values are sealed. */
export interface SealedColumn {
  table: string;
  column: string;
  /** The columns of the table's primary key with their types, in its order. */
  key: Readonly<Record<string, 'uuid' | 'text' | 'integer' | 'smallint'>>;
  /** What a value is bound to; names in braces stand for columns of the row. */
  place: string;
  /**
   * Whose key seals it, in the way of `person_key.subject`; its id is in the row's `key_id`. Absent:
   * the field key itself.
   */
  subject?: string;
  /** The value is kept as base64 in a JSON text, not as bytes. */
  isBase64?: true;
}

const casePerson = (column: 'name' | 'mobile' | 'email' | 'job'): SealedColumn => ({
  table: 'case_person',
  column,
  key: { case_id: 'uuid', seq: 'integer' },
  place: `case_person:{case_id}:{seq}:{ref}:${column}`,
  subject: 'case:{case_id}:{ref}',
});

/** Every column with sealed values. A test fails for a bytea column that is missing, unless it names it. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'webhook',
    column: 'secret',
    key: { id: 'uuid' },
    place: 'webhook:secret:{id}',
  },
  {
    table: 'webhook',
    column: 'former_secret',
    key: { id: 'uuid' },
    place: 'webhook:former_secret:{id}',
  },
  {
    table: 'fingerprint_key',
    column: 'wrapped',
    key: { id: 'smallint' },
    place: 'fingerprint_key:wrapped:{id}',
  },
  {
    table: 'person_key',
    column: 'wrapped',
    key: { id: 'uuid' },
    place: 'person_key:wrapped:{id}',
  },
  casePerson('name'),
  casePerson('mobile'),
  casePerson('email'),
  casePerson('job'),
  {
    table: 'contact',
    column: 'sealed',
    key: { id: 'uuid' },
    place: 'contact:{id}',
    subject: 'contact:{id}',
  },
  {
    table: 'fact_text',
    column: 'sealed',
    key: { case_id: 'uuid', seq: 'integer' },
    place: 'fact_text:sealed:{case_id}:{seq}',
    subject: 'case:{case_id}:texts',
  },
  { table: 'letter', column: 'sealed', key: { id: 'uuid' }, place: 'letter:{id}' },
  {
    table: 'letter_part',
    column: 'sealed',
    key: { letter_id: 'uuid', seq: 'integer' },
    place: 'letter-part:{letter_id}:{seq}',
  },
  { table: 'answer', column: 'sealed', key: { id: 'uuid' }, place: 'answer:{id}' },
  {
    table: 'people_draft',
    column: 'sealed',
    key: { case_id: 'uuid', row_key: 'text' },
    place: 'people-draft:{case_id}:{row_key}',
  },
  {
    table: 'inbound_message',
    column: 'sealed',
    key: { id: 'uuid' },
    place: 'inbound-message:{id}',
  },
  {
    table: 'inbound_raw',
    column: 'sealed',
    key: { message_id: 'uuid' },
    place: 'inbound-raw:{message_id}',
  },
  {
    table: 'inbound_attachment',
    column: 'sealed',
    key: { message_id: 'uuid', seq: 'integer' },
    place: 'inbound-attachment:{message_id}:{seq}:name',
  },
  {
    table: 'inbound_attachment',
    column: 'content',
    key: { message_id: 'uuid', seq: 'integer' },
    place: 'inbound-attachment:{message_id}:{seq}:content',
  },
  {
    table: 'idempotency_key',
    column: 'body',
    key: { actor: 'text', key: 'text' },
    place: 'idempotency_key:{actor}:{key}',
    isBase64: true,
  },
  {
    table: 'second_factor',
    column: 'secret',
    key: { officer_id: 'uuid' },
    place: 'second_factor:secret:{officer_id}',
  },
  {
    table: 'rights_request',
    column: 'sealed',
    key: { id: 'uuid' },
    place: 'rights_request:sealed:{id}',
  },
  {
    table: 'bulk_action',
    column: 'sealed',
    key: { id: 'uuid' },
    place: 'bulk_action:sealed:{id}',
  },
];

/** Names in braces within a place or subject. */
const names = /\{(\w+)\}/g;

/** Fills a place or subject with the values of a row. */
export const filled = (template: string, row: Readonly<Record<string, unknown>>): string =>
  template.replace(names, (_, name: string) => String(row[name]));

/** The columns a row is told by: its key, and what else its place or subject names. */
export function columnsNamed({ key, place, subject = '' }: SealedColumn): string[] {
  const named = [...`${place} ${subject}`.matchAll(names)].flatMap(([, name]) => name ?? []);
  return [...new Set([...Object.keys(key), ...named])];
}
