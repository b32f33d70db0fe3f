import { performance } from 'node:perf_hooks';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { corpus } from '../../../../../test/mail-corpus/corpus';
import { townKnown } from '../../../../../test/mail-corpus/invented-town';
import { reader } from '../../../../../test/mail-corpus/judge';
import { classify } from './classify';
import { type ReadMessage, usualLimits } from './mail-message';
import { readMessage } from './read-message';
import { threadOf } from './thread-of';

/** Reads, classifies and threads; tells how long it took, without what other processes took. */
async function whole(raw: Uint8Array): Promise<{ message: ReadMessage; ms: number }> {
  const start = performance.now();
  const used = process.cpuUsage();
  const message = await readMessage(raw, usualLimits);
  threadOf(message, classify(message, reader), townKnown);
  const { user, system } = process.cpuUsage(used);
  return { message, ms: Math.min(performance.now() - start, (user + system) / 1000) };
}

/** No message of a few kilobytes may keep the reader longer than this, on a busy machine. */
const mostMs = 3_000;

async function isReadInTime(raw: Uint8Array): Promise<void> {
  const { message, ms } = await whole(raw);
  expect(ms).toBeLessThan(mostMs);
  expect(JSON.stringify({ ...message, attachments: [] })).not.toContain('\\u0000');
}

