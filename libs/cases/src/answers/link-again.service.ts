import { randomUUID } from 'node:crypto';
import { fold, londonDay } from '@app/domain';
import { factsOfCase } from '@app/history';
import {
  addressStandings,
  type AnswerLink,
  Drafts,
  linkExpiry,
  type Matter,
  newToken,
  writeDrafts,
} from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { letterContexts } from '../letter-context';
import { addressNow, isSameAddress, personOf } from './link-life';

const kind = 'link';

/**
 * Sends a new link to the address an old one went to. It goes at once, day or night: somebody sits
 * before the page and waits for it. It is about whatever the case waits for now.
 */
@Injectable()
export class LinkAgain {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * @returns whether a letter is on its way: none for a closed case, nor when somebody else is written
   *   to by now, nor to an address that bounces or belongs to a wrong person
   */
  send(link: AnswerLink): Promise<boolean> {
    const { caseId } = link;
    return caseId === null
      ? Promise.resolve(false)
      : this.db.transaction((tx) => this.write(tx, { ...link, caseId }));
  }

  private async write(tx: Sql, link: AnswerLink & { caseId: string }): Promise<boolean> {
    const { confidential, policies } = this.settings;
    await policies.during(tx);
    const row = await lockCase(tx, link.caseId);
    const state = fold(await factsOfCase(tx, confidential.sealer, row.id));
    const address = await addressNow(tx, confidential, link, row, state);
    if (!row.open || !address || !isSameAddress(confidential, link, address)) return false;
    if (await isDeaf(tx, link.addressKey)) return false;
    const context = (await letterContexts(tx, confidential, [row.id])).get(row.id);
    if (!context) return false;

    const now = this.clock.now();
    const { home, officer, people } = context;
    const person = personOf(link);
    const lastDay = londonDay(linkExpiry(kind, now).subtract({ seconds: 1 }));
    const matter: Matter = {
      caseId: row.id,
      recipient: link.recipient,
      kind,
      followUpId: null,
      words: {
        part: {
          kind,
          worksUntil: lastDay.toString(),
          ownAccount: person !== null,
          hasNhsmail: state.accounts.some(({ created }) => created !== null),
        },
        home,
        officer,
        recipientName: person === null ? address.name : (people.get(person) ?? null),
        token: newToken(),
      },
    };
    const drafts = new Drafts(new Map(), now);
    drafts.add({
      matter,
      addressKey: link.addressKey,
      address: address.email,
      routine: false,
      from: now,
      mark: randomUUID(),
    });
    await writeDrafts(tx, confidential.making, drafts.all(), now);
    return true;
  }
}

/** Whether letters reach nobody there who wants them. Who objected still gets what they ask for. */
async function isDeaf(tx: Sql, key: Buffer): Promise<boolean> {
  const standing = (await addressStandings(tx, [key])).get(key.toString('hex'));
  return standing?.silenced === 'bounced' || standing?.silenced === 'wrong-person';
}
