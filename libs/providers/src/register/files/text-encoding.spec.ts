import { decoded, Utf8Check, utf16Of } from './text-encoding';

async function textOf(bytes: Buffer, encoding: Parameters<typeof decoded>[1]): Promise<string> {
  const eachByte = async function* () {
    for (const byte of bytes) yield Buffer.from([byte]);
  };
  let text = '';
  for await (const piece of decoded(eachByte(), encoding)) text += piece;
  return text;
}

const check = (...pieces: Buffer[]): string => {
  const utf8 = new Utf8Check();
  for (const piece of pieces) utf8.add(piece);
  return utf8.result();
};

const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('the encoding of a text', () => {
  it('is UTF-16 by its mark or by the zeros between English letters', () => {
    expect(utf16Of(Buffer.from('\ufeffä', 'utf16le'))).toBe('utf-16le');
    expect(utf16Of(swapped('\ufeffä'))).toBe('utf-16be');
    expect(utf16Of(Buffer.from('Location ID', 'utf16le'))).toBe('utf-16le');
    expect(utf16Of(swapped('Location ID'))).toBe('utf-16be');
    expect(utf16Of(Buffer.from('Location ID,Name'))).toBeNull();
    expect(utf16Of(Buffer.alloc(64))).toBeNull();
  });

  it('is UTF-8 when every letter is whole, however the pieces are cut', () => {
    const bytes = Buffer.from('aé€😀z');
    for (let at = 0; at <= bytes.length; at++)
      expect(check(bytes.subarray(0, at), bytes.subarray(at))).toBe('utf-8');
    expect(check(...[...bytes].map((byte) => Buffer.from([byte])))).toBe('utf-8');
  });

  it('tells a text cut in a letter from one in another encoding', () => {
    expect(check(Buffer.from('a😀').subarray(0, -1))).toBe('cut');
    expect(check(Buffer.from('Café Row', 'latin1'))).toBe('other');
    expect(check(Buffer.from('ab'), Buffer.from([0xe9]), Buffer.from('cd'))).toBe('other');
  });
});

describe('decoding', () => {
  it.each<[string, Buffer, Parameters<typeof decoded>[1]]>([
    ['UTF-8 with its mark', Buffer.from('\ufeffCafé – 😀'), 'utf-8'],
    ['UTF-16 LE', Buffer.from('\ufeffCafé – 😀', 'utf16le'), 'utf-16le'],
    ['UTF-16 BE', swapped('\ufeffCafé – 😀'), 'utf-16be'],
  ])('%s', async (_, bytes, encoding) => {
    expect(await textOf(bytes, encoding)).toBe('Café – 😀');
  });

  it('reads curly quotes and the euro of Windows-1252', async () => {
    const bytes = Buffer.from([0x93, 0x43, 0x61, 0x66, 0xe9, 0x94, 0x20, 0x80]);
    expect(await textOf(bytes, 'windows-1252')).toBe('“Café” €');
  });

  it('refuses bytes that are letters of no text', async () => {
    await expect(textOf(Buffer.from([0xe9, 0x01, 0x02]), 'windows-1252')).rejects.toThrow(
      /damaged/,
    );
  });
});
