import { normalisedPassword, passwordProblem } from './password-rules';

const owner = {
  name: 'Oluwaseun Adeyemi-Hart',
  email: 'o.adeyemi@bedscare.example',
  association: 'Bedfordshire Care Association',
};
const codeOf = async (password: string) => (await passwordProblem(password, owner))?.code ?? null;

describe('passwordProblem', () => {
  it.each([
    ['eleven characters', 'quiet-otter', 'password-too-short'],
    ['twelve characters', 'quiet-otters', null],
    ['128 characters', 'quiet otter, '.repeat(10).slice(0, 128), null],
    ['129 characters', 'quiet otter, '.repeat(10).slice(0, 129), 'password-too-long'],
    ['twelve emoji, each one character', '🦦🐘🦉🐝🌳🍎🚲🎻🧦🪁🛶🥁', null],
    ['small letters alone', 'teapot ladder comet wool', null],
    ['digits alone, at random', '845930217465', null],
    ['spaces at both ends', ' teapot ladder ', null],
  ])('judges by length: %s', async (_, password, code) => {
    expect(await codeOf(password)).toBe(code);
  });

  it.each([
    ['one on the list', 'passwordpassword'],
    ['one on the list in capitals', 'PASSWORDPASSWORD'],
    ['a common one with digits after it', 'password123456'],
    ['a common one with signs around it', '!!!sunshine!!!2026'],
    ['the same character', 'aaaaaaaaaaaaaaaa'],
    ['a row of the keyboard', '1qaz2wsx3edc'],
  ])('refuses what is tried first: %s', async (_, password) => {
    expect(await codeOf(password)).toBe('password-common');
  });

  it.each([
    ['the given name', 'oluwaseun and friends'],
    ['part of a double name', 'my hart is in it ADEYEMI'],
    ['the mailbox', 'xx o.adeyemi xx yy'],
    ['the association', 'bedfordshire bluebells'],
    ['the service', 'my Caseload login!'],
  ])('refuses words about the officer: %s', async (_, password) => {
    expect(await codeOf(password)).toBe('password-about-you');
  });

  it('names the word to leave out, in one sentence', async () => {
    expect(await passwordProblem('bedfordshire bluebells', owner)).toEqual({
      pointer: '/newPassword',
      code: 'password-about-you',
      message: 'Leave "bedfordshire" out of it: names of people and places here are tried first.',
    });
  });

  it('lets everyday words of an association’s name be', async () => {
    expect(await codeOf('careful association of otters')).toBeNull();
  });

  it('takes the same letters for the same, however a keyboard composes them', () => {
    expect(normalisedPassword('cafe\u0301 ole\u0301 solid')).toBe('caf\u00e9 ol\u00e9 solid');
  });
});
