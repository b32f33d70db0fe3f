import type { DashboardFilter } from '@app/measures';
import { can } from '@app/officers';
import type { DashboardReader, DashboardsReader } from '../../dashboards/dashboards.reader';
import { presentComing } from './coming.presenter';
import { presentCoverage } from './coverage.presenter';
import type { DashboardName } from './dashboard-pages';
import { presentExpiries } from './expiries.presenter';
import type { Dashboard } from './frame';
import { presentFunnel } from './funnel.presenter';
import { presentPasscodes, presentReplies } from './months.presenter';
import { presentStageTimes } from './stage-times.presenter';

/** What a dashboard says, for its page and its file alike. */
export async function boardOf(
  name: DashboardName,
  filter: DashboardFilter,
  dashboards: DashboardsReader,
  { officer, scope }: DashboardReader,
): Promise<Dashboard> {
  const reader = { officer, scope };
  const mayList = can(officer, 'cases.read');
  const { icb, careHome, officerId } = filter;
  const isOfArea = icb === undefined && careHome === undefined && officerId === undefined;
  // The list of sites can be narrowed to an authority alone: beside narrower counts it would mislead.
  const dsptHref =
    (risk: { risk?: string } = {}) =>
    (localAuthority: string): string | null =>
      isOfArea && can(officer, 'register.read')
        ? `/dspt?${new URLSearchParams({ ...risk, localAuthority })}`
        : null;
  switch (name) {
    case 'funnel':
      return presentFunnel(await dashboards.funnel(filter, reader), filter, mayList);
    case 'coverage':
      return presentCoverage(await dashboards.coverage(filter, reader), filter, dsptHref());
    case 'stage-times':
      return presentStageTimes(await dashboards.stageTimes(filter, reader), filter, mayList);
    case 'passcodes':
      return presentPasscodes(await dashboards.passcodes(filter, reader), filter, mayList);
    case 'replies':
      return presentReplies(await dashboards.replies(filter, reader), filter, mayList);
    case 'coming':
      return presentComing(await dashboards.coming(filter, reader), filter, mayList);
    case 'expiries':
      return presentExpiries(
        await dashboards.expiries(filter, reader),
        dashboards.today(),
        dsptHref({ risk: 'expiring' }),
      );
  }
}
