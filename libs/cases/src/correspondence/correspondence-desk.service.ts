import { BadInput, Conflict, everyCase, Refused, type Scope } from '@app/domain';
import { BellSetter, type DueMoment } from '@app/follow-ups';
import { scopeCondition } from '@app/history';
import {
  fileMessage,
  Inbox,
  type InboundMessage,
  type MessageStatus,
  noSuchMessage,
} from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { changeContact } from '../address-book/change-contact.service';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { RecordFactService } from '../record-fact.service';

/** Nobody files one message to more. */
const mostCases = 20;

/** What an officer decides about a message that nobody could place. */
@Injectable()
export class CorrespondenceDesk {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly inbox: Inbox,
    private readonly recording: RecordFactService,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * Files a message to cases. A person's answer counts as one from the moment it came, for each of
   * them that is open; "thanks" and mail from machines do not.
   * @param actor `officer:<id>`
   * @param scope whose cases it may be filed to
   * @throws BadInput no case is named, or one that is not there; NotFound no such message
   */
  async file(
    messageId: string,
    caseIds: readonly string[],
    actor: string,
    scope: Scope = everyCase,
  ): Promise<void> {
    const chosen = [...new Set(caseIds)].sort();
    if (chosen.length === 0 || chosen.length > mostCases)
      throw new BadInput('no-case', `Choose the case it belongs to, or up to ${mostCases}.`);
    const wanted: DueMoment[] = [];
    await this.db.transaction(async (tx) => {
      wanted.length = 0;
      await this.settings.policies.during(tx);
      await this.lock(tx, messageId);
      const message = await this.inbox.get(messageId, everyCase, tx);
      await refuseUnknownCases(tx, chosen, scope);
      const fresh = chosen.filter((id) => !message.homes.some(({ caseId }) => caseId === id));
      await fileMessage(tx, messageId, chosen, actor, this.clock.now());
      await this.settle(tx, messageId, 'filed', actor);
      if (isAnswer(message))
        for (const caseId of fresh)
          wanted.push(...(await this.reply(tx, caseId, message.receivedAt, actor)));
    });
    await this.bells.setFor(wanted);
  }

  /** Nobody need see to it: advertisements, say. It is kept. @throws NotFound, Conflict */
  async setAside(messageId: string, actor: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const status = await this.lock(tx, messageId);
      if (status !== 'tray')
        throw new Conflict('not-in-tray', 'This message does not lie in the tray any more.');
      await this.settle(tx, messageId, 'set-aside', actor);
    });
  }

  /**
   * The sender is the new contact of a home: letters go to them from now on, and the message is filed
   * to the home's open case if it has one.
   * @throws NotFound no such message or site; BadInput its sender has no usable address
   */
  async newContact(messageId: string, locationId: string, actor: string): Promise<void> {
    const { from } = await this.inbox.get(messageId);
    if (!from) throw new BadInput('no-sender', 'This message names no sender.');
    const now = this.clock.now();
    const person = { name: from.name || null, email: from.address };
    await this.db.transaction((tx) => changeContact(tx, this.settings, locationId, person, now));
    const [open] = await this.db.query<{ id: string }>(
      'SELECT id FROM application_case WHERE location_id = $1 AND open',
      [locationId.trim().toUpperCase()],
    );
    if (open) await this.file(messageId, [open.id], actor);
  }

  private async lock(tx: Sql, messageId: string): Promise<MessageStatus> {
    // Throws for what is no id, before PostgreSQL would.
    await this.inbox.get(messageId, everyCase, tx);
    const [row] = await tx.query<{ status: MessageStatus }>(
      'SELECT status FROM inbound_message WHERE id = $1 FOR UPDATE',
      [messageId],
    );
    if (!row) throw noSuchMessage();
    return row.status;
  }

  private async settle(
    tx: Sql,
    messageId: string,
    status: MessageStatus,
    actor: string,
  ): Promise<void> {
    await tx.query(
      'UPDATE inbound_message SET status = $2, settled_at = $3, settled_by = $4 WHERE id = $1',
      [messageId, status, this.clock.now().toString(), actor],
    );
  }

  private async reply(tx: Sql, caseId: string, at: string, actor: string): Promise<DueMoment[]> {
    try {
      const fact = { type: 'provider-replied', at };
      return (await this.recording.recordWithin(tx, caseId, [fact], actor)).wanted;
    } catch (error) {
      // A closed case takes no facts; the message is filed there all the same.
      if (error instanceof Refused || error instanceof Conflict) return [];
      throw error;
    }
  }
}

const isAnswer = ({ kind, newest, attachments, status }: InboundMessage): boolean =>
  status !== 'filed' && kind === 'human' && (newest !== '' || attachments.length > 0);

async function refuseUnknownCases(
  tx: Sql,
  caseIds: readonly string[],
  scope: Scope,
): Promise<void> {
  const values: unknown[] = [caseIds];
  const known = await tx.query(
    `SELECT 1 FROM application_case
      WHERE id::text = ANY($1) AND ${scopeCondition(scope, 'officer_id', values)}`,
    values,
  );
  if (known.length < caseIds.length)
    throw new BadInput('no-such-case', 'One of the cases is not there; choose from the list.');
}
