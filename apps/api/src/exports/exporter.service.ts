import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { londonWallClock } from '@app/domain';
import { audit } from '@app/history';
import { Clock, CONFIG, Database, type RunningConfig } from '@app/platform';
import { csvOf } from '@app/providers';
import { Inject, Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Response } from 'express';
import type { Temporal } from 'temporal-polyfill';
import type { Exported, Exporting, ExportList } from './export-list';
import { ExportRows, textOfCell, workbookCell } from './export-rows';
import { Turns } from './turns';
import { workbookFile } from './workbook';
import type { WorkbookValue } from './workbook-values';

export type FileKind = 'csv' | 'xlsx';

/** Who asks for a file, and what for. */
export type Asking = Pick<Exporting, 'query' | 'officer' | 'scope'>;

/** A file that was made, in pieces, and how many rows of the list are in it. */
interface Made {
  pieces: readonly Buffer[];
  count: number;
}

/** Files made at once: each holds a connection, and what it has made so far. */
const atOnce = 2;

/**
 * Hands lists out as files. A file is made whole before its first byte leaves, from one moment of the
 * database, however many pages it takes: a slow line holds no connection, nothing is there twice
 * because it moved meanwhile, and who asks for what cannot be had gets a sentence.
 */
@Injectable()
export class Exporter {
  private readonly turns = new Turns(atOnce);

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly modules: ModuleRef,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * Sends a list. That it was taken away stands in the audit before its first byte leaves. Its name
   * and two headers say of when it is and how many rows it has.
   * @throws BadInput for what cannot be understood in the address
   */
  async send(list: ExportList, kind: FileKind, asking: Asking, response: Response): Promise<void> {
    const made = await this.turns.take(async () => {
      // Whoever went away while waiting wants no file any more.
      if (response.destroyed) return null;
      const now = this.clock.now();
      return { now, ...(await this.db.snapshot(() => this.make(list, kind, asking, now))) };
    });
    if (!made) return;
    const { now, pieces, count } = made;
    await audit(this.db, {
      action: 'export-made',
      subject: `list:${list.name}`,
      // What was typed stays out of it: it may be a name.
      details: {
        kind,
        rows: count,
        filters: Object.keys(asking.query).filter(isFilter).slice(0, 30),
      },
    });
    response.attachment(`${list.name}-${stamp(now)}-${count}-rows.${kind}`);
    response.set({
      'Caseload-As-Of': now.toString(),
      'Caseload-Rows': String(count),
      'Content-Length': String(pieces.reduce((sum, { length }) => sum + length, 0)),
    });
    if (kind === 'csv') response.type('text/csv; charset=utf-8');
    await pipeline(Readable.from(pieces), response);
  }

  private async make(
    list: ExportList,
    kind: FileKind,
    asking: Asking,
    now: Temporal.Instant,
  ): Promise<Made> {
    const opened = await list.open({
      ...asking,
      now,
      db: this.db,
      reader: <Reader>(of: Type<Reader>) => this.modules.get(of, { strict: false }),
    });
    return kind === 'csv' ? this.csv(opened) : this.workbook(list, opened, now);
  }

  private async csv(opened: Exported<unknown>): Promise<Made> {
    const { publicUrl } = this.config;
    const rows = new ExportRows(opened, (cell, kind) => textOfCell(cell, kind, publicUrl));
    const pieces = [Buffer.from(csvOf([opened.columns.map(({ heading }) => heading)]))];
    let batch: string[][] = [];
    const flush = (): void => {
      // The mark at the start belongs to the file, not to each part of it.
      pieces.push(Buffer.from(csvOf(batch).replace(/^\ufeff/, '')));
      batch = [];
    };
    for await (const row of rows) {
      batch.push([...row]);
      if (batch.length === rowsAtOnce) flush();
    }
    if (batch.length > 0) flush();
    return { pieces, count: rows.count };
  }

  /** With a second table that says what the first one is. */
  private async workbook(
    { title }: ExportList,
    opened: Exported<unknown>,
    now: Temporal.Instant,
  ): Promise<Made> {
    const { publicUrl } = this.config;
    const rows = new ExportRows(opened, (cell, kind) => workbookCell(cell, kind, publicUrl));
    // Asked for when the first table is complete.
    function* about(): Generator<readonly WorkbookValue[]> {
      yield ['As of', { instant: now.toString() }];
      yield ['Rows', rows.count];
      yield ['Complete', rows.isCut ? 'no, the list is longer' : 'yes'];
      yield ['From', publicUrl];
    }
    const pieces = await workbookFile([
      { name: title, columns: opened.columns.map(({ heading }) => ({ heading })), rows },
      {
        name: 'About this file',
        columns: [{ heading: 'List' }, { heading: title, width: 40 }],
        rows: about(),
      },
    ]);
    return { pieces, count: rows.count };
  }
}

const rowsAtOnce = 500;

/** As a clock in London shows it, in a way that names of files can be. */
const stamp = (now: Temporal.Instant): string =>
  londonWallClock(now).toString({ smallestUnit: 'minute' }).replace('T', '-').replace(':', '');

/** Names of fields a page has; an address may hold anything. */
const isFilter = (name: string): boolean => /^[a-zA-Z]{1,30}$/.test(name);
