import type { Permission } from '@app/officers';
import { kindWords } from '../words/register-words';
import { dayWords, exactly, momentWords } from '../words/when';
import type { OutsideStanding } from './outside-standing';
import type { PeopleStanding } from './people-standing';
import type { RulesStanding } from './rules-standing';
import type { InstallationStanding } from './installation-standing';

/** One thing that can be changed, and what it is now. */
export interface Setting {
  name: string;
  /** Where it is looked at and changed; null where it is changed elsewhere. */
  href: string | null;
  now: string;
  /** What is wrong with it; null when nothing is. */
  trouble: string | null;
  /** Who changes it, or where, if the reader cannot here; null where they can. */
  by: string | null;
}

export interface SettingGroup {
  id: string;
  title: string;
  about: string;
  settings: Setting[];
}

type May = (permission: Permission) => boolean;

const byLeads = 'A lead changes this.';
const atStart = 'Set where the service is started.';

interface Line {
  name: string;
  href: string;
  now: string;
  trouble?: string | null;
  /** What it takes to open the page. */
  opens: Permission;
  /** What it takes to change it, where that is more. */
  changes?: Permission;
}

/** Only what the reader may open is a link; what they may not change says who does. */
const settings = (may: May, lines: readonly Line[]): Setting[] =>
  lines.map(({ name, href, now, trouble, opens, changes }) => ({
    name,
    href: may(opens) ? href : null,
    now,
    trouble: trouble ?? null,
    by: may(changes ?? opens) ? null : byLeads,
  }));

const fixed = (name: string, now: string): Setting => ({
  name,
  href: null,
  now,
  trouble: null,
  by: null,
});

export function presentSettings(
  rules: RulesStanding,
  people: PeopleStanding,
  outside: OutsideStanding,
  service: InstallationStanding,
  may: May,
): { section: 'settings'; groups: SettingGroup[] } {
  return {
    section: 'settings',
    groups: [
      {
        id: 'rules',
        title: 'Rules and letters',
        about: 'When letters and calls fall due, and what letters say.',
        settings: settings(may, rulesLines(rules)),
      },
      {
        id: 'people',
        title: 'People',
        about: 'Who works here, who sees whose cases, and what is owed to the people in the data.',
        settings: settings(may, peopleLines(people)),
      },
      {
        id: 'service',
        title: 'Registers, mail and programs',
        about: 'Whether what Caseload needs from outside comes in, and what goes out arrives.',
        settings: settings(may, serviceLines(outside, service)),
      },
      {
        id: 'installation',
        title: 'This installation',
        about: atStart,
        settings: installationLines(service),
      },
    ],
  };
}

function rulesLines(rules: RulesStanding): Line[] {
  const { inForce, hasDraft, holidaysKnownUntil, areHolidaysShort, wordings } = rules;
  const since = inForce.publishedAt ? `, in force since ${momentWords(inForce.publishedAt)}` : '';
  return [
    {
      name: 'Dates and rules',
      href: '/policy',
      now: `Version ${inForce.number}${since}.${hasDraft ? ' There is a draft.' : ''}`,
      opens: 'policy.read',
      changes: 'policy.write',
    },
    {
      name: 'Bank holidays',
      href: '/policy',
      now: holidaysKnownUntil ? `Known until ${dayWords(holidaysKnownUntil)}.` : 'None is known.',
      trouble: areHolidaysShort ? 'Bring in GOV.UK’s newer list under Register files.' : null,
      opens: 'policy.read',
      changes: 'policy.write',
    },
    {
      name: 'Wordings of letters',
      href: '/wordings',
      now: `${exactly(wordings.all, 'kind')} of letters, ${wordings.own} worded by you${wordings.drafts ? `, ${exactly(wordings.drafts, 'draft')}` : ''}.`,
      opens: 'wordings.read',
      changes: 'wordings.write',
    },
  ];
}