/** A message of the corpus with a few stretches cut out, doubled, or overwritten. */
const mutated = fc
  .tuple(
    fc.nat(corpus.length - 1),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.nat(60),
        how: fc.constantFrom('cut', 'double', 'overwrite', 'insert'),
        bytes: fc.uint8Array({ maxLength: 20 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  )
  .map(([n, changes]) => {
    let raw = corpus[n]?.raw ?? Buffer.alloc(0);
    for (const { at, length, how, bytes } of changes) {
      const from = Math.floor(at * raw.length);
      const [before, there, after] = [
        raw.subarray(0, from),
        raw.subarray(from, from + length),
        raw.subarray(from + length),
      ];
      const middle = {
        cut: [],
        double: [there, there],
        overwrite: [bytes],
        insert: [bytes, there],
      };
      raw = Buffer.concat([before, ...middle[how], after]);
    }
    return raw;
  });

/** Words of mail in any order: closer to mail than bytes, and to its edges. */
const shreds = fc
  .array(
    fc.constantFrom(
      ...[
        'From: a@b.example\r\n',
        'Content-Type: multipart/mixed; boundary=b\r\n',
        '\r\n',
        '\r\n\r\n',
      ],
      ...[
        '--b\r\n',
        '--b--\r\n',
        'Content-Transfer-Encoding: base64\r\n',
        '====',
        '\0',
        '\xff\xfe',
      ],
      ...[
        'On Thu, 19 Nov 2026 at 09:00, ',
        'wrote:\r\n',
        '> ',
        '<',
        '<div>',
        '<!--',
        '<blockquote>',
        '&#',
      ],
      ...[
        'Content-Type: message/rfc822\r\n',
        'Content-Type: text/html\r\n',
        'Subject: =?utf-8?Q?=',
        '?=',
      ],
      ...[
        'until 4 December',
        ' to ',
        'From: ',
        'Sent: ',
        'To: ',
        'Message-ID: <',
        '@',
        '(',
        '"',
        ';',
        ',',
      ],
    ),
    { maxLength: 120 },
  )
  .map((words) => Buffer.from(words.join(''), 'latin1'));

describe('mail that was made to break a reader', () => {
  it('reads 5,000 random and mutated messages: never throws, never hangs', async () => {
    const anything = fc.uint8Array({ maxLength: 2_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          { arbitrary: mutated, weight: 3 },
          { arbitrary: shreds, weight: 1 },
          { arbitrary: anything, weight: 1 },
        ),
        isReadInTime,
      ),
      { numRuns: 5_000 },
    );
  }, 300_000);

  const head = 'From: jane@oak.example\r\nSubject: Re: x\r\n';
  const bombs: readonly (readonly [string, string])[] = [
    [
      'parts within parts, a thousand deep',
      `${head}${Array.from({ length: 1_000 }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`).join('')}\r\nx`,
    ],
    [
      'messages within messages, fifty deep',
      `${head}${'Content-Type: message/rfc822\r\n\r\n'.repeat(50)}x`,
    ],
    [
      'headers without end',
      `${head}${'X-Filler: aaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(200_000)}\r\nx`,
    ],
    ['one header of eight megabytes', `${head}X: ${'a'.repeat(8_000_000)}\r\n\r\nx`],
    [
      'addresses without end',
      `${head}To: ${'"a" <a@b.example>, '.repeat(100_000)}\r\nReferences: ${'<a@b> '.repeat(100_000)}\r\n\r\nx`,
    ],
    [
      'ten thousand parts',
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nx\r\n'.repeat(10_000)}--b--\r\n`,
    ],
    [
      'a hundred thousand files',
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n'.repeat(100_000)}--b--\r\n`,
    ],
    [
      'broken base64',
      `${head}Content-Transfer-Encoding: base64\r\n\r\n${'=A==\0?!é'.repeat(100_000)}`,
    ],
    ['NULs', `${head}X-\0: \0\r\n\r\n${'\0'.repeat(1_000_000)}yes`],
    ['a lying charset', `${head}Content-Type: text/plain; charset=utf-16le\r\n\r\nThis is ASCII.`],
    ['an unknown charset', `${head}Content-Type: text/plain; charset="\0\xff"\r\n\r\nyes`],
    ['a million open tags', `${head}Content-Type: text/html\r\n\r\n${'<'.repeat(1_000_000)}`],
    ['a million open comments', `${head}Content-Type: text/html\r\n\r\n${'<!--'.repeat(250_000)}`],
    [
      'a million open quotes',
      `${head}Content-Type: text/html\r\n\r\n${'<blockquote>'.repeat(100_000)}x`,
    ],
    ['entities without end', `${head}Content-Type: text/html\r\n\r\n${'&#x'.repeat(300_000)}`],
    ['one line of a million quote marks', `${head}\r\n${'>'.repeat(1_000_000)}`],
    ['a heading that never ends', `${head}\r\n${'On 1 May 2026 a@b '.repeat(50_000)}`],
    ['lines that all begin a heading', `${head}\r\n${'On 1 May 2026, a <a@b>\r\n'.repeat(10_000)}`],
    ['field names without end', `${head}\r\n${'From: a\r\nTo: b\r\n'.repeat(20_000)}`],
    ['spaces without end', `${head}\r\n${' '.repeat(500_000)}x${'\t \r\n'.repeat(50_000)}`],
    ['thanks without end', `${head}\r\n${'thank you so '.repeat(30_000)}!`],
    [
      'dates without end',
      `${head}Auto-Submitted: auto-replied\r\n\r\n${'from 1 May to '.repeat(50_000)}`,
    ],
    [
      'words of being away without end',
      `${head}Auto-Submitted: auto-replied\r\n\r\n${'urgent '.repeat(50_000)}${'we will respond '.repeat(20_000)}`,
    ],
    [
      'a delivery report without end',
      `From: MAILER-DAEMON@x.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${'Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\n\r\n'.repeat(50_000)}--b--`,
    ],
    [
      'words of a mail server without end',
      `From: MAILER-DAEMON@x.example\r\nReturn-Path: <>\r\n\r\n${'Your message to '.repeat(50_000)}${'mimecast '.repeat(10_000)}`,
    ],
    [
      'a comment that opens and opens',
      `${head}Content-Type: text/plain; ${'('.repeat(100_000)}\r\n\r\nx`,
    ],
    [
      'coded words without end',
      `From: ${'=?utf-8?B?////?= '.repeat(10_000)}\r\nSubject: ${'=?x?Q?=FF?='.repeat(10_000)}\r\n\r\nx`,
    ],
    ['ten million empty lines', `${head}\r\n${'\n'.repeat(10_000_000)}`],
    ['ten million soft line breaks', `${head}\r\n${'=\n'.repeat(5_000_000)}`],
    [
      'three million short lines in a part',
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX: y\r\n\r\n${'a\r\n'.repeat(3_000_000)}--b--\r\n`,
    ],
    ['nothing', ''],
    ['an empty line', '\r\n'],
    ['no line end at all', 'x'.repeat(100_000)],
  ];

  it.each(bombs)('reads %s', async (_, text) => {
    const { message, ms } = await whole(Buffer.from(text, 'latin1'));
    expect(ms).toBeLessThan(10_000);
    expect(message.attachments.length).toBeLessThanOrEqual(usualLimits.attachments + 1);
    expect(message.text).not.toContain('\0');
  });

  it('says what it left out', async () => {
    const small = { ...usualLimits, bytes: 2_000, parts: 3 };
    const parts = '--b\r\n\r\nx\r\n'.repeat(300);
    const raw = Buffer.from(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}`);
    const message = await readMessage(raw, small);
    expect(message.cut).toBe('only the first 2 KB were read; only its first 3 parts were read');
    expect(message.from?.address).toBe('jane@oak.example');
    const deep = await readMessage(Buffer.from(bombs[0]?.[1] ?? ''), usualLimits);
    expect(deep.cut).toMatch(/broken or folded too deep, so only its headers were read/);
    expect(deep.from?.address).toBe('jane@oak.example');
  });

  it('keeps the memory it takes near the size of the message', async () => {
    const file = Buffer.alloc(12_000_000, 'A').toString('latin1');
    const raw = Buffer.from(
      `${head}Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${file.replace(/(.{76})/g, '$1\r\n')}`,
    );
    const { message } = await whole(raw);
    expect(message.attachments[0]?.size).toBe(9_000_000);
  });

  it('reads a message of very many lines as it reads a short one', async () => {
    const lines = 'a line of a long list\r\n'.repeat(30_000);
    const parts = (list: string): string =>
      `--b\r\nContent-Type: text/plain\r\n\r\nSee the list.\r\n--b\r\nContent-Type: text/csv; name=list.csv\r\n\r\n${list}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: colin@oak.example\r\nSubject: within\r\n\r\nIt came.\r\nColin\r\n--b--\r\n`;
    const read = async (list: string): Promise<ReadMessage> =>
      (
        await whole(
          Buffer.from(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts(list)}`),
        )
      ).message;
    const [long, short] = [await read(lines), await read('a line')];
    expect(long.newest).toBe('See the list.');
    expect(long.enclosed).toEqual(short.enclosed);
    expect(long.enclosed[0]?.text).toBe('It came.\nColin');
    const list = Buffer.from(long.attachments[0]?.content ?? []).toString();
    expect(list.trimEnd().split('\n')).toHaveLength(30_000);
  });
});
