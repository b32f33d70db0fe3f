import type { LetterStatus } from '@app/letters';

/** Where a letter stands, in two or three words for lists. */
export const letterStatusWords: Readonly<Record<LetterStatus, string>> = {
  planned: 'Waiting to be sent',
  claimed: 'Being sent',
  sent: 'Sent',
  deferred: 'Will be tried again',
  refused: 'Refused',
  unknown: 'Sent or not: nobody knows',
  withdrawn: 'Withdrawn',
};

/** The same with what the mail server said, as it follows another clause. */
export function letterFate(status: LetterStatus, reply: string | null): string {
  const said = reply ? ` (${reply})` : '';
  switch (status) {
    case 'sent':
      return `sent${said}`;
    case 'planned':
    case 'claimed':
      return 'about to be sent';
    case 'deferred':
      return `not sent yet, it will be tried again${said}`;
    case 'refused':
      return `refused${said}`;
    case 'unknown':
      return 'sent or not, nobody knows: the connection broke';
    case 'withdrawn':
      return 'withdrawn before it was sent';
  }
}
