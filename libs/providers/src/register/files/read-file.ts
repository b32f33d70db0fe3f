import type { Arrival } from '../reading/arrival';
import type { DocumentVariant, TableVariant } from '../reading/variant';
import type { SubjectName } from '../subjects';
import { type Contents, withContents } from './contents';
import { CopyText } from './copy-text';
import type { FileRead, ReadRequest, RecognisedFile } from './file-read';
import { chooseHeader, findHeaders } from './find-header';
import { knownDocuments } from './json-documents';
import { Meter } from './meter';
import { ReadingNotes } from './reading-notes';
import { tableRows } from './table-rows';

/** Where what is read goes. */
export interface Outlet {
  begin(file: RecognisedFile): Promise<void>;
  copy(subject: SubjectName, text: Buffer): Promise<void>;
  /** Something was achieved; so many bytes of all have been read. */
  progress(doneBytes: number, allBytes: number): void;
}

/** What files may be. */
export interface Variants {
  tables: readonly TableVariant[];
  documents: readonly DocumentVariant[];
}

interface Recognised {
  variant: TableVariant | DocumentVariant;
  arrivals: AsyncIterable<readonly Arrival[]>;
}

/**
 * Reads a file or a folder of them: finds out by its content what it is, and hands on what it tells.
 * Runs in the thread that `readInThread` starts.
 * @throws FileRefused when it cannot be used; what was handed on until then must be dropped
 */
export async function readFile(
  request: Pick<ReadRequest, 'kind' | 'path' | 'fileName'>,
  variants: Variants,
  outlet: Outlet,
): Promise<FileRead> {
  const meter = new Meter((done, all) => outlet.progress(done, all));
  const notes = new ReadingNotes();
  return withContents(request.path, request.fileName, meter, async (contents) => {
    const { variant, arrivals } = await recognise(contents, request.kind, variants, notes, meter);
    const file = recognisedFile(contents, variant);
    await outlet.begin(file);
    await handOn(arrivals, new CopyText(variant.speaks), outlet);
    const { rows, setAside, unlisted, produced, newestDay } = notes;
    const problems = notes.problems();
    return { ...file, rows, setAside, problems, unlisted, producedOn: produced, newestDay };
  });
}

async function recognise(
  { found, fileName }: Contents,
  kind: ReadRequest['kind'],
  variants: Variants,
  notes: ReadingNotes,
  meter: Meter,
): Promise<Recognised> {
  if ('units' in found) {
    const known = await knownDocuments(found.units, variants.documents, kind, notes);
    const all = eachAchieved(known.all, meter);
    return { variant: known.variant, arrivals: known.variant.read({ all, notes }) };
  }
  const looked = await findHeaders(found.sheets, variants.tables, kind, found.enough);
  const chosen = chooseHeader(looked, variants.tables, kind);
  if (looked.producedOn) notes.producedOn(looked.producedOn);
  const { variant, header } = chosen;
  const rows = eachAchieved(tableRows(chosen, notes), meter);
  return { variant, arrivals: variant.read({ header, rows, notes, fileName }) };
}

function recognisedFile(
  { sha256, bytes }: Contents,
  { name, kind, title, speaks, names, partial }: TableVariant | DocumentVariant,
): RecognisedFile {
  return {
    variant: name,
    kind,
    title,
    speaks,
    ...(names && { names }),
    ...(partial && { partial }),
    sha256,
    bytes,
  };
}

async function handOn(
  arrivals: AsyncIterable<readonly Arrival[]>,
  text: CopyText,
  outlet: Outlet,
): Promise<void> {
  for await (const batch of arrivals) {
    for (const arrival of batch) {
      const chunk = text.add(arrival);
      if (chunk) await outlet.copy(arrival.subject, chunk);
    }
  }
  for (const [subject, chunk] of text.rest()) await outlet.copy(subject, chunk);
}

/** Tells at each batch of rows or document found that the reading gets somewhere. */
async function* eachAchieved<T>(found: AsyncIterable<T>, meter: Meter): AsyncGenerator<T> {
  for await (const each of found) {
    meter.achieved();
    yield each;
  }
}
