const lf = 0x0a;
const cr = 0x0d;
const dash = 0x2d;
const equals = 0x3d;

/** Up to here a message is left as it is: the parser keeps an object for each line of a plain part. */
const mostLines = 20_000;
/** Header lines, and lines that quoted-printable breaks softly, that are left alone in a longer one. */
const mostKept = 50_000;

/**
 * A message of very many lines with those of its bodies joined by CR alone, which takes the parser a
 * thousandth of the memory. Lines that could begin a part, the headers below them, and lines broken
 * softly stay. Texts are told their line ends back by `withLineEnds`.
 */
export function joinLines(bytes: Buffer): { bytes: Buffer; joined: boolean } {
  if (!hasMoreLines(bytes)) return { bytes, joined: false };
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let isHeader = true;
  let lineStart = 0;
  let kept = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte !== lf) {
      out[length++] = byte;
      continue;
    }
    const end = bytes[at - 1] === cr ? at - 1 : at;
    const beforePart = bytes[at + 1] === dash && bytes[at + 2] === dash;
    const ownLine = (isHeader || bytes[end - 1] === equals) && kept < mostKept;
    if (ownLine) kept++;
    if (beforePart || ownLine) out[length++] = lf;
    else if (end === at) out[length++] = cr;
    if (isHeader && end === lineStart) {
      // The empty line that ends the headers has to be one for the parser, too.
      if (!ownLine && !beforePart) out[length++] = lf;
      isHeader = false;
    }
    if (beforePart) isHeader = true;
    lineStart = at + 1;
  }
  return { bytes: out.subarray(0, length), joined: true };
}

function hasMoreLines(bytes: Buffer): boolean {
  let count = 0;
  for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, at + 1))
    if (++count > mostLines) return true;
  return false;
}

/** A part that was joined, with its lines as lines again. */
export function withLineEnds(bytes: Uint8Array): Uint8Array {
  const out = Buffer.from(bytes);
  for (let at = out.indexOf(cr); at >= 0; at = out.indexOf(cr, at + 1))
    if (out[at + 1] !== lf) out[at] = lf;
  return out;
}
