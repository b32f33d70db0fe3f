import { sealWaitingTexts } from '@app/history';
import { Database, Sealer } from '@app/platform';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

const atOnce = 500;

/** Seals, as the worker starts, what people wrote in facts before such texts were sealed. */
@Injectable()
export class SealTexts implements OnApplicationBootstrap {
  constructor(
    private readonly db: Database,
    private readonly sealer: Sealer,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    let sealed: number;
    do {
      sealed = await this.db.transaction((tx) => sealWaitingTexts(tx, this.sealer, atOnce));
    } while (sealed > 0);
  }
}
