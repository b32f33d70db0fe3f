/**
 * The usual first and last lines of our letters, for programs that quote without any mark. They are
 * a last help: the wording may be edited, and then nothing is lost but this.
 */
const greeting = /^Dear .{1,120},$/;
const written =
  /^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday) \d{1,2} [A-Z][a-z]+ \d{4}$/;
const smallPrint = /^(?:Never put a passcode or a password in an email|Why you got this:)/;
const last = /(?:You can still ask me for help\.|^To stop these letters,)/;

/** Whether one of our letters begins at this line: its date, the home, a greeting, our small print. */
export function ourLetterStart(lines: readonly string[], at: number): boolean {
  if (!written.test((lines[at] ?? '').trim())) return false;
  const near = lines.slice(at + 1, at + 8).map((line) => line.trim());
  return (
    near.some((line) => greeting.test(line)) &&
    lines.slice(at, at + 200).some((line) => smallPrint.test(line.trim()))
  );
}

/** The line after the last one of a letter of ours, or null when there is none. */
export function ourLetterEnd(lines: readonly string[]): number | null {
  for (let n = lines.length - 1; n >= 0; n--) {
    const line = (lines[n] ?? '').replace(/^[\s>]+/, '');
    if (last.test(line)) return endOfParagraph(lines, n);
  }
  return null;
}

function endOfParagraph(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && (lines[at] ?? '').replace(/[\s>]/g, '') !== '') at++;
  return at;
}
