import { Conflict, NotFound } from '@app/domain';
import { Clock, Database } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** A call or check for a person to make. Instants are ISO 8601 UTC. */
export interface Task {
  id: string;
  caseId: string;
  followUpId: string | null;
  /** The letter or message it is about, when no clock made it. */
  about: string | null;
  addressee: 'officer' | 'lead';
  /** `clock/rung`, or the kind of a task that no clock made: names what to do. */
  kind: string;
  status: 'open' | 'done' | 'withdrawn';
  dueAt: string;
  createdAt: string;
  settledAt: string | null;
  settledBy: string | null;
  reason: string | null;
}

const columns = `id, case_id AS "caseId", follow_up_id AS "followUpId", about, addressee, kind, status,
  due_at AS "dueAt", created_at AS "createdAt", settled_at AS "settledAt",
  settled_by AS "settledBy", reason`;

@Injectable()
export class TasksService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  forCase(caseId: string): Promise<Task[]> {
    return this.db.query<Task>(
      `SELECT ${columns} FROM task WHERE case_id = $1 ORDER BY due_at, id`,
      [caseId],
    );
  }

  /** @throws NotFound */
  async get(taskId: string): Promise<Task> {
    const [task] = await this.db.query<Task>(`SELECT ${columns} FROM task WHERE id = $1`, [taskId]);
    if (!task) throw new NotFound('no-such-task', 'There is no such task.');
    return task;
  }

  /**
   * The task has been done. What was learned is recorded as a fact, not here.
   * @throws NotFound
   * @throws Conflict it was done or withdrawn already
   */
  async complete(taskId: string, actor: string, note: string | null = null): Promise<Task> {
    const done = await this.db.query<Task>(
      `UPDATE task SET status = 'done', settled_at = $2, settled_by = $3, reason = $4
        WHERE id = $1 AND status = 'open' RETURNING ${columns}`,
      [taskId, this.clock.now().toString(), actor, note],
    );
    if (done[0]) return done[0];
    const task = await this.get(taskId);
    throw new Conflict('task-settled', `This task is ${task.status} already; nothing more to do.`);
  }
}
