import { randomUUID } from 'node:crypto';
import { londonDay } from '@app/domain';
import type { Clock, Config, Database, Sealer, Sql } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';
import { storeArrivals } from '../storing/store-arrivals';
import { imapFailure } from './imap-failure';
import { signedReplyAddress } from '../reply-address';
import { type ImapAccess, readImapAccess } from './imap-access';
import { type FoundMessage, type ImapFolder, ImapMailbox, portions } from './imap-mailbox';
import {
  ClaimLost,
  claimMailbox,
  type MailboxPlace,
  moveOn,
  releaseMailbox,
} from './mailbox-place';

/** What came of one look into the mailbox. */
export interface Fetched {
  /** Messages that were new. */
  stored: number;
  /** Why not everything could be read, in a few words; null: everything was. */
  failure: string | null;
}

/** Mail from before Caseload came is nobody's answer to it. */
const firstLookDays = 14;

/** After the server numbered its messages anew; those that are known are recognised. */
const renumberedDays = 60;

/** The trouble is with us, not with the mail server. */
class NotStored extends Error {}

const notStored = 'what came could not be stored here';

/** By which a mailbox is known in the database. */
export const mailboxKey = (sealer: Sealer, { host, user, folder }: ImapAccess): Buffer =>
  sealer.fingerprint('inbound-mailbox', `${user}@${host.toLowerCase()}/${folder}`);

/**
 * Brings what is new in the association's mailbox into the database, each message once. Any number
 * of workers may ask for it at the same time: one of them reads. What is stored stays stored when
 * the connection dies, and the next look goes on from there.
 */
export class FetchMail {
  private readonly worker = randomUUID();
  /** By which the mailbox is known in the database. */
  readonly key: Buffer;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
    private readonly mailbox: ImapMailbox,
  ) {
    this.key = mailboxKey(sealer, mailbox.access);
  }

  /** @returns null while another worker reads the mailbox */
  async run(): Promise<Fetched | null> {
    const place = await claimMailbox(this.db, this.key, this.worker, this.clock.now());
    if (!place) return null;
    let stored = 0;
    let failure: string | null = null;
    try {
      await this.mailbox.visit(async (folder) => {
        await this.readFolder(folder, place, (count) => {
          stored += count;
        });
      });
    } catch (error) {
      if (error instanceof ClaimLost) return { stored, failure: null };
      failure = error instanceof NotStored ? notStored : imapFailure(error);
    }
    await releaseMailbox(this.db, this.key, this.worker, failure, this.clock.now());
    return { stored, failure };
  }

  /** Cuts a look short; what is stored stays stored. */
  stop(): void {
    this.mailbox.stop();
  }

  private async readFolder(
    folder: ImapFolder,
    known: MailboxPlace,
    count: (stored: number) => void,
  ): Promise<void> {
    const isSame = known.uidValidity === folder.uidValidity;
    const from = isSame ? known.lastUid : 0;
    const found = await folder.newerThan(from, isSame ? null : this.lookBack(known));
    for (const portion of portions(found)) count(await this.store(folder, portion));
    const last = Math.max(from, folder.uidNext - 1, found.at(-1)?.uid ?? 0);
    await this.move(this.db, folder, last);
  }

  private lookBack({ uidValidity }: MailboxPlace): Temporal.PlainDate {
    const days = uidValidity === null ? firstLookDays : renumberedDays;
    return londonDay(this.clock.now()).subtract({ days });
  }

  private async store(folder: ImapFolder, portion: readonly FoundMessage[]): Promise<number> {
    const contents = await folder.contents(portion);
    const arrivals = portion.flatMap(({ uid, size, receivedAt }) => {
      const raw = contents.get(uid);
      const place = `${folder.uidValidity}:${uid}`;
      return raw === undefined ? [] : [{ raw, size, receivedAt, place }];
    });
    const work = async (tx: Sql): Promise<number> => {
      await this.move(tx, folder, portion.at(-1)?.uid ?? 0);
      return storeArrivals(tx, this.sealer, arrivals, this.clock.now());
    };
    const stored = await this.db.transaction(work).catch((error: unknown) => {
      throw error instanceof ClaimLost ? error : new NotStored('Not stored.', { cause: error });
    });
    await folder.settle(portion.map(({ uid }) => uid));
    return stored;
  }

  private move(tx: Sql, { uidValidity }: ImapFolder, lastUid: number): Promise<void> {
    return moveOn(tx, this.key, this.worker, { uidValidity, lastUid }, this.clock.now());
  }
}

/**
 * The fetching of mail from IMAP_URL; null without it.
 * @throws ConfigError also when MAIL_FROM leaves no room for the reply addresses of letters
 */
export function mailFetching(
  db: Database,
  clock: Clock,
  sealer: Sealer,
  config: Pick<Config, 'imapUrl' | 'imapAfter' | 'mailFrom'>,
): FetchMail | null {
  const access = readImapAccess(config);
  if (!access) return null;
  signedReplyAddress(sealer, config.mailFrom, anyLetter);
  return new FetchMail(db, clock, sealer, new ImapMailbox(access));
}

const anyLetter = '00000000-0000-0000-0000-000000000000';
