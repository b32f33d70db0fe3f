import { CasesModule } from '@app/cases';
import { Module } from '@nestjs/common';
import { AnswerController } from './answer.controller';
import { AnswerLimits } from './answer-limits.service';
import { AnswerReader } from './answer.reader';
import { PrivacyNoticeController } from './privacy-notice.controller';
import { SendLinkAgain } from './send-link-again.service';
import { StopPages } from './stop-pages.service';

/** Pages behind the links in letters, for readers without an account. */
@Module({
  imports: [CasesModule],
  controllers: [AnswerController, PrivacyNoticeController],
  providers: [AnswerLimits, AnswerReader, SendLinkAgain, StopPages],
  exports: [AnswerLimits],
})
export class AnswerPagesModule {}
