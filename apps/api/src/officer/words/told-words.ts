import type { Asker, FactDetails, WayTold } from '@app/domain';
import { withinSentence } from './within-sentence';

/** Who said whether letters are wanted, as an answer on a form. */
export const askerWords: Readonly<Record<Asker, string>> = {
  reader: 'The person themselves',
  manager: 'The manager of the home',
  'head-office': 'Head office',
  'somebody-else': 'Somebody else',
};

/** How it was said. */
export const wayToldWords: Readonly<Record<WayTold, string>> = {
  phone: 'By phone',
  email: 'By email',
  post: 'By post',
  'in-person': 'In person',
  'answer-page': 'On the page behind a letter',
};

/** "the manager of the home, by phone"; empty when neither is known. */
export const toldInWords = ({ asker, how }: Pick<FactDetails, 'asker' | 'how'>): string =>
  [asker && withinSentence(askerWords[asker]), how && withinSentence(wayToldWords[how])]
    .filter(Boolean)
    .join(', ');
