import { Webhooks } from '@app/cases';
import type { Freshness } from '@app/domain';
import { LetterBook, type MailHalt } from '@app/letters';
import { RegisterAges } from '@app/providers';
import { Injectable } from '@nestjs/common';

/** How it goes with what comes in from outside, and what is told to it. */
export interface OutsideStanding {
  registers: Freshness[];
  /** Live services of registers whose last reading failed. */
  failingServices: string[];
  mailHalt: MailHalt | null;
  /** Programs elsewhere that are told what happens, and those to whom nothing is sent any more. */
  webhooks: { all: number; paused: number };
}

@Injectable()
export class OutsideStandings {
  constructor(
    private readonly ages: RegisterAges,
    private readonly book: LetterBook,
    private readonly webhooks: Webhooks,
  ) {}

  async read(): Promise<OutsideStanding> {
    const [registers, services, mailHalt, webhooks] = await Promise.all([
      this.ages.freshness(),
      this.ages.services(),
      this.book.halted(),
      this.webhooks.list(),
    ]);
    return {
      registers,
      failingServices: services.filter(({ failure }) => failure).map(({ service }) => service),
      mailHalt,
      webhooks: {
        all: webhooks.length,
        paused: webhooks.filter(({ pausedAt }) => pausedAt !== null).length,
      },
    };
  }
}
