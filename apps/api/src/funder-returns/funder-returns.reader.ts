import { londonDay, type Scope } from '@app/domain';
import { type FunderReturn, FunderReturns, type ToldPart, withholdFigures } from '@app/measures';
import type { Holder } from '@app/officers';
import { Clock } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { seesEveryCase } from '../security/sees-cases';

/** A return as the reader may see it. */
export type ToldReturn = Omit<FunderReturn, 'area' | 'authorities'> & {
  area: ToldPart;
  authorities: readonly ToldPart[];
};

/** Returns for page, file and programs alike. */
@Injectable()
export class FunderReturnsReader {
  constructor(
    private readonly returns: FunderReturns,
    private readonly clock: Clock,
  ) {}

  /**
   * Who does not see every case is not told small counts of an authority either.
   * @throws NotFound
   */
  async of(month: string, officer: Holder, scope: Scope): Promise<ToldReturn> {
    const one = await this.returns.of(month);
    return seesEveryCase(officer, scope)
      ? one
      : { ...one, authorities: withholdFigures(one.authorities) };
  }

  /** The month that ended last, `YYYY-MM`: the one whose return is due. */
  dueMonth(): string {
    return londonDay(this.clock.now()).toPlainYearMonth().subtract({ months: 1 }).toString();
  }
}
