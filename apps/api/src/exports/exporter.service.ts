import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { londonDay } from '@app/domain';
import { audit } from '@app/history';
import { Clock, CONFIG, Database, type RunningConfig } from '@app/platform';
import { csvOf } from '@app/providers';
import { Inject, Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Response } from 'express';
import type { Exported, Exporting, ExportList } from './export-list';
import { type Cell, rowsOf, textOfCell, workbookCell } from './export-rows';
import { workbookOf } from './workbook';

export type FileKind = 'csv' | 'xlsx';

/** Who asks for a file, and what for. */
export type Asking = Pick<Exporting, 'query' | 'officer' | 'scope'>;

/** Hands lists out as files. */
@Injectable()
export class Exporter {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly modules: ModuleRef,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * Sends a list. That it was taken away stands in the audit before its first byte leaves.
   * @throws BadInput for what cannot be understood in the address
   */
  async send(list: ExportList, kind: FileKind, asking: Asking, response: Response): Promise<void> {
    const now = this.clock.now();
    const opened = await list.open({
      ...asking,
      now,
      db: this.db,
      reader: <Reader>(of: Type<Reader>) => this.modules.get(of, { strict: false }),
    });
    const rows = rowsOf(opened);
    // What is wrong with the address is said before anything is sent.
    const first = await rows.next();
    const all = first.done ? none() : joined(first.value, rows);
    await audit(this.db, {
      action: 'export-made',
      subject: `list:${list.name}`,
      // What was typed stays out of it: it may be a name.
      details: { kind, filters: Object.keys(asking.query).filter(isFilter).slice(0, 30) },
    });
    response.attachment(`${list.name}-${londonDay(now).toString()}.${kind}`);
    if (kind === 'xlsx') {
      response.send(await this.workbook(list, opened, all));
      return;
    }
    response.type('text/csv; charset=utf-8');
    await pipeline(Readable.from(this.csv(opened, all)), response);
  }

  private async *csv(
    { columns }: Exported<unknown>,
    rows: AsyncIterable<readonly Cell[]>,
  ): AsyncGenerator<string> {
    const { publicUrl } = this.config;
    yield csvOf([columns.map(({ heading }) => heading)]);
    let batch: string[][] = [];
    const flush = (): string => {
      // The mark at the start belongs to the file, not to each part of it.
      const text = csvOf(batch).replace(/^\ufeff/, '');
      batch = [];
      return text;
    };
    for await (const row of rows) {
      batch.push(row.map((cell, n) => textOfCell(cell, columns[n]?.kind ?? 'text', publicUrl)));
      if (batch.length === rowsAtOnce) yield flush();
    }
    if (batch.length > 0) yield flush();
  }

  private async workbook(
    { title }: ExportList,
    { columns }: Exported<unknown>,
    rows: AsyncIterable<readonly Cell[]>,
  ): Promise<Buffer> {
    const { publicUrl } = this.config;
    const written = [];
    for await (const row of rows)
      written.push(row.map((cell, n) => workbookCell(cell, columns[n]?.kind ?? 'text', publicUrl)));
    return workbookOf([
      { name: title, columns: columns.map(({ heading }) => ({ heading })), rows: written },
    ]);
  }
}

const rowsAtOnce = 500;

/** Names of fields a page has; an address may hold anything. */
const isFilter = (name: string): boolean => /^[a-zA-Z]{1,30}$/.test(name);

async function* none(): AsyncGenerator<readonly Cell[]> {}

async function* joined(
  first: readonly Cell[],
  rest: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<readonly Cell[]> {
  yield first;
  yield* rest;
}
