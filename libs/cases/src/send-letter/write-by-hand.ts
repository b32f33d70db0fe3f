import type { LetterPart, Matter } from '@app/letters';
import type { Temporal } from 'temporal-polyfill';
import type { Addressee } from '../addressees';
import { firingAt } from '../firing-settings';
import { hasNhsmail, writeMatter } from '../write-letter';
import type { Desk } from './desk';
import type { LetterWish } from './letter-wish';
import { preparedPart } from './prepared-part';
import type { ReminderNow } from './reminders-now';

/** What is sent, as a matter of a letter: a reminder is written from its rung, all else from the wish. */
export function writeByHand(
  desk: Desk,
  wish: LetterWish,
  recipient: string,
  reminder: ReminderNow | null,
  to: Addressee,
  from: Temporal.Instant,
  token: string,
): Matter {
  const { row, state, context, clocks } = desk;
  const at = firingAt(from, clocks);
  if (reminder) {
    const due = { rung: reminder.rung, followUpId: '' };
    const matter = writeMatter(due, state, context, to, at, token);
    const { person } = reminder.rung;
    return { ...matter, followUpId: null, words: { ...matter.words, person } };
  }
  const { home, officer } = context;
  const part = partOf(desk, wish, at.day);
  const words = { part, home, officer, recipientName: to.name, token, person: wish.person };
  return { caseId: row.id, recipient, kind: part.kind, followUpId: null, words };
}

function partOf({ state, clocks, context }: Desk, wish: LetterWish, day: string): LetterPart {
  switch (wish.kind) {
    case 'ask':
      return { kind: 'ask', about: wish.about ?? '', hasNhsmail: hasNhsmail(state) };
    case 'free':
      return {
        kind: 'free',
        title: wish.title ?? '',
        text: wish.text ?? '',
        hasNhsmail: hasNhsmail(state),
      };
    case 'reminder':
      throw new Error('A reminder is written from its rung');
    default: {
      const { people: names, site } = context;
      return preparedPart(wish.kind, { state, site, clocks, day, names, person: wish.person });
    }
  }
}
