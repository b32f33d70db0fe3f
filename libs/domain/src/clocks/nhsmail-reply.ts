import { awaitsReply } from '../cases/case-state';
import { momentInWords } from '../time/london';
import { clock } from './ladder';
import { fromInstant } from './starts';

/**
 * NHSmail replies within 48 hours (founding texts): elapsed hours, weekends and nights included.
 * Starts at the submission; stops at any reply or when the case is closed.
 */
export const nhsmailReply = clock('nhsmail-reply', (state) => {
  const { submission } = state;
  if (!submission || !awaitsReply(state)) return [];
  const counting = fromInstant(submission.at);
  return [
    {
      ...counting,
      fact: submission.fact,
      because: () => `The application was submitted on ${momentInWords(counting.start)}.`,
    },
  ];
});
