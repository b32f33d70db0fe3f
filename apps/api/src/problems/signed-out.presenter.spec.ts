import { presentSignedOut } from './signed-out.presenter';

const sent = (path: string, body: unknown, method = 'POST') =>
  presentSignedOut({ method, originalUrl: path, path: path.split('?')[0] ?? path, body });

describe('a form that came after the session had ended', () => {
  it('is given back as it was sent, each value of a name', () => {
    expect(sent('/cases/1/record/note-added?x=1', { text: 'Rang twice', tag: ['a', 'b'] })).toEqual(
      {
        action: '/cases/1/record/note-added?x=1',
        fields: [
          { name: 'text', value: 'Rang twice' },
          { name: 'tag', value: 'a' },
          { name: 'tag', value: 'b' },
        ],
      },
    );
  });

  it.each([
    ['nothing was typed', '/cases/1/record/note-added', { formToken: 'A'.repeat(22), text: ' ' }],
    ['there is no body', '/cases/1/record/note-added', undefined],
    ['it is about how people get in', '/account/password', { now: 'old', next: 'new' }],
    ['it is a way in', '/sign-in', { email: 'a@b.example' }],
    ['it would lead to another server', '//elsewhere.example/x', { text: 'Rang twice' }],
    ['it would, to browsers that turn strokes', '/\\elsewhere.example', { text: 'Rang twice' }],
  ])('is not when %s', (_, path, body) => {
    expect(sent(path, body)).toBeNull();
  });

  it('is not for a page that was only looked at', () => {
    expect(sent('/cases', {}, 'GET')).toBeNull();
  });
});
