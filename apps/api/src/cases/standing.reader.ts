import {
  AddressBook,
  CASE_SETTINGS,
  type CaseRow,
  type CaseSettings,
  CasesService,
} from '@app/cases';
import { type CaseState, fold, presentPeople, silencedIn } from '@app/domain';
import { UsualPace } from '@app/measures';
import { Clock, Database } from '@app/platform';
import { SitesService } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';
import { presentStanding, type ReaderAnswer, type StandingAnswer } from './standing.schemas';

/** Where a case stands at this moment, for programs. */
@Injectable()
export class StandingReader {
  constructor(
    private readonly cases: CasesService,
    private readonly sites: SitesService,
    private readonly pace: UsualPace,
    private readonly book: AddressBook,
    private readonly clock: Clock,
    private readonly db: Database,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  async read({ id, locationId, parkedUntil, parkedWhy }: CaseRow): Promise<StandingAnswer> {
    const [facts, site, { policy }] = await Promise.all([
      this.cases.timeline(id),
      this.sites.get(locationId),
      this.settings.policies.now(this.db),
    ]);
    const state = fold(facts);
    const slow = await this.pace.slownessOf(facts);
    const readers = await this.readers(state, locationId);
    const source = { state, site, policy, parkedUntil, parkedWhy, slow, readers };
    return presentStanding(source, this.clock.now());
  }

  private async readers(state: CaseState, locationId: string): Promise<ReaderAnswer[]> {
    const contact = (await this.settings.confidential.contacts.current([locationId])).get(
      locationId,
    );
    const people = presentPeople(state);
    const addresses = [contact?.email, ...people.map(({ email }) => email)];
    const known = addresses.flatMap((address) => address ?? []);
    const noted = await this.book.notes(known);
    const notes = new Map(known.map((address, n) => [address, noted[n]]));
    const reader = (address: string | null | undefined, person: string | null): ReaderAnswer => {
      const note = notes.get(address ?? '');
      const to = person === null ? ('provider' as const) : ('person' as const);
      const said = silencedIn(state)({ act: 'letter', to, person });
      const reasons = [...(said ? [said] : []), ...(note?.silences.map(({ why }) => why) ?? [])];
      return {
        recipient: to,
        person,
        hasAddress: address != null,
        keptFrom: reasons,
        awayUntil: note?.awayUntil?.toString() ?? null,
      };
    };
    return [reader(contact?.email, null), ...people.map((p) => reader(p.email, p.person))];
  }
}
