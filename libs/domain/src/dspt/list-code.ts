const letterCode = /^[a-z\d]{3,6}$/i;
const damagedCode = /^\d{1,2}$/;

/**
 * The organisation code an entry of a DSPT list means. Codes of the usual form are put in capitals,
 * as ODS issues them; a number of one or two digits gets back the zeros that a spreadsheet took from
 * it, since no code is shorter than three characters (`16` was `016`). What has another form, such
 * as `8A738CLOSED` or `Demo Account 9`, is nobody's code and is kept as it came.
 */
export function readListCode(text: string): string {
  const code = text.trim();
  if (damagedCode.test(code)) return code.padStart(3, '0');
  return letterCode.test(code) ? code.toUpperCase() : code;
}
