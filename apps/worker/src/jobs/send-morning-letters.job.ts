import { MorningLetters } from '@app/measures';
import { Injectable, Logger } from '@nestjs/common';

/** Tells each officer in the morning what needs them. */
@Injectable()
export class SendMorningLettersJob {
  private readonly log = new Logger('MorningLetters');
  private isRunning = false;

  constructor(private readonly letters: MorningLetters) {}

  /** A call while letters are being sent does nothing: the next minute brings another. */
  async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      const sent = await this.letters.run();
      if (sent > 0) this.log.log(`Sent ${sent} morning letters.`);
    } finally {
      this.isRunning = false;
    }
  }
}
