import { type CaseState, fold } from '@app/domain';
import { BellSetter, type DueMoment } from '@app/follow-ups';
import { factsOfCase, factsOfCases } from '@app/history';
import {
  addressStandings,
  type AnswerLink,
  hearAgain,
  lockLink,
  silenceAddress,
} from '@app/letters';
import { Clock, Database, type Sql } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { RecordFactService } from '../record-fact.service';
import { addressNow, isAlive, isSameAddress, personOf } from './link-life';

/** A home of the letter a link to stop letters came with. */
export interface HomeOfLetter {
  caseId: string;
  home: string;
  town: string | null;
  practice: boolean;
  /** `provider` or `person:<ref>`: as whom they are written to about it. */
  recipient: string;
  /** No more letters go to them about it. */
  stopped: boolean;
  /** Letters about it go to another address by now: they can neither stop nor start those. */
  left: boolean;
}

/** What the page to stop letters shows. */
export interface StopView {
  link: AnswerLink;
  homes: readonly HomeOfLetter[];
  /** No more letters go to this address at all. */
  allStopped: boolean;
}

/** What somebody wishes: about one home, or about all letters to the address. */
export type Wish = { stop: 'home'; caseId: string } | { stop: 'all' } | { stop: 'nothing' };

/**
 * Where readers stop letters, and start them again. Looking changes nothing. What a wish comes to is
 * so already when it is pressed twice.
 */
@Injectable()
export class StopDesk {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly recording: RecordFactService,
    private readonly bells: BellSetter,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** Null when the link is too old or has been ended. Reads only. */
  async look(link: AnswerLink): Promise<StopView | null> {
    if (link.purpose !== 'stop' || !isAlive(link, this.clock.now())) return null;
    const key = link.addressKey;
    const [homes, standings] = await Promise.all([
      this.homesOf(this.db, link),
      addressStandings(this.db, [key]),
    ]);
    return {
      link,
      homes,
      allStopped: standings.get(key.toString('hex'))?.silenced === 'objected',
    };
  }

  /** @returns whether it was taken: not by a link that is too old, nor for a home not in its letter */
  async take(found: AnswerLink, wish: Wish): Promise<boolean> {
    const wanted: DueMoment[] = [];
    const taken = await this.db.transaction(async (tx) => {
      wanted.length = 0;
      await this.settings.policies.during(tx);
      const named = await this.homesOf(tx, found);
      // Cases are locked before links, in the order of their ids, by everyone.
      for (const { caseId } of named) await lockCase(tx, caseId);
      const homes = await this.homesOf(tx, found);
      const link = await lockLink(tx, found.id);
      if (!link || link.purpose !== 'stop' || !isAlive(link, this.clock.now())) return false;
      if (wish.stop === 'home') return this.stopHome(tx, link, homes, wish.caseId, wanted);
      await this.setAddress(tx, link, wish.stop === 'all');
      if (wish.stop === 'nothing')
        for (const home of homes) await this.wish(tx, link, home, false, wanted);
      return true;
    });
    await this.bells.setFor(wanted);
    return taken;
  }

  private async stopHome(
    tx: Sql,
    link: AnswerLink,
    homes: readonly HomeOfLetter[],
    caseId: string,
    wanted: DueMoment[],
  ): Promise<boolean> {
    const home = homes.find((one) => one.caseId === caseId);
    if (!home) return false;
    await this.wish(tx, link, home, true, wanted);
    return true;
  }

  private async setAddress(tx: Sql, link: AnswerLink, silent: boolean): Promise<void> {
    const now = this.clock.now();
    const what = {
      key: link.addressKey,
      why: 'objected',
      how: 'answer-page',
      by: actorOf(link),
    } as const;
    if (silent) await silenceAddress(tx, { ...what, since: now, asker: 'reader' }, now);
    else await hearAgain(tx, what, now);
  }

  /** Records what is wished of one home, unless it is so already. */
  private async wish(
    tx: Sql,
    link: AnswerLink,
    { caseId, recipient, left }: HomeOfLetter,
    out: boolean,
    wanted: DueMoment[],
  ): Promise<void> {
    if (left) return;
    const { sealer } = this.settings.confidential;
    const state = fold(await factsOfCase(tx, sealer, caseId));
    const person = personOf({ recipient });
    if (isStopped(state, person) === out || state.closed) return;
    const type = out ? 'opted-out' : 'opted-in';
    const fact = {
      type: person === null ? type : `person-${type}`,
      at: this.clock.now().toString(),
      ...(person === null ? {} : { person }),
      asker: 'reader',
      how: 'answer-page',
    };
    const done = await this.recording.recordWithin(tx, caseId, [fact], actorOf(link));
    wanted.push(...done.wanted);
  }

  /** The open cases its letter was about, in the order of their ids. */
  private async homesOf(sql: Sql, link: AnswerLink): Promise<HomeOfLetter[]> {
    const { confidential } = this.settings;
    const rows = await sql.query<Omit<HomeOfLetter, 'stopped' | 'left'> & { locationId: string }>(
      `SELECT DISTINCT c.id AS "caseId", c.location_id AS "locationId", s.name AS home, s.town,
              c.practice, p.recipient
         FROM answer_link l JOIN letter_part p ON p.letter_id = l.letter_id
         JOIN application_case c ON c.id = p.case_id AND c.open
         JOIN site s USING (location_id)
        WHERE l.id = $1 ORDER BY c.id, p.recipient`,
      [link.id],
      'homes-of-stop-link',
    );
    const facts = await factsOfCases(
      sql,
      confidential.sealer,
      rows.map(({ caseId }) => caseId),
    );
    const homes: HomeOfLetter[] = [];
    for (const { locationId, ...row } of rows) {
      const state = fold(facts.get(row.caseId) ?? []);
      const now = await addressNow(sql, confidential, row, { locationId }, state);
      const left = !isSameAddress(confidential, link, now);
      homes.push({ ...row, left, stopped: left || isStopped(state, personOf(row)) });
    }
    return homes;
  }
}

/** Whether a home, or one of its people, asked for no letters. */
const isStopped = ({ optedOut, wishes }: CaseState, person: string | null): boolean =>
  person === null ? optedOut : wishes.some((one) => one.person === person && one.optedOut);

const actorOf = ({ letterId, id }: AnswerLink): string => `provider:${letterId ?? id}`;
