import { raisedTaskKinds } from '@app/follow-ups';
import { callScript } from './call-scripts';

describe('words of a task that no clock made', () => {
  it.each(raisedTaskKinds)('%s has a title, what to do and whom to ring', (kind) => {
    const { title, guidance, ring } = callScript(kind);
    expect(title).not.toMatch(/^Call about/);
    expect(title.length).toBeLessThan(60);
    expect(guidance).toMatch(/\.$/);
    expect(guidance).not.toMatch(/^Look at the case/);
    expect(ring).toBe('home');
  });

  it.each(raisedTaskKinds.filter((kind) => kind.startsWith('mail/') && kind !== 'mail/answer'))(
    '%s leads to the letter it is about',
    (kind) => {
      expect(callScript(kind).look?.href('abc')).toBe('/mail-tray/abc');
    },
  );
});
