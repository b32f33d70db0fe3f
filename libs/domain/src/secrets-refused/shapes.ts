/** Forms of numbers that stand in ordinary notes and are no secret, all anchored at both ends. */
const isoDate = /^(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])$/;
const dayFirst = /^(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:(?:19|20)\d\d|\d\d)$/;
const year = /^(?:19|20)\d\d$/;
const packedDate =
  /^(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/;
/** CQC's location and provider IDs, which are public. */
const registerId = /^\d-\d{5,12}$/;
const postcode = /^[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$/i;
/** A helpdesk's numbers: INC0012345, REQ0012345, RITM12345. */
const reference = /^[a-z]{2,5}-?\d{5,}$/i;
/** Site codes of social care, and codes of general practices. */
const odsCode = /^(?:v[a-z\d]{4}|[a-z]\d{5}|[ac][a-z\d]{3})$/i;
/** 31st, 10am, 28days, 8-digit. */
const counted = /^\d+(?:st|nd|rd|th|am|pm|days?|weeks?|hrs|hours?|mins|-[a-z]{3,})$/i;
const time = /^\d{1,2}[:.]\d\d(?:am|pm)?$/i;

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Ten or eleven digits that begin as British numbers do, or with +44. */
export function isTelephone(text: string): boolean {
  const digits = digitsOf(text);
  return /^(?:0\d{9,10}|44\d{10})$/.test(digits);
}

const isDate = (text: string): boolean =>
  isoDate.test(text) || dayFirst.test(text) || year.test(text);

export const isPackedDate = (digits: string): boolean => packedDate.test(digits);

export const isPostcode = (text: string): boolean => postcode.test(text);

export const isOdsCode = (text: string): boolean => odsCode.test(text);

const isReference = (text: string): boolean => reference.test(text);

/** A number or code that people write down for other ends than to let somebody in. */
export const isOrdinary = (text: string): boolean =>
  isDate(text) ||
  time.test(text) ||
  isTelephone(text) ||
  registerId.test(text) ||
  // Beside the word "passcode" AB12CD is one; in a sentence a postcode has its space.
  (text.includes(' ') && isPostcode(text)) ||
  isReference(text) ||
  counted.test(text);

/** What follows a number that counts something. */
export const unitAfter =
  /^\s*(?:-\s*)?(?:%|st\b|nd\b|rd\b|th\b|am\b|pm\b|(?:days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|beds?|people|persons?|homes?|residents?|users?|accounts?|times|calls?|letters?|characters?|digits?|names?|of \d|high street|road|street)\b)/i;
