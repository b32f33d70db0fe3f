import { etagOf, readIfMatch } from './if-match';

describe('readIfMatch', () => {
  it('reads back the tag that was given', () => {
    expect(readIfMatch(etagOf(12))).toBe(12);
    expect(readIfMatch(' "v1" ')).toBe(1);
  });

  it('asks for a tag when there is none', () => {
    expect(() => readIfMatch(undefined)).toThrow(
      expect.objectContaining({ status: 428, code: 'if-match-required' }),
    );
  });

  it.each(['v12', '"12"', 'W/"v12"', '*', '"v1", "v2"', '', '"v99999999999"'])(
    'refuses %s',
    (header) => {
      expect(() => readIfMatch(header)).toThrow(
        expect.objectContaining({ status: 400, code: 'invalid-if-match' }),
      );
    },
  );
});
