import { NotFound } from '@app/domain';
import { isLetterKind, type LetterKind } from '@app/letters';
import type { PipeTransform } from '@nestjs/common';

/** Reads the kind of a letter from an address. */
export class LetterKindPipe implements PipeTransform<string, LetterKind> {
  transform(text: string): LetterKind {
    if (isLetterKind(text)) return text;
    throw new NotFound('no-such-letter', 'There is no letter of that kind; see the list of them.');
  }
}
