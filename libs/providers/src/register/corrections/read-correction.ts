import { BadInput, checkPostcode, checkSiteOdsCode, type IdentifierCheck } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { type FieldOf, type FieldType, subjects } from '../subjects';

export type SiteField = FieldOf<'site'>;
export type CorrectedValue = string | number | boolean | string[];

/** Ids and links are the register's own: another file's word is needed to change them. */
const notCorrectable: readonly SiteField[] = [
  'provider_id',
  'predecessors',
  'successors',
  'registration_status',
  'registered_on',
  'deregistered_on',
];

export const correctableFields = (Object.keys(subjects.site.fields) as SiteField[]).filter(
  (field) => !notCorrectable.includes(field),
);

const longest = 500;

/**
 * Reads what a person gives as the right value of a site's field.
 * @throws BadInput for a field that cannot be corrected, and for a value it cannot hold
 */
export function readCorrection(field: string, value: unknown): CorrectedValue {
  const known = correctableFields.find((name) => name === field);
  if (!known)
    throw new BadInput('not-correctable', 'This cannot be corrected here; CQC has to change it.');
  const type: FieldType = subjects.site.fields[known];
  const read = readers[type](value);
  if (read === null)
    throw new BadInput('invalid-value', `Give the right value: ${expected[type]}.`, [
      {
        pointer: '/value',
        code: 'invalid-value',
        message: `Give the right value: ${expected[type]}.`,
      },
    ]);
  return typeof read === 'string' ? tidied(known, read) : read;
}

/** As CQC's files are read: capitals and one space in a postcode, digits only in a phone number. */
const forms: Partial<Record<SiteField, (text: string) => IdentifierCheck>> = {
  postcode: checkPostcode,
  ods_code: checkSiteOdsCode,
  phone: checkPhone,
  website: checkWebAddress,
  cqc_url: checkWebAddress,
};

function tidied(field: SiteField, text: string): string {
  const check = forms[field]?.(text);
  if (!check) return text;
  if (check.verdict !== 'block') return check.value;
  const { code, message } = check;
  throw new BadInput(code, message, [{ pointer: '/value', code, message }]);
}

function checkPhone(text: string): IdentifierCheck {
  const digits = text.replace(/[\s().-]/g, '').replace(/^(?:\+|00)44/, '0');
  if (/^0\d{9,10}$/.test(digits)) return { verdict: 'ok', value: digits };
  const message = `“${text}” is not a UK phone number; it should look like 01522 123456.`;
  return { verdict: 'block', value: text, code: 'invalid-phone', message };
}

function checkWebAddress(text: string): IdentifierCheck {
  const address = /^[a-z]+:/i.test(text) ? text : `https://${text}`;
  if (URL.canParse(address) && /^https?:\/\/[^/]+\./i.test(address))
    return { verdict: 'ok', value: address };
  const message = `“${text}” is not a web address; it should look like https://www.example.org.`;
  return { verdict: 'block', value: text, code: 'invalid-web-address', message };
}

const expected: Record<FieldType, string> = {
  text: `write a text of up to ${longest} characters`,
  date: 'write a day as in 2026-11-20',
  boolean: 'say yes or no',
  integer: 'write a whole number',
  'text[]': 'write one or more texts',
};

const readers: Record<FieldType, (value: unknown) => CorrectedValue | null> = {
  text: readText,
  date: (value) => (typeof value === 'string' && isDay(value) ? value : null),
  boolean: (value) => (typeof value === 'boolean' ? value : null),
  integer: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 100_000
      ? value
      : null,
  'text[]': (value) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > 50) return null;
    const texts = value.map(readText);
    return texts.includes(null) ? null : (texts as string[]);
  },
};

function readText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim().replace(/\s+/g, ' ');
  return text === '' || text.length > longest || /[\u0000-\u001f\u007f]/.test(text) ? null : text;
}

function isDay(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
