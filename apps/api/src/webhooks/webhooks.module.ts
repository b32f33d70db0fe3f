import { CasesModule } from '@app/cases';
import { Module } from '@nestjs/common';
import { WebhookPagesController } from '../officer/webhooks/webhooks.controller';
import { WebhooksController } from './webhooks.controller';

/** Webhooks, as JSON and as pages. */
@Module({
  imports: [CasesModule],
  controllers: [WebhooksController, WebhookPagesController],
})
export class WebhooksModule {}
