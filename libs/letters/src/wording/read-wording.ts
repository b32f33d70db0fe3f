import { BadInput, inputProblems } from '@app/domain';
import { z } from 'zod';
import type { LetterKind } from '../rendering/letter-part';
import { checkWording } from './check-wording';
import type { Wording } from './wording';

const line = z.string().transform((text) => text.trim());
const paragraphs = z.array(line).transform((texts) => texts.filter((text) => text !== ''));

/** The shape of a wording as programs send it. */
export const wordingSchema = z
  .strictObject({
    subject: line.describe('Subject of a letter with this matter alone. It names nobody.'),
    heading: line,
    news: paragraphs.describe('What the reader has to know first; a paragraph each.'),
    action: line.describe('The one thing to do.'),
    button: line.describe('Text of the link to the answer page.'),
    more: paragraphs.describe('What else may help; a paragraph each.'),
  })
  .meta({
    id: 'Wording',
    description:
      'Plain text with ((field)), ((condition??text)), ((not condition??text)) and **bold**.',
  });

/**
 * A wording fit to be used.
 * @throws BadInput names the place of everything that is wrong
 */
export function readWording(kind: LetterKind, input: unknown): Wording {
  const read = wordingSchema.safeParse(input);
  if (!read.success)
    throw new BadInput(
      'invalid-wording',
      'This is not a wording; see the errors.',
      inputProblems(read.error, 'a wording'),
    );
  const problems = checkWording(kind, read.data);
  if (problems.length > 0)
    throw new BadInput(
      'unusable-wording',
      problems[0]?.message ?? '',
      problems.map((problem) => ({ ...problem, code: 'unusable' })),
    );
  return read.data;
}
