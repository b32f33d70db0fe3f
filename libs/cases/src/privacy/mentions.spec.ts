import { erasedMark, mentions, mentionsOf, withoutMentions } from './mentions';

const pattern = mentionsOf({
  names: ['Zoë O’Neil-Reed'],
  emails: ['zoe@home.example'],
  mobiles: ['+447700900123'],
});
const clean = (text: string) => (pattern ? withoutMentions(text, pattern) : text);

describe('somebody in text', () => {
  it.each([
    ['Zoë O’Neil-Reed rang.', `${erasedMark} rang.`],
    ["ask ZOË  O'NEIL-REED", `ask ${erasedMark}`],
    ['<p>Zoë O&#39;Neil-Reed</p>', `<p>${erasedMark}</p>`],
    ['Zoe\u0308 O’Neil-Reed', erasedMark],
    ['write to Zoe@Home.example, please', `write to ${erasedMark}, please`],
    ['ring 07700 900123 or (07700) 900-123', `ring ${erasedMark} or ${erasedMark}`],
    ['Zoë (07700 900123), or', `Zoë (${erasedMark}), or`],
    ['ring +44 7700 900 123 or +44 (0)7700 900123', `ring ${erasedMark} or ${erasedMark}`],
  ])('is found in "%s"', (text, left) => {
    expect(clean(text)).toBe(left);
  });
  it.each(['Zoë Reed', 'O’Neil', 'Zoë O’Neil-Reeders', '07700 9001234', 'joe@home.example'])(
    'is not taken for "%s"',
    (text) => {
      expect(clean(text)).toBe(text);
    },
  );
  it('is found wherever text lies in a value, and the rest stays', () => {
    const value = { to: { name: 'Zoë O’Neil-Reed', seats: 2 }, lines: ['a', 'zoe@home.example'] };
    if (!pattern) throw new Error('no pattern');
    expect(mentions(value, pattern)).toBe(true);
    expect(withoutMentions(value, pattern)).toEqual({
      to: { name: erasedMark, seats: 2 },
      lines: ['a', erasedMark],
    });
    expect(mentions({ to: { name: 'Kim Lee' } }, pattern)).toBe(false);
  });
  it('is not looked for by what anybody might write', () => {
    expect(mentionsOf({ names: ['Al'], emails: [], mobiles: ['+44123'] })).toBeNull();
  });
});
