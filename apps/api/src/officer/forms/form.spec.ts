import { typed } from '../../sign-in/typed';
import { textOf } from './form';

describe('a field of a form', () => {
  it.each([
    [{ email: ' ann@example.org ' }, 'ann@example.org'],
    [{}, ''],
    [{ email: ['ann@example.org', 'eve@example.org'] }, ''],
    [{ email: { name: 'eve' } }, ''],
  ])('that is missing or was sent twice is empty, never one of the two: %j', (body, text) => {
    expect(textOf(body, 'email')).toBe(text);
    expect(typed(body, 'email').trim()).toBe(text);
  });
});
