import { CasesService, type Task, TasksService } from '@app/cases';
import type { Page } from '@app/measures';
import { actorOf, type Officer } from '@app/officers';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { cutPage } from '../json/cut-page';
import { idOf } from '../json/id-pipe';
import { type PageQuery, pageQuery } from '../json/lists';
import { CurrentOfficer, Needs } from '../security/access';
import { taskDone, taskList, taskSchema } from './task.schemas';

@ApiTags('Cases')
@Controller('api/v1')
export class TasksController {
  constructor(
    private readonly cases: CasesService,
    private readonly tasks: TasksService,
  ) {}

  @ApiOperation({ operationId: 'listTasks', summary: 'The tasks of a case.' })
  @ApiOkResponse({ description: 'Tasks, earliest due first', standardSchema: taskList })
  @Needs('cases.read', { case: 'id' })
  @Get('cases/:id/tasks')
  async list(
    @Param('id', idOf('case')) id: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<Page<Task>> {
    await this.cases.get(id);
    return cutPage(await this.tasks.forCase(id), query);
  }

  @ApiOperation({
    operationId: 'completeTask',
    summary: 'The task has been done.',
    description: 'What was learned is recorded as a fact of its case.',
  })
  @ApiOkResponse({ description: 'The task', standardSchema: taskSchema })
  @HttpCode(200)
  @Needs('cases.write', { task: 'id' })
  @Post('tasks/:id/done')
  done(
    @Param('id', idOf('task')) id: string,
    @Body({ schema: taskDone }) { note }: z.output<typeof taskDone>,
    @CurrentOfficer() me: Officer,
  ): Promise<Task> {
    return this.tasks.complete(id, actorOf(me), note ?? null);
  }
}
