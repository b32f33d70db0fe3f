import { BadInput } from '@app/domain';
import fc from 'fast-check';
import { pageOf, readCursor, readLimit } from './page';

const encode = (text: string) => Buffer.from(text).toString('base64url');

describe('cursor', () => {
  it('of a page leads to the key of its last row, whatever the name', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\0'));
    fc.assert(
      fc.property(text, text, (name, id) => {
        const { nextCursor } = pageOf(
          [
            { name, id },
            { name: 'next', id: '2' },
          ],
          1,
          (row) => [row.name, row.id],
        );
        expect(nextCursor).toMatch(/^[\w-]+$/);
        expect(readCursor(nextCursor ?? '')).toEqual([name, id]);
      }),
    );
  });

  it('is null on the last page', () => {
    expect(pageOf([{ id: '1' }], 1, (row) => ['', row.id])).toEqual({
      items: [{ id: '1' }],
      nextCursor: null,
    });
  });

  it.each([
    '',
    'x',
    '%%%',
    encode('["only one"]'),
    encode('["a","b","c"]'),
    encode('["a",1]'),
    encode('{"a":1}'),
    encode('["a", "b"]'),
    encode('["a\\u0000","b"]'),
    `${encode('["a","b"]')}=`,
    `${encode('["a","b"]')} `,
  ])('%j is refused', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(BadInput);
  });
});

describe('limit', () => {
  it('is 50 unless given, and 1 to 200', () => {
    expect([readLimit(), readLimit(1), readLimit(200)]).toEqual([50, 1, 200]);
  });

  it.each([0, 201, -1, 1.5, Number.NaN])('%p is refused', (limit) => {
    expect(() => readLimit(limit)).toThrow(BadInput);
  });
});
