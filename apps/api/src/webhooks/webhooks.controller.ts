import { type Webhook, Webhooks } from '@app/cases';
import { foreignCursor, type Page, pageOf, readCursor } from '@app/measures';
import type { Officer } from '@app/officers';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { idOf } from '../json/id-pipe';
import { HttpRefusal } from '../problems/problem';
import { CurrentOfficer, Needs } from '../security/access';
import {
  deliveriesQuery,
  deliveryList,
  type deliverySchema,
  newSecret,
  newWebhook,
  replayed,
  replayFrom,
  testSent,
  webhookList,
  webhookMade,
  webhookSchema,
} from './webhook.schemas';

type Delivery = z.output<typeof deliverySchema>;

/** Webhooks for programs: to set them up, and to fetch what was lost. */
@ApiTags('Webhooks')
@Needs('webhooks.manage')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  @ApiOperation({ operationId: 'listWebhooks', summary: 'All webhooks. For leads.' })
  @ApiOkResponse({ description: 'Webhooks', standardSchema: webhookList })
  @Get()
  async list(): Promise<{ items: Webhook[] }> {
    return { items: await this.webhooks.list() };
  }

  @ApiOperation({
    operationId: 'addWebhook',
    summary: 'Tell a program what happens from now on. For leads.',
    description: 'Read the full state after this was answered: all that comes later is delivered.',
  })
  @ApiCreatedResponse({ description: 'The webhook and its secret', standardSchema: webhookMade })
  @Post()
  async add(
    @Body({ schema: newWebhook }) { url, kinds }: z.output<typeof newWebhook>,
    @CurrentOfficer() officer: Officer,
  ): Promise<z.output<typeof webhookMade>> {
    const { id, secret } = await this.webhooks.create(url, kinds, officer.id);
    return { webhook: await this.webhooks.get(id), secret };
  }

  @ApiOperation({ operationId: 'getWebhook', summary: 'One webhook, and how it goes.' })
  @ApiOkResponse({ description: 'The webhook', standardSchema: webhookSchema })
  @Needs('webhooks.read')
  @Get(':webhook')
  one(@Param('webhook', idOf('webhook')) id: string): Promise<Webhook> {
    return this.webhooks.get(id);
  }

  @ApiOperation({
    operationId: 'removeWebhook',
    summary: 'Delete a webhook, with all that was kept for it.',
  })
  @ApiNoContentResponse({ description: 'It is gone' })
  @HttpCode(204)
  @Delete(':webhook')
  remove(@Param('webhook', idOf('webhook')) id: string): Promise<void> {
    return this.webhooks.remove(id);
  }

  @ApiOperation({
    operationId: 'pauseWebhook',
    summary: 'Send nothing for now; what happens is numbered and kept.',
  })
  @ApiNoContentResponse({ description: 'It is paused' })
  @HttpCode(204)
  @Post(':webhook/pause')
  pause(@Param('webhook', idOf('webhook')) id: string): Promise<void> {
    return this.webhooks.pause(id);
  }

  @ApiOperation({
    operationId: 'resumeWebhook',
    summary: 'Go on sending, with the oldest that was not taken in.',
  })
  @ApiNoContentResponse({ description: 'It goes on' })
  @HttpCode(204)
  @Post(':webhook/resume')
  resume(@Param('webhook', idOf('webhook')) id: string): Promise<void> {
    return this.webhooks.resume(id);
  }

  @ApiOperation({
    operationId: 'renewWebhookSecret',
    summary: 'Make a new secret; the former one signs as well for a day.',
  })
  @ApiCreatedResponse({ description: 'The secret', standardSchema: newSecret })
  @Post(':webhook/secret')
  async renew(@Param('webhook', idOf('webhook')) id: string): Promise<z.output<typeof newSecret>> {
    const secret = await this.webhooks.rotate(id);
    const { formerUntil } = await this.webhooks.get(id);
    return { secret, formerUntil };
  }

  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Send a delivery of the kind `webhook.test`, which says nothing.',
  })
  @ApiCreatedResponse({ description: 'It is on its way', standardSchema: testSent })
  @Post(':webhook/test')
  async test(@Param('webhook', idOf('webhook')) id: string): Promise<z.output<typeof testSent>> {
    return { number: await this.webhooks.test(id) };
  }

  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'What was sent after a number, in order: for what was lost.',
    description:
      'Kept for 30 days, and 100,000 of them at most. 410 when some after that number are gone: then read the full state from the API, and go on from `lastNumber` as it was before.',
  })
  @ApiOkResponse({ description: 'Bodies as they are posted', standardSchema: deliveryList })
  @Needs('webhooks.read')
  @Get(':webhook/deliveries')
  async deliveries(
    @Param('webhook', idOf('webhook')) id: string,
    @Query({ schema: deliveriesQuery })
    { after, cursor, limit }: z.output<typeof deliveriesQuery>,
  ): Promise<Page<Delivery>> {
    const from = cursor === undefined ? after : numberIn(cursor);
    const kept = await this.webhooks.deliveriesAfter(id, from, limit + 1);
    if ('gone' in kept)
      throw new HttpRefusal(
        410,
        'deliveries-gone',
        `Deliveries up to number ${kept.gone} are not kept any more: read the full state from the API, and go on after the newest number.`,
      );
    return pageOf(
      kept.bodies.map(({ body }) => JSON.parse(body) as Delivery),
      limit,
      ({ number }) => [String(number)],
    );
  }

  @ApiOperation({
    operationId: 'replayWebhook',
    summary: 'Post everything after a number again.',
  })
  @ApiCreatedResponse({ description: 'They are on their way', standardSchema: replayed })
  @Needs('webhooks.read')
  @Post(':webhook/replay')
  async replay(
    @Param('webhook', idOf('webhook')) id: string,
    @Body({ schema: replayFrom }) { after }: z.output<typeof replayFrom>,
  ): Promise<z.output<typeof replayed>> {
    return { deliveries: await this.webhooks.replay(id, after) };
  }
}

function numberIn(cursor: string): number {
  const [number = ''] = readCursor(cursor, 1);
  if (!/^\d{1,15}$/.test(number)) throw foreignCursor();
  return Number(number);
}
