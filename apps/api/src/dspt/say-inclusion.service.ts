import { TellDspt } from '@app/cases';
import { DsptInclusions, type InclusionInput } from '@app/dspt';
import { Clock } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Records what headquarters said of a site, and tells its open case what follows. */
@Injectable()
export class SayInclusion {
  constructor(
    private readonly inclusions: DsptInclusions,
    private readonly telling: TellDspt,
    private readonly clock: Clock,
  ) {}

  /**
   * @param input null when it is not known any more
   * @throws BadInput, NotFound as `DsptInclusions.record`
   */
  async say(locationId: string, input: InclusionInput | null, actor: string): Promise<void> {
    const now = this.clock.now();
    if (input === null) await this.inclusions.withdraw(locationId, actor, now);
    else await this.inclusions.record(locationId, input, actor, now);
    await this.telling.tell([locationId], actor);
  }
}