function peopleLines({ officers, leads, viewers, ...people }: PeopleStanding): Line[] {
  const who = [
    exactly(officers, 'officer'),
    exactly(leads, 'lead'),
    viewers > 0 ? exactly(viewers, 'viewer') : '',
  ];
  const { open, late } = people.requests;
  return [
    {
      name: 'Officers',
      href: '/officers',
      now: `${who.filter(Boolean).join(', ')}.`,
      opens: 'officers.manage',
    },
    {
      name: 'Teams',
      href: '/teams',
      now: people.teams ? `${exactly(people.teams, 'team')}.` : 'None: everybody sees every case.',
      opens: 'officers.manage',
    },
    {
      name: 'Absences and cover',
      href: '/absences',
      now: people.awayToday ? `${people.awayToday} away today.` : 'Nobody is away today.',
      opens: 'cases.write',
    },
    {
      name: 'Personal data',
      href: '/privacy',
      now: open ? `${exactly(open, 'request')} to answer.` : 'No request to answer.',
      trouble: late ? `${exactly(late, 'request')} late.` : null,
      opens: 'privacy.manage',
    },
    {
      name: 'Audit',
      href: '/audit',
      now: 'Who changed or saw what, and when.',
      opens: 'audit.read',
    },
  ];
}

function serviceLines(outside: OutsideStanding, service: InstallationStanding): Line[] {
  const { mailHalt, webhooks } = outside;
  const { queues, config } = service;
  const failed = (queues ?? []).reduce((sum, queue) => sum + queue.failed, 0);
  return [
    {
      name: 'Register freshness',
      href: '/imports',
      now: registersNow(outside),
      trouble: registersTrouble(outside),
      opens: 'register.read',
    },
    {
      name: 'Mail health',
      href: '/mail',
      now: config.smtpUrl
        ? `Letters go out, ${config.mailPerMinute} a minute at most.`
        : 'No mail server is named: letters stay in the mail tray.',
      trouble: mailHalt && `No mail goes out since ${momentWords(mailHalt.since)}.`,
      opens: 'operations.read',
    },
    {
      name: 'Mail in',
      href: '/inbox',
      now: config.imapUrl
        ? 'Read from the association’s mailbox.'
        : 'No mailbox is named: answers go to the officer’s own address.',
      opens: 'mail.read',
    },
    {
      name: 'Queue',
      href: '/settings/queue',
      now: queues ? `On ${service.queueBackend}.` : '',
      trouble: queues
        ? failed > 0
          ? `${exactly(failed, 'job')} failed.`
          : null
        : 'It cannot be reached.',
      opens: 'operations.read',
    },
    {
      name: 'Webhooks',
      href: '/settings/webhooks',
      now: webhooks.all
        ? `${exactly(webhooks.all, 'program')} elsewhere told what happens.`
        : 'No program elsewhere is told what happens.',
      trouble: webhooks.paused ? `${webhooks.paused} paused.` : null,
      opens: 'webhooks.manage',
    },
    {
      name: 'Your calendar feed',
      href: '/account/calendar',
      now: 'Your dates in Outlook or another calendar.',
      opens: 'account.own',
    },
    {
      name: 'Your morning letter',
      href: '/account/morning-letter',
      now: 'What needs you today, by mail.',
      opens: 'account.own',
    },
    {
      name: 'Tokens for programs',
      href: '/account/tokens',
      now: 'Programs that act for you, such as Power BI.',
      opens: 'account.own',
    },
    {
      name: 'Keyboard shortcuts',
      href: '/help/keys',
      now: 'In this browser.',
      opens: 'account.own',
    },
  ];
}

function registersNow({ registers }: OutsideStanding): string {
  const known = registers.filter(({ asOf }) => asOf !== null);
  if (known.length === 0) return 'No register has been brought in yet.';
  const ages = known.map(
    ({ register, asOf }) => `${kindWords[register]} of ${dayWords(asOf ?? '')}`,
  );
  return `${ages.join(', ')}.`;
}

function registersTrouble({ registers, failingServices }: OutsideStanding): string | null {
  const stale = registers.filter(({ stale: isStale }) => isStale);
  const told = [
    ...stale.map(({ register }) => `Time for a newer ${kindWords[register]}.`),
    ...(failingServices.length > 0
      ? [`Could not be read live: ${failingServices.join(', ')}.`]
      : []),
  ];
  return told.length > 0 ? told.join(' ') : null;
}

function installationLines({
  config,
  version,
  postgres,
  queueBackend,
}: InstallationStanding): Setting[] {
  return [
    fixed('Association', config.associationName),
    fixed('Address of the pages', config.publicUrl),
    fixed('Letters come from', config.mailFrom),
    fixed('Signing in by', config.oidc ? `Caseload, or ${config.oidc.name}` : 'Caseload'),
    fixed('Version', version),
    fixed('Time zone', 'Europe/London'),
    fixed('Database', `PostgreSQL ${postgres}`),
    fixed('Queue', `BullMQ on ${queueBackend}`),
  ];
}
