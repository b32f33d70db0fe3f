import fc from 'fast-check';
import { readPythonLiteral } from './python-literal';

const read = (text: string): unknown => {
  const found = readPythonLiteral(text);
  return 'value' in found ? found.value : found.wrong.code;
};

/** As Python's `repr` writes it. */
function repr(value: unknown): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, each]) => `${repr(key)}: ${repr(each)}`)
      .join(', ')}}`;
  const text = String(value);
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replaceAll(mark, `\\${mark}`);
  return `${mark}${escaped}${mark}`;
}

describe('readPythonLiteral', () => {
  it.each<[string, unknown]>([
    [
      "[{'name': \"O'Neill\", 'roles': ['Registered Manager']}]",
      [{ name: "O'Neill", roles: ['Registered Manager'] }],
    ],
    ["{'a': None, 'b': True, 'c': False, 'd': -1.5e3}", { a: null, b: true, c: false, d: -1500 }],
    ['[]', []],
    ['{}', {}],
    ["('a', 'b',)", ['a', 'b']],
    ["['a', ]", ['a']],
    ["'\\x41\\u00e9\\U0001F600\\n\\''", "Aé😀\n'"],
    ['nan', null],
    ['  [ 1 , 2 ]  ', [1, 2]],
    ["[{'a': 1}", 'invalid-literal'],
    ["['a' 'b']", 'invalid-literal'],
    ['[,]', 'invalid-literal'],
    ['{1: 2}', 'invalid-literal'],
    ["{'a' 1}", 'invalid-literal'],
    ["'open", 'invalid-literal'],
    ["'\\xZZ'", 'invalid-literal'],
    ["'\\U00110000'", 'invalid-literal'],
    ['[] []', 'invalid-literal'],
    ['__import__("os").system("x")', 'invalid-literal'],
    ['datetime.date(2020, 1, 1)', 'invalid-literal'],
    ['[1, 2', 'invalid-literal'],
    ['', 'invalid-literal'],
    ['['.repeat(100_000), 'invalid-literal'],
  ])('%p', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('keeps a key that JavaScript minds for what it is', () => {
    const found = readPythonLiteral("{'__proto__': {'polluted': 1}}");
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect('value' in found && Object.keys(found.value as object)).toEqual(['__proto__']);
  });

  it('reads back whatever Python writes', () => {
    const text = fc.string({ unit: fc.constantFrom(...`aé😀 '"\\\n,[]{}:`) });
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        text,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(text, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(read(repr(value))).toEqual(value);
      }),
    );
  });

  it('ends with a value or a reason whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`[]{}'":,\\ TruenNo1x`) }), (text) => {
        expect(() => readPythonLiteral(text)).not.toThrow();
      }),
    );
  });
});
