/** Headers in order; a value may be folded already. */
export type Headers = readonly (readonly [string, string])[];

export type Charset = 'utf-8' | 'iso-8859-1' | 'windows-1252' | 'us-ascii';
export type Encoding = '7bit' | '8bit' | 'quoted-printable' | 'base64';

/** A part of a message: its headers and its content as it stands on the wire. */
export interface Part {
  headers: Headers;
  body: Buffer;
}

const windows1252: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
};

function bytesOf(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  return Buffer.from(
    Array.from(text, (sign) => {
      const code = windows1252[sign] ?? sign.codePointAt(0) ?? 0x3f;
      return code > 0xff ? 0x3f : code;
    }),
  );
}

const crlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');

/** RFC 2045, section 6.7: lines of at most 76 signs. */
function quotedPrintable(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .split('\r\n')
    .map((line) => {
      let out = '';
      let width = 0;
      for (const [n, sign] of Array.from(line).entries()) {
        const code = sign.charCodeAt(0);
        const plain =
          code >= 0x20 && code < 0x7f && sign !== '=' && !(sign === ' ' && n === line.length - 1);
        const coded = plain ? sign : `=${code.toString(16).toUpperCase().padStart(2, '0')}`;
        if (width + coded.length > 75) {
          out += '=\r\n';
          width = 0;
        }
        out += coded;
        width += coded.length;
      }
      return out;
    })
    .join('\r\n');
}

export function encode(text: string, charset: Charset, encoding: Encoding): Buffer {
  const bytes = bytesOf(crlf(text), charset);
  if (encoding === 'base64')
    return Buffer.from((bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n'));
  return encoding === 'quoted-printable' ? Buffer.from(quotedPrintable(bytes)) : bytes;
}

export function textPart(
  text: string,
  type: 'plain' | 'html' = 'plain',
  charset: Charset = 'utf-8',
  encoding: Encoding = 'quoted-printable',
): Part {
  return {
    headers: [
      ['Content-Type', `text/${type}; charset="${charset}"`],
      ['Content-Transfer-Encoding', encoding],
    ],
    body: encode(text, charset, encoding),
  };
}

/** A part that goes as it is written. */
export const rawPart = (type: string, text: string, more: Headers = []): Part => ({
  headers: [['Content-Type', type], ...more],
  body: Buffer.from(crlf(text)),
});

export const filePart = (name: string, type: string, content: Buffer): Part => ({
  headers: [
    ['Content-Type', `${type}; name="${name}"`],
    ['Content-Disposition', `attachment; filename="${name}"`],
    ['Content-Transfer-Encoding', 'base64'],
  ],
  body: Buffer.from((content.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')),
});

/**
 * @param type with its own parameters: `report; report-type=delivery-status`
 * @param boundary another one for each level
 */
export function multipart(type: string, parts: readonly Part[], boundary = '=_outer'): Part {
  const body = parts.map((part) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\n${headerLines(part.headers)}\r\n`),
      part.body,
      Buffer.from('\r\n'),
    ]),
  );
  return {
    headers: [['Content-Type', `multipart/${type}; boundary="${boundary}"`]],
    body: Buffer.concat([...body, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

const headerLines = (headers: Headers): string =>
  headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');

/** The message as a server hands it over. */
export const message = (headers: Headers, content: Part): Buffer =>
  Buffer.concat([
    Buffer.from(`${headerLines(headers)}MIME-Version: 1.0\r\n${headerLines(content.headers)}\r\n`),
    content.body,
  ]);

/** A message written out whole, as one would see it in a file. */
export const written = (text: string): Buffer =>
  Buffer.from(crlf(text.startsWith('\n') ? text.slice(1) : text));
