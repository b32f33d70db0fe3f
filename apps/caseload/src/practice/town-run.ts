import type { Temporal } from 'temporal-polyfill';
import { Agenda } from './agenda';
import { carryOutDeeds, type Refusals } from './carry-out-deeds';
import { DsptRegister, listImported } from './dspt-register';
import { live } from './happenings';
import { enter, type Home } from './home';
import { inParallel } from './in-parallel';
import type { InventedHome, InventedManager } from './invented-town';
import { atDesk, type PracticeOfficer } from './officers';
import { abreast, type PracticeEngine } from './practice-engine';
import { Random } from './random';
import { earlierPublications } from './registers';
import { managerTime } from './telling';
import { at, dayOf, type Minute, type TownTime } from './town-time';
import { whatWasSent } from './what-was-sent';

/** Quarters of an hour from 08:00 to 19:45, between which the town stands still. */
const quarters: readonly number[] = Array.from({ length: 48 }, (_, i) => 480 + 15 * i);

/** By then what goes out at nine has gone, and the town takes notice. */
const morningPost = 9 * 60 + 15;

/** Then somebody sees to the day's mail. */
const afternoon = 16 * 60 + 30;

/**
 * The town, day by day. Homes follow their agendas, each with chance of its own; what they do with
 * the program is carried out at the same moment for all, several homes at a time. Whatever the
 * program then sends goes onto their agendas.
 */
export class TownRun {
  readonly refusals: Refusals = new Map();
  private readonly homes: Home[];
  private readonly byCase = new Map<string, Home>();
  private readonly register: DsptRegister;

  constructor(
    private readonly engine: PracticeEngine,
    readonly officers: readonly PracticeOfficer[],
    readonly time: TownTime,
    town: { seed: number; days: number; places: readonly InventedHome[] },
    private readonly seeToMail: (() => Promise<void>) | null = null,
  ) {
    this.homes = town.places.map((place, index) => this.furnish(place, index, town));
    this.register = new DsptRegister(engine, time, town.days);
  }

  /** Lives through one day, midnight to midnight. */
  async live(day: number): Promise<void> {
    if (day === 0) await this.importList(at(0, 7));
    for (const quarter of quarters) {
      const moment = at(day, 0, quarter);
      for (const home of this.homes) live(home, this, moment);
      const busy = this.homes.filter((home) => home.deeds.length > 0);
      const isForMail = this.seeToMail !== null && quarter === afternoon;
      const isForList = quarter === listImported && this.register.isListDay(day);
      if (busy.length === 0 && quarter !== morningPost && !isForMail && !isForList) continue;
      // What fell due before this moment happens before it.
      await this.fireUntil(this.time.instant(moment).subtract({ seconds: 1 }));
      this.engine.clock.set(this.time.instant(moment));
      if (isForList) await this.importList(moment);
      if (isForMail) await this.seeToMail?.();
      await inParallel(byManager(busy), abreast, async (homes) => {
        for (const home of homes) await carryOutDeeds(this.engine, home, this.refusals);
      });
      for (const home of busy) if (home.caseId) this.byCase.set(home.caseId, home);
    }
    await this.fireUntil(this.time.instant(at(day + 1, 0)).subtract({ seconds: 1 }));
    this.engine.clock.set(this.time.instant(at(day + 1, 0)).subtract({ seconds: 1 }));
  }

  private async importList(moment: Minute): Promise<void> {
    this.engine.clock.set(this.time.instant(moment));
    await this.register.importList(this.homes, dayOf(moment));
  }

  /** Fires what falls due; what is sent goes onto the agendas of the homes. */
  async fireUntil(until: Temporal.Instant): Promise<void> {
    await this.engine.fireUntil(until, (moment) => this.react(moment));
  }

  private async react(moment: Temporal.Instant): Promise<void> {
    const { letters, calls } = await whatWasSent(this.engine.db, moment);
    const now = this.time.minute(moment);
    for (const { caseId, ...letter } of letters) {
      const home = this.homeOf(caseId);
      const read = managerTime(home, { ...this, now }, home.place.manager.habit.within);
      enter(home, Math.max(read, now + 15), 'letter-read', letter);
    }
    for (const { caseId, id, kind, person } of calls) {
      const home = this.homeOf(caseId);
      const free = atDesk(home.officer, now + 15 * home.random.between(1, 24), this.time);
      enter(home, free, 'task-comes-up', { task: id, kind, person, tries: 0 });
    }
  }

  private homeOf(caseId: string): Home {
    const home = this.byCase.get(caseId);
    if (!home) throw new Error(`Case ${caseId} belongs to no home of the practice town.`);
    return home;
  }

  private furnish(
    place: InventedHome,
    index: number,
    { seed, days }: { seed: number; days: number },
  ): Home {
    const random = Random.for(seed, place.locationId);
    const officer = this.officers[caseloadOf(index, this.officers.length)] as PracticeOfficer;
    const home: Home = {
      index,
      place,
      officer,
      random,
      agenda: new Agenda(),
      caseId: null,
      phase: 'unasked',
      people: [],
      codes: [],
      submissions: 0,
      tickets: 0,
      openTickets: new Set(),
      dspt: [],
      asked: false,
      closed: false,
      silentFor: 0,
      untold: [],
      told: [],
      deeds: [],
      mistake: null,
      away: holidays(place, random, days),
    };
    const opening = openingDay(place, random, days);
    home.dspt = earlierPublications(home, opening, this.time);
    const moment: Minute = at(opening, random.between(9, 16), 15 * random.between(0, 3));
    enter(home, atDesk(officer, moment, this.time), 'invite', null);
    return home;
  }
}

/** What is recorded for homes of one manager may share a letter, in which the first comes first. */
function byManager(homes: readonly Home[]): Home[][] {
  const groups = new Map<InventedManager, Home[]>();
  for (const home of homes) {
    const { manager } = home.place;
    groups.set(manager, [...(groups.get(manager) ?? []), home]);
  }
  return [...groups.values()];
}

/** Two share the homes so that the first has three in four; more share them evenly. */
const caseloadOf = (home: number, officers: number): number =>
  officers === 2 ? Number(home % 4 === 3) : home % officers;

/** Cases are opened all the time, those with a long story early on. */
function openingDay({ fate }: InventedHome, random: Random, days: number): number {
  if (fate.daysBeforeEnd && fate.daysBeforeEnd < days) return days - fate.daysBeforeEnd;
  return random.between(0, Math.floor(days * (fate.early ? 0.15 : 0.9)));
}

function holidays(place: InventedHome, random: Random, days: number): [number, number][] {
  const away: [number, number][] = [];
  for (let day = random.between(10, 80); day < days; day += random.between(70, 140))
    away.push([day, day + random.between(4, place.manager.habit.holiday)]);
  return away;
}
