import { FileRefused } from '../import-result';
import type { Arrival } from '../reading/arrival';
import type { DocumentVariant, TableVariant } from '../reading/variant';
import type { SubjectName } from '../subjects';
import { CopyText } from './copy-text';
import { delimiters } from './csv-text';
import { type FileFacts, factsOf } from './file-facts';
import type { FileRead, ReadRequest, RecognisedFile } from './file-read';
import { chooseHeader, findHeaders } from './find-header';
import type { Folder } from './folder';
import { type Fingerprint, InputFile, openInput } from './input';
import { jsonUnits, knownDocuments, type Unit } from './json-documents';
import { ReadingNotes } from './reading-notes';
import type { Sheet } from './sheet';
import { tableRows } from './table-rows';
import { decoded } from './text-encoding';
import { textSheet } from './text-sheet';

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
  const input = await openInput(request.path);
  const reading = new Reading(request, variants, outlet);
  if (!(input instanceof InputFile)) return reading.folder(input);
  try {
    const read = await reading.file(input);
    await input.expectUnchanged();
    return read;
  } finally {
    await input.close();
  }
}

class Reading {
  private readonly notes = new ReadingNotes();
  private done = 0;

  constructor(
    private readonly request: Pick<ReadRequest, 'kind' | 'fileName'>,
    private readonly variants: Variants,
    private readonly outlet: Outlet,
  ) {}

  async file(input: InputFile): Promise<FileRead> {
    const facts = await factsOf(input, () => this.outlet.progress(0, input.bytes));
    const text = () => this.counted(input, facts);
    switch (facts.format) {
      case 'table':
        return this.text(facts, text);
      case 'json':
        return this.documents(facts, jsonUnits(this.request.fileName, text));
      case 'calendar':
        return this.documents(facts, wholeText(this.request.fileName, text()));
      case 'zip':
        throw new FileRefused('not-csv', 'The file is a zip archive; unpack it.');
    }
  }

  async folder(folder: Folder): Promise<FileRead> {
    const facts = await folder.fingerprint();
    return this.documents(facts, this.unitsOf(folder, facts.bytes));
  }

  private async *unitsOf(folder: Folder, all: number): AsyncGenerator<Unit> {
    for await (const { name, bytes } of folder.contents()) {
      yield* jsonUnits(name, () => decoded(once(bytes), 'utf-8'));
      this.done += bytes.length;
      this.outlet.progress(this.done, all);
    }
  }

  /** A text table, separated by whatever makes its header one that is known. */
  private async text(facts: FileFacts, text: () => AsyncIterable<string>): Promise<FileRead> {
    const sheets = delimiters.map((d) => textSheet(text, d, facts.endsWithNewline));
    for (const sheet of sheets) {
      const looked = await findHeaders([sheet], this.variants.tables, this.request.kind);
      if (looked.found.length > 0) return this.table(facts, [sheet], async () => looked);
    }
    return this.table(facts, sheets);
  }

  private async table(
    facts: Fingerprint,
    sheets: readonly Sheet[],
    look = async () => findHeaders(sheets, this.variants.tables, this.request.kind),
  ): Promise<FileRead> {
    const found = chooseHeader(await look(), this.variants.tables, this.request.kind);
    if (found.producedOn) this.notes.producedOn(found.producedOn);
    const { variant, header } = found;
    const { fileName } = this.request;
    this.done = 0;
    const rows = this.eachSaid(tableRows(found, this.notes), facts.bytes);
    return this.hand(facts, variant, variant.read({ header, rows, notes: this.notes, fileName }));
  }

  private async documents(facts: Fingerprint, units: AsyncGenerator<Unit>): Promise<FileRead> {
    const { kind } = this.request;
    const known = await knownDocuments(units, this.variants.documents, kind, this.notes);
    const { variant } = known;
    const all = this.eachSaid(known.all, facts.bytes);
    return this.hand(facts, variant, variant.read({ all, notes: this.notes }));
  }

  /** Hands on what a variant reads, and gathers what is known at the end. */
  private async hand(
    facts: Fingerprint,
    variant: TableVariant | DocumentVariant,
    arrivals: AsyncIterable<readonly Arrival[]>,
  ): Promise<FileRead> {
    const file: RecognisedFile = {
      variant: variant.name,
      kind: variant.kind,
      title: variant.title,
      speaks: variant.speaks,
      ...(variant.names && { names: variant.names }),
      ...(variant.partial && { partial: variant.partial }),
      sha256: facts.sha256,
      bytes: facts.bytes,
    };
    await this.outlet.begin(file);
    const text = new CopyText(variant.speaks);
    for await (const batch of arrivals) {
      for (const arrival of batch) {
        const chunk = text.add(arrival);
        if (chunk) await this.outlet.copy(arrival.subject, chunk);
      }
    }
    for (const [subject, chunk] of text.rest()) await this.outlet.copy(subject, chunk);
    const { rows, setAside, unlisted, produced, newestDay } = this.notes;
    return {
      ...file,
      rows,
      setAside,
      unlisted,
      problems: this.notes.problems(),
      producedOn: produced,
      newestDay,
    };
  }

  /** Tells how far the reading is at each batch of rows or document that was found. */
  private async *eachSaid<T>(found: AsyncIterable<T>, all: number): AsyncGenerator<T> {
    for await (const each of found) {
      this.outlet.progress(Math.min(this.done, all), all);
      yield each;
    }
  }

  /** The file's text; how much of it has been read is counted. */
  private async *counted(input: InputFile, facts: FileFacts): AsyncGenerator<string> {
    this.done = 0;
    const count = async function* (this: Reading) {
      for await (const piece of input.pieces()) {
        this.done += piece.length;
        yield piece;
      }
    }.bind(this);
    yield* decoded(count(), facts.encoding);
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

/** A calendar of ten years' holidays has 30 kB. */
const longestText = 1024 * 1024;

async function* wholeText(name: string, pieces: AsyncIterable<string>): AsyncGenerator<Unit> {
  let content = '';
  for await (const piece of pieces) {
    content += piece;
    if (content.length > longestText)
      throw new FileRefused(
        'document-too-large',
        'The calendar has more than a million characters; check that it is the right one.',
      );
  }
  yield { name, content };
}
