import { fold } from '@app/domain';
import { factsOfCase } from '@app/history';
import { findLink, type LinkPurpose } from '@app/letters';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { addressNow, type CaseLink, isAlive, isSameAddress } from '../answers/link-life';
import { type CaseRow, getCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';

/** A link that opens the people form, and the case it is about. */
export interface OpenedForm {
  link: CaseLink;
  row: CaseRow;
}

/** Letters whose link leads to the form. */
export const formPurposes: readonly LinkPurpose[] = ['people', 'gather', 'fix-details'];

/** Whether a link of this purpose, to this recipient, may open the people form. */
export const opensPeopleForm = ({
  purpose,
  recipient,
}: Pick<CaseLink, 'purpose' | 'recipient'>): boolean =>
  formPurposes.includes(purpose) && recipient === 'provider';

/** The way in to the people form: by a link in a letter to the provider, without an account. */
@Injectable()
export class PeopleFormDoor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** Null for every link that does not open the form, whatever is wrong with it. Reads only. */
  async open(token: string): Promise<OpenedForm | null> {
    const found = await findLink(this.db, token);
    if (!found || found.caseId === null || !opensPeopleForm(found)) return null;
    const link: CaseLink = { ...found, caseId: found.caseId };
    if (!isAlive(link, this.clock.now())) return null;
    const { confidential } = this.settings;
    const row = await getCase(this.db, link.caseId);
    const state = fold(await factsOfCase(this.db, confidential.sealer, link.caseId));
    const address = await addressNow(this.db, confidential, link, row, state);
    return isSameAddress(confidential, link, address) ? { link, row } : null;
  }
}
