import { NotFound } from '@app/domain';
import { audit } from '@app/history';
import { can, type Officer } from '@app/officers';
import { Database, Queues } from '@app/platform';
import { Controller, Get, Inject, Next, Put, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { CurrentOfficer, Needs } from '../../security/access';
import { allowOwnScript } from '../../security/own-script';
import { type Board, boardHtml, boardPath, makeBoard } from './board';
import { readQueueCounts } from './queue-counts';
import { presentQueues } from './queue.presenter';

/**
 * What is in the queue: in plain figures, and on Bull Board. Officers look; leads try again what
 * failed, and clear it. Nothing else the board can do is let through: no job is made, changed or
 * thrown away unseen, for the database says what is due and the queue only rings.
 */
@ApiExcludeController()
@Needs('operations.read')
@Controller('settings/queue')
export class QueueController {
  private readonly forOfficers: Board;
  private readonly forLeads: Board;

  constructor(
    private readonly db: Database,
    @Inject(Queues) private readonly queues: Queues,
  ) {
    this.forOfficers = makeBoard(queues, true);
    this.forLeads = makeBoard(queues, false);
  }

  @Get()
  async show(@Res() response: Response): Promise<void> {
    const counts = await readQueueCounts(this.queues).catch(() => null);
    response.render('queue/queue', presentQueues(counts, this.queues.backend));
  }

  @Get(['board', 'board/queue/:queueName', 'board/queue/:queueName/:jobId'])
  board(@Res() response: Response): void {
    allowOwnScript(response);
    // The board finds its own address by its base.
    const policy = String(response.get('Content-Security-Policy'));
    response.set('Content-Security-Policy', policy.replace("base-uri 'none'", "base-uri 'self'"));
    response.type('html').send(boardHtml);
  }

  /** Its scripts and styles, out of its package. */
  @Get('board/static/*file')
  file(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    void this.forOfficers.answer(request, response, next);
  }

  @Get('board/api/*what')
  read(
    @CurrentOfficer() officer: Officer,
    @Req() request: Request,
    @Res() response: Response,
    @Next() next: NextFunction,
  ): void {
    refuseOdd(request);
    const board = can(officer, 'queue.manage') ? this.forLeads : this.forOfficers;
    void board.answer(request, response, next);
  }

  @Needs('queue.manage')
  @Put([
    'board/api/queues/:queueName/retry/:state',
    'board/api/queues/:queueName/clean/:state',
    'board/api/queues/:queueName/:jobId/retry',
    'board/api/queues/:queueName/:jobId/clean',
  ])
  async change(
    @Req() request: Request,
    @Res() response: Response,
    @Next() next: NextFunction,
  ): Promise<void> {
    refuseOdd(request);
    const { queueName } = request.params;
    const what = request.path.slice(`${boardPath}/api/queues/${String(queueName)}/`.length);
    await audit(this.db, {
      action: 'queue-changed',
      subject: `queue:${String(queueName)}`,
      details: { what },
    });
    void this.forLeads.answer(request, response, next);
  }
}

/**
 * The board hands on what it is given, and would fail at what no queue can have.
 * @throws NotFound
 */
function refuseOdd({ path, query }: Request): void {
  if (path.includes('%00') || !Object.values(query).every(isWord))
    throw new NotFound('no-such-queue', 'There is no such queue; choose one from the board.');
}

/** A name or a number, as the board's own page sends them. */
const isWord = (value: unknown): boolean =>
  typeof value === 'string' && /^[\w-]{0,50}$/.test(value);
