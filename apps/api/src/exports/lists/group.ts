import { BadInput, londonDay } from '@app/domain';
import { DsptStandings } from '@app/dspt';
import { type GroupSite, readGroup } from '@app/measures';
import { ProvidersService } from '@app/providers';
import { textOf } from '../../officer/forms/form';
import { groupOf } from '../../officer/group/group-of';
import { dsptWords } from '../../officer/group/group.presenter';
import { siteHref, standingWords } from '../../officer/sites/site-row';
import { stageWords, waitingWords } from '../../officer/words/case-words';
import { stallInWords } from '../../officer/words/stall-words';
import { column, listOf, onePage } from '../export-list';

type Site = GroupSite & { dspt: string | null; dsptUntil: string | null };

/** The sites of one provider, or of its brand. Whom letters go to is only on the page. */
export const groupList = listOf<Site>({
  name: 'group',
  title: 'Sites of a group',
  permission: 'cases.read',
  async open({ query, scope, now, db, reader }) {
    const id = textOf(query, 'provider');
    if (id === '')
      throw new BadInput('no-provider', 'Open the page of a group and take its list away there.');
    const provider = await reader(ProvidersService).record(id);
    const whole = provider.brand !== null && textOf(query, 'whole') === 'yes';
    return {
      columns: [
        column('Home', 'text', (site) => site.home),
        column('Town', 'text', (site) => site.town),
        column('CQC location ID', 'text', (site) => site.locationId),
        column('Provider', 'text', (site) => site.provider),
        column('Registration', 'text', (site) =>
          standingWords(site as Parameters<typeof standingWords>[0]),
        ),
        column('Stage', 'text', (site) => (site.case ? stageWords[site.case.stage] : 'No case')),
        column('Waiting on', 'text', ({ case: row }) =>
          row?.open && row.waitingOn ? waitingWords[row.waitingOn] : null,
        ),
        column('Not moving because', 'text', ({ case: row }) =>
          row?.open ? row.stalls.map(stallInWords).join('; ') : null,
        ),
        column('Next', 'instant', ({ case: row }) => (row?.open ? row.nextAt : null)),
        column('Officer', 'text', ({ case: row }) => row?.officer ?? null),
        column('DSPT', 'text', (site) => site.dspt),
        column('DSPT good until', 'day', (site) => site.dsptUntil),
        column('Page', 'link', (site) =>
          site.case ? `/cases/${site.case.id}` : siteHref(site.locationId),
        ),
      ],
      pages: onePage(async () => {
        const sites = await readGroup(db, now, groupOf(provider, whole), scope);
        const ids = sites.map(({ locationId }) => locationId);
        const standings = await reader(DsptStandings).ofMany(ids, londonDay(now).toString());
        return sites.map((site) => {
          const standing = standings.get(site.locationId);
          return {
            ...site,
            dspt: standing ? dsptWords(standing) : null,
            dsptUntil: standing?.validTo ?? null,
          };
        });
      }),
    };
  },
});
