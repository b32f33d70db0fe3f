import { NotFound } from '@app/domain';
import type { PipeTransform } from '@nestjs/common';

/** Reads the number of a version from an address; what is no number names nothing. */
export class PolicyNumberPipe implements PipeTransform<string, number> {
  transform(text: string): number {
    if (!/^[1-9]\d{0,8}$/.test(text))
      throw new NotFound('no-such-policy', 'There is no policy with that number; see the history.');
    return Number(text);
  }
}
