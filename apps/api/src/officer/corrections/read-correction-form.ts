import { type FieldType, subjects } from '@app/providers';
import { type FormBody, textOf } from '../forms/form';

/** What kind of value a field of a site has; null for a field that a site has not. */
export const fieldType = (field: string): FieldType | null =>
  Object.hasOwn(subjects.site.fields, field)
    ? subjects.site.fields[field as keyof typeof subjects.site.fields]
    : null;

/** What was typed, as the kind of value that the field has; a text that is none stays as it is. */
export function valueTyped(body: FormBody, type: FieldType): unknown {
  const text = textOf(body, 'value');
  switch (type) {
    case 'boolean':
      return text === 'yes' ? true : text === 'no' ? false : text;
    case 'integer':
      return /^\d+$/.test(text) ? Number(text) : text;
    case 'text[]':
      return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean);
    default:
      return text;
  }
}

/** A value as it stands in the form's field. */
export function typedOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join('\n') : String(value);
}
