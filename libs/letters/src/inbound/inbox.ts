import { everyCase, isUuid, NotFound, type Scope } from '@app/domain';
import { scopeCondition } from '@app/history';
import { Clock, Database, Sealer, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { messagesInScope } from '../reading/letters-in-scope';
import { readCursor, writeCursor } from '../reading/list-cursor';
import { FetchMail } from './fetching/fetch-mail';
import { type InboundHalt, inboundHalt } from './fetching/mailbox-place';
import type { MailKind } from './reading/classification';
import {
  attachmentPlace,
  type MessageStatus,
  messagePlace,
  type SealedAttachment,
  type SealedMessage,
} from './storing/settle-message';

/** A home that a message is filed at. */
export interface HomeOfMessage {
  caseId: string;
  locationId: string;
  name: string;
}

/** A message that came in, as a list shows it. Instants are ISO 8601 UTC. */
export interface InboundSummary {
  id: string;
  status: MessageStatus;
  /** Null when it could not be read. */
  kind: MailKind | null;
  /** When the mail server had it. */
  receivedAt: string;
  from: { name: string; address: string } | null;
  subject: string;
  /** The first of what they wrote now, on one line. */
  excerpt: string;
  /** The letter it answers or reports on. */
  letterId: string | null;
  homes: HomeOfMessage[];
}

/** A case it may belong to, likeliest first. */
export interface RankedGuess {
  caseId: string;
  locationId: string;
  home: string;
  town: string | null;
  isOpen: boolean;
  /** Sentences. */
  why: readonly string[];
}

/** A file that came with a message. Name and type are the sender's and not to be believed. */
export interface AttachmentView {
  seq: number;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  /** Whether it is here; else it was too large, and is in the mailbox only. */
  kept: boolean;
}

/** One message, opened. */
export interface InboundMessage extends InboundSummary {
  forwardedBy: { name: string; address: string } | null;
  to: readonly { name: string; address: string }[];
  /** As the sender claims; null when missing. */
  date: string | null;
  newest: string;
  quoted: string;
  why: readonly string[];
  threadedBy: 'letter' | 'sender' | null;
  keyword: string | null;
  missing: readonly string[];
  guesses: RankedGuess[];
  attachments: AttachmentView[];
  settledAt: string | null;
  settledBy: string | null;
}

interface Row {
  id: string;
  status: MessageStatus;
  kind: MailKind | null;
  received_at: string;
  letter_id: string | null;
  threaded_by: 'letter' | 'sender' | null;
  sealed: Buffer | null;
  settled_at: string | null;
  settled_by: string | null;
  /** When it was emptied; null while it is held. */
  erased_at: string | null;
  homes: HomeOfMessage[] | null;
}

const columns = `m.id, m.status, m.kind, m.received_at, m.letter_id, m.threaded_by, m.sealed,
  m.settled_at, m.settled_by, m.erased_at,
  (SELECT json_agg(json_build_object('caseId', c.id, 'locationId', c.location_id, 'name', s.name)
                   ORDER BY s.name, c.id)
     FROM inbound_message_case f JOIN application_case c ON c.id = f.case_id
     JOIN site s USING (location_id) WHERE f.message_id = m.id) AS homes`;

/** More than a case, or a letter, ever has. */
const mostOfOne = 200;
const excerptLength = 160;

/** Reads the mail that came in: the holding tray, one message, what a case or a letter has had. */
@Injectable()
export class Inbox {
  constructor(
    private readonly db: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly fetching: FetchMail | null,
  ) {}

  /**
   * Messages of one standing, oldest first.
   * @param limit 1 to 200
   * @throws BadInput when the cursor is none of ours
   */
  async list(options: {
    scope: Scope;
    status: MessageStatus;
    limit: number;
    cursor?: string | null;
  }): Promise<{ items: InboundSummary[]; nextCursor: string | null }> {
    const after = options.cursor ? readCursor(options.cursor, 'oldest message') : null;
    const values = [options.status, options.limit + 1, after?.at ?? null, after?.id ?? null];
    const rows = await this.db.query<Row>(
      `SELECT ${columns} FROM inbound_message m
        WHERE m.status = $1 AND ($3::timestamptz IS NULL OR (m.received_at, m.id) > ($3, $4::uuid))
          AND ${messagesInScope(options.scope, 'm', values)}
        ORDER BY m.received_at, m.id LIMIT $2`,
      values,
    );
    const items = rows.slice(0, options.limit).map((row) => this.summary(row));
    const last = items.at(-1);
    const more = rows.length > items.length && last;
    return { items, nextCursor: more ? writeCursor({ at: last.receivedAt, id: last.id }) : null };
  }

  /** How many of a scope lie in the holding tray. */
  async waiting(scope: Scope): Promise<number> {
    const values: unknown[] = [];
    const [row] = await this.db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM inbound_message m
        WHERE m.status = 'tray' AND ${messagesInScope(scope, 'm', values)}`,
      values,
    );
    return row?.count ?? 0;
  }

  /** What has come in for a case, oldest first; machine mail about its letters too. */
  async ofCase(caseId: string): Promise<InboundSummary[]> {
    const rows = await this.db.query<Row>(
      `SELECT ${columns} FROM inbound_message m
        WHERE m.id IN (SELECT message_id FROM inbound_message_case WHERE case_id = $1)
        ORDER BY m.received_at, m.id LIMIT $2`,
      [caseId, mostOfOne],
      'inbound-of-case',
    );
    return rows.map((row) => this.summary(row));
  }

  /** What has come in about a letter, oldest first: answers, reports, absences. */
  async ofLetter(letterId: string): Promise<InboundSummary[]> {
    const rows = await this.db.query<Row>(
      `SELECT ${columns} FROM inbound_message m WHERE m.letter_id = $1 AND m.status <> 'arrived'
        ORDER BY m.received_at, m.id LIMIT $2`,
      [letterId, mostOfOne],
      'inbound-of-letter',
    );
    return rows.map((row) => this.summary(row));
  }

  /**
   * @param scope guesses at other cases are left out
   * @throws NotFound also while it has not been read yet
   */
  async get(id: string, scope: Scope = everyCase, sql: Sql = this.db): Promise<InboundMessage> {
    if (!isUuid(id)) throw noSuchMessage();
    const [row] = await sql.query<Row>(
      `SELECT ${columns} FROM inbound_message m WHERE m.id = $1 AND m.status <> 'arrived'`,
      [id],
      'inbound-by-id',
    );
    if (row && row.erased_at !== null) throw erasedMessage();
    if (!row?.sealed) throw noSuchMessage();
    const sealed = this.sealer.open<SealedMessage>(messagePlace(id), row.sealed);
    const { forwardedBy, to, date, newest, quoted, why, keyword, missing } = sealed;
    return {
      ...this.summary(row),
      forwardedBy,
      to,
      date,
      newest,
      quoted,
      why,
      threadedBy: row.threaded_by,
      keyword,
      missing,
      guesses: await this.guesses(sql, sealed, scope),
      attachments: await this.attachments(sql, id),
      settledAt: row.settled_at,
      settledBy: row.settled_by,
    };
  }

  /** @throws NotFound when there is none, or it was too large to keep */
  async attachment(id: string, seq: number): Promise<{ name: string; content: Buffer }> {
    const [row] = isUuid(id)
      ? await this.db.query<{ sealed: Buffer; content: Buffer }>(
          `SELECT sealed, content FROM inbound_attachment
            WHERE message_id = $1 AND seq = $2 AND content IS NOT NULL`,
          [id, seq],
        )
      : [];
    if (!row) throw new NotFound('no-such-attachment', 'There is no such attachment.');
    const { name } = this.sealer.open<SealedAttachment>(
      attachmentPlace(id, seq, 'name'),
      row.sealed,
    );
    const content = this.sealer.open<string>(attachmentPlace(id, seq, 'content'), row.content);
    return { name, content: Buffer.from(content, 'base64') };
  }

  /** Whether mail comes in; null when it does, or no mailbox is named. */
  async halted(): Promise<InboundHalt | null> {
    return this.fetching ? inboundHalt(this.db, this.fetching.key, this.clock.now()) : null;
  }

  private summary(row: Row): InboundSummary {
    const sealed = row.sealed
      ? this.sealer.open<SealedMessage>(messagePlace(row.id), row.sealed)
      : null;
    return {
      id: row.id,
      status: row.status,
      kind: row.kind,
      receivedAt: row.received_at,
      from: sealed?.from ?? null,
      subject: sealed?.subject ?? (row.erased_at === null ? '' : 'Erased'),
      excerpt: shortened(sealed?.newest ?? ''),
      letterId: row.letter_id,
      homes: row.homes ?? [],
    };
  }

  private async guesses(
    sql: Sql,
    { guesses }: SealedMessage,
    scope: Scope,
  ): Promise<RankedGuess[]> {
    const values: unknown[] = [guesses.map(({ caseId }) => caseId)];
    const rows = await sql.query<Omit<RankedGuess, 'why'>>(
      `SELECT c.id AS "caseId", c.location_id AS "locationId", s.name AS home, s.town,
              c.open AS "isOpen"
         FROM application_case c JOIN site s USING (location_id)
        WHERE c.id = ANY($1) AND ${scopeCondition(scope, 'c.officer_id', values)}`,
      values,
    );
    const cases = new Map(rows.map((row) => [row.caseId, row]));
    return guesses.flatMap(({ caseId, why }) => {
      const found = cases.get(caseId);
      return found ? [{ ...found, why }] : [];
    });
  }

  private async attachments(sql: Sql, id: string): Promise<AttachmentView[]> {
    const rows = await sql.query<{ seq: number; sealed: Buffer; size: number; kept: boolean }>(
      `SELECT seq, sealed, size, content IS NOT NULL AS kept FROM inbound_attachment
        WHERE message_id = $1 ORDER BY seq`,
      [id],
      'attachments-of-message',
    );
    return rows.map(({ seq, sealed, size, kept }) => ({
      seq,
      ...this.sealer.open<SealedAttachment>(attachmentPlace(id, seq, 'name'), sealed),
      size,
      kept,
    }));
  }
}

export const noSuchMessage = (): NotFound =>
  new NotFound('no-such-message', 'There is no such message.');

const erasedMessage = (): NotFound =>
  new NotFound('message-erased', 'What this message said is not kept any more.');

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= excerptLength ? line : `${line.slice(0, excerptLength - 1).trimEnd()}…`;
}
