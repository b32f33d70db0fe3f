import { answerUrl } from '../links/token';
import { type RenderedLetter, renderLetter } from '../rendering/render-letter';
import type { WordingInForce } from '../wording/wording';
import type { Draft } from './drafts';
import type { LetterMaking } from './letter-making';
import { inReadingOrder } from './reading-order';
import type { SealedLetter } from './new-letter';

/** What a draft says, and to whom. */
export type WrittenDraft = RenderedLetter & SealedLetter & { kinds: string[] };

/**
 * The words of a letter: a plain function of its matters, its day and the wording. Whatever happens
 * to a letter before it goes, this writes it again.
 */
export function renderDraft(
  draft: Draft,
  { publicUrl, replyTo, association }: Pick<LetterMaking, 'publicUrl' | 'replyTo' | 'association'>,
  wording: WordingInForce,
): WrittenDraft {
  const matters = inReadingOrder(draft.matters.map(({ matter }) => matter));
  const [first] = matters;
  if (!first) throw new Error(`Letter ${draft.id} has nothing to say`);
  const recipientName = matters.find(({ words }) => words.recipientName)?.words.recipientName;
  const { stopUrl } = draft;
  return {
    ...renderLetter({
      sections: matters.map(({ words: { part, home, officer, token } }) => ({
        part,
        home,
        officer,
        answerUrl: token && answerUrl(publicUrl, token),
      })),
      recipientName: recipientName ?? null,
      day: draft.day,
      stopUrl,
      association,
      wording,
    }),
    kinds: matters.map(({ kind }) => kind),
    to: { name: recipientName ?? null, address: draft.address },
    replyTo: replyTo(draft.id, first.words.officer),
    stopUrl,
  };
}
