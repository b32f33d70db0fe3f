import { XmlText } from './xml-text';

function heard(xml: string, pieceLength = xml.length): string[] {
  const said: string[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') said.push(`"${text}"`);
    text = '';
  };
  const reader = new XmlText('part.xml', {
    open: (name, attributes) => {
      flush();
      const a = attributes.get('a');
      said.push(a === undefined ? `<${name}>` : `<${name} ${a}>`);
    },
    text: (part) => {
      text += part;
    },
    close: (name) => {
      flush();
      said.push(`</${name}>`);
    },
  });
  for (let at = 0; at < xml.length; at += pieceLength) reader.add(xml.slice(at, at + pieceLength));
  reader.end();
  return said;
}

describe('XML', () => {
  it.each([
    ['elements', '<r><c/></r>', ['<r>', '<c>', '</c>', '</r>']],
    ['a declaration above', '\ufeff<?xml version="1.0"?>\n<r/>\n', ['<r>', '</r>']],
    ['prefixes', '<x:r><x:c></x:c></x:r>', ['<r>', '<c>', '</c>', '</r>']],
    ['attributes', `<r b="1" aa='2' a = "x&amp;y"/>`, ['<r x&y>', '</r>']],
    ['a bracket in quotes', `<r a="1>2"/>`, ['<r 1>2>', '</r>']],
    ['an attribute in quotes of another', `<r b=" a=3" a='"'/>`, ['<r ">', '</r>']],
    ['entities', '<r>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;</r>', ['<r>', `"<>&"'A😀"`, '</r>']],
    ['CDATA', '<r>a<![CDATA[<b>&amp;]]>c</r>', ['<r>', '"a<b>&amp;c"', '</r>']],
    ['comments', '<!-- <x> --><r>a<!-- - -- > -->b</r>', ['<r>', '"ab"', '</r>']],
  ])('reads %s, wherever the pieces are cut', (_, xml, said) => {
    for (const length of [xml.length, 1, 2, 3, 7]) expect(heard(xml, length)).toEqual(said);
  });

  it.each([
    ['a document type', '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', /document type/],
    [
      'one below a comment',
      '<!-- --><!doctype r SYSTEM "file:///etc/passwd"><r/>',
      /document type/,
    ],
    ['elements that cross', '<a><b></a></b>', /damaged/],
    ['two roots', '<a/><b/>', /damaged/],
    ['text outside', '<a/>text', /damaged/],
    ['an element that is not closed', '<a><b></b>', /damaged/],
    ['a tag that is not closed', '<a', /damaged/],
    ['a comment that is not closed', '<a/><!-- ', /damaged/],
    ['nothing', '  ', /damaged/],
    ['elements in elements without end', '<a>'.repeat(1000), /damaged/],
    ['a tag without end', `<a b="${'x'.repeat(100_000)}"/>`, /damaged/],
  ])('refuses %s', (_, xml, why) => {
    for (const length of [Math.min(xml.length, 50_000), 1000]) {
      expect(() => heard(xml, length)).toThrow(why);
    }
  });

  it('lets an entity that is none stand for itself', () => {
    expect(heard('<r>AT&T; &nbsp;</r>')).toEqual(['<r>', '"AT&T; &nbsp;"', '</r>']);
  });

  it('keeps nothing of a long text or comment', () => {
    let longest = 0;
    const reader = new XmlText('part.xml', {
      open: () => undefined,
      text: (part) => {
        longest = Math.max(longest, part.length);
      },
      close: () => undefined,
    });
    reader.add('<r>');
    for (let i = 0; i < 100; i++) reader.add('x'.repeat(20_000));
    reader.add('<!--');
    for (let i = 0; i < 100; i++) reader.add('-'.repeat(20_000));
    reader.add('-->');
    reader.add('</r>');
    reader.end();
    expect(longest).toBe(20_000);
  });
});
