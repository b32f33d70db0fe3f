import { RegisterNews, UndoImport } from '@app/cases';
import { Conflict } from '@app/domain';
import { Quarantine, type QuarantinedRow } from '@app/providers';
import { Injectable } from '@nestjs/common';

/** Decides about rows in quarantine, and tells open cases what follows. */
@Injectable()
export class DecideRow {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly news: RegisterNews,
    private readonly undoing: UndoImport,
  ) {}

  /** @throws NotFound, BadInput, Conflict, Refused as `Quarantine.match` */
  async match(id: string, locationId: string, actor: string): Promise<QuarantinedRow> {
    const row = await this.quarantine.match(id, locationId, actor);
    await this.news.tell();
    return row;
  }

  /** @throws NotFound, Conflict */
  dismiss(id: string, actor: string): Promise<QuarantinedRow> {
    return this.quarantine.dismiss(id, actor);
  }

  /**
   * Takes a decision back, with all that the row brought in by it.
   * @throws NotFound, Conflict; UndoInTheWay when something rests on what it brought in
   */
  async undo(id: string, actor: string): Promise<QuarantinedRow> {
    const { appliedIn } = await this.quarantine.get(id);
    if (appliedIn !== null) await this.undoImport(appliedIn, actor);
    return this.quarantine.reopen(id);
  }

  /** Somebody may have undone it among the imports. */
  private async undoImport(importId: string, actor: string): Promise<void> {
    try {
      await this.undoing.undo(importId, actor);
    } catch (error) {
      if (!(error instanceof Conflict && goneAlready.has(error.code))) throw error;
    }
  }
}

const goneAlready: ReadonlySet<string> = new Set(['already-undone', 'import-undone']);
