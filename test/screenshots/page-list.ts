/** Routes that answer with something else than a page, and what that is. */
export const noPages: readonly (readonly [path: RegExp, what: string])[] = [
  [/^\/exports\//, 'a file'],
  [/\/(csv|xlsx)$|\.(csv|xlsx|ics)$/, 'a file'],
  [/^\/health\/|^\/metrics$/, 'for machines'],
  [/^\/\.well-known\//, 'for machines'],
  [/\/html$/, 'a letter, shown on the page above it'],
  [/\/attachments\/:seq$/, 'a file'],
  [/\/jobs\/:id\/progress$/, 'a part of the page of the import'],
  [/^\/settings\/queue\/board/, 'pages of Bull Board, which are not ours'],
  [/^\/sign-in\/oidc\/return$/, 'leads on to a page'],
];

/**
 * What belongs in each place of an address: a query for rows of text of which the first is taken, or
 * the use of a link in a letter. At `?` stands on which page a link leads there, with what it asks.
 */
type Subject = Readonly<Record<string, string>>;

/** One that is stalled, yet has dates that run. */
const aCase: Subject = {
  id: `SELECT c.id::text AS value FROM application_case c JOIN site s USING (location_id)
        WHERE c.stage = 'proving' AND c.parked_until IS NULL
        ORDER BY cardinality(c.stalls) = 0, c.next_at IS NULL, s.name LIMIT 1`,
};
const aSite: Subject = {
  locationId: `SELECT location_id AS value FROM site WHERE in_scope ORDER BY name LIMIT 1`,
};
const anOfficer: Subject = {
  officer: 'SELECT id::text AS value FROM officer ORDER BY email LIMIT 1',
};
const aLetter: Subject = {
  id: 'SELECT id::text AS value FROM letter ORDER BY planned_at DESC, subject LIMIT 1',
};
const ofTable = (place: string, table: string): Subject => ({
  [place]: `SELECT id::text AS value FROM ${table} ORDER BY 1 LIMIT 1`,
});
const fixed = (place: string, value: string): Subject => ({
  [place]: `SELECT '${value}' AS value`,
});
const link: Subject = { token: 'people' };
const person: Subject = { ...link, ...fixed('key', 'p1') };

/**
 * Every page there is, by its route, and what its address is about. A test fails when a route is
 * missing here, so that no page is left out of the pictures.
 */
export const pageList: Readonly<Record<string, Subject>> = {
  '/': {},
  '/stalled': {},
  '/cases': {},
  '/cases/:id': aCase,
  '/cases/:id/dates': aCase,
  '/cases/:id/record': aCase,
  '/cases/:id/record/:type': { ...aCase, ...fixed('type', 'otp-received') },
  '/cases/:id/write': aCase,
  '/cases/:id/write/:kind': { ...aCase, ...fixed('kind', 'ask') },
  '/cases/:id/portal': aCase,
  '/cases/:id/people/:ref/address': {
    id: `SELECT case_id::text AS value FROM case_person ORDER BY 1 LIMIT 1`,
    ref: `SELECT ref::text AS value FROM case_person ORDER BY case_id::text LIMIT 1`,
  },
  '/views': {},
  '/bulk': {},
  '/bulk/:id': ofTable('id', 'bulk_action'),
  '/tasks/:id': {
    id: `SELECT id::text AS value FROM task WHERE status = 'open' ORDER BY 1 LIMIT 1`,
  },
  '/answers/:id': ofTable('id', 'answer'),
  '/find': {},
  '/sites': {},
  '/sites/:locationId': aSite,
  '/sites/:locationId/contact': aSite,
  '/sites/:locationId/address': aSite,
  '/sites/:locationId/open-case': {
    locationId: `SELECT location_id AS value FROM site s WHERE in_scope AND NOT EXISTS
      (SELECT FROM application_case c WHERE c.location_id = s.location_id AND c.open)
      ORDER BY name LIMIT 1`,
  },
  '/sites/:locationId/correct/:field': { ...aSite, ...fixed('field', 'phone') },
  '/sites/:locationId/dspt': aSite,
  '/sites/:locationId/dspt/inclusion': aSite,
  '/providers': {},
  '/providers/:providerId': {
    providerId: 'SELECT provider_id AS value FROM provider ORDER BY name LIMIT 1',
  },
  '/groups/:providerId': {
    providerId: `SELECT provider_id AS value FROM site GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
  },
  '/brands': { '?': `/providers/1-800000001` },
  '/dashboards': {},
  '/dashboards/funnel': {},
  '/dashboards/coverage': {},
  '/dashboards/stage-times': {},
  '/dashboards/passcodes': {},
  '/dashboards/replies': {},
  '/dashboards/coming': {},
  '/dashboards/expiries': {},
  '/overview': {},
  '/measures': {},
  '/measures/authorities': {},
  '/funder-return': {},
  '/workshops': {},
  '/workshops/:workshop': ofTable('workshop', 'workshop'),
  '/forecast': {},
  '/forecast/letter': { '?': '/forecast' },
  '/mail': {},
  '/mail-tray': {},
  '/mail-tray/:id': aLetter,
  '/inbox': {},
  '/inbox/:id': ofTable('id', 'inbound_message'),
  '/not-written-to': {},
  '/wordings': {},
  '/wordings/:kind': fixed('kind', 'otp-arrived'),
  '/wordings/:kind/history': fixed('kind', 'otp-arrived'),
  '/wordings/:kind/preview': fixed('kind', 'otp-arrived'),
  '/imports': {},
  '/imports/jobs/:id': ofTable('id', 'import_job'),
  '/imports/:id': ofTable('id', 'import_run'),
  '/imports/:id/undo': ofTable('id', 'import_run'),
  '/dspt': {},
  '/dspt/statuses': {},
  '/dspt/statuses/one': { '?': '/dspt/statuses' },
  '/quarantine': {},
  '/quarantine/dspt': {},
  '/quarantine/:id': ofTable('id', 'quarantined_row'),
  '/quality': {},
  '/duplicates': {},
  '/duplicates/:id': ofTable('id', 'home_link'),
  '/corrections': {},
  '/settings': {},
  '/settings/queue': {},
  '/settings/webhooks': {},
  '/settings/webhooks/:webhook': ofTable('webhook', 'webhook'),
  '/policy': {},
  '/policy/draft': {},
  '/policy/versions/:number': {
    number: 'SELECT number::text AS value FROM policy_version ORDER BY number DESC LIMIT 1',
  },
  '/officers': {},
  '/officers/invite': {},
  '/officers/:officer': anOfficer,
  '/officers/:officer/hand-over': anOfficer,
  '/officers/:officer/leave': anOfficer,
  '/teams': {},
  '/absences': {},
  '/privacy': {},
  '/privacy/person': {},
  '/privacy/person/erased': {},
  '/privacy/holds': {},
  '/privacy/holds/new': {
    '?': `SELECT 'case=' || case_id || '&ref=' || ref AS value FROM case_person ORDER BY 1 LIMIT 1`,
  },
  '/privacy/requests': {},
  '/privacy/requests/new': {},
  '/privacy/requests/:id': ofTable('id', 'rights_request'),
  '/audit': {},
  '/account': {},
  '/account/calendar': {},
  '/account/morning-letter': {},
  '/account/password': {},
  '/account/second-factor': {},
  '/account/recovery-codes': {},
  '/account/prove': {},
  '/account/tokens': {},
  '/set-up': {},
  '/set-up/password': {},
  '/set-up/second-factor': {},
  '/help': {},
  '/help/tour': {},
  '/help/glossary': {},
  '/help/keys': {},
  '/sign-in': {},
  '/sign-in/sent': {},
  '/sign-in/code': {},
  '/sign-in/recovery-code': {},
  '/sign-in/:token': fixed('token', 'unknown'),
  '/invitation/:token': fixed('token', 'unknown'),
  '/first-officer/:token': fixed('token', 'unknown'),
  '/privacy-notice': {},
  '/a/:token': { token: 'passcode' },
  '/a/link-sent': {},
  '/a/thank-you': {},
  '/a/:token/people': link,
  '/a/:token/people/add': link,
  '/a/:token/people/sent': link,
  '/a/:token/people/:key': person,
  '/a/:token/people/:key/remove': person,
};

/** Pages for somebody who is not signed in. */
export const isForStrangers = (route: string): boolean =>
  /^\/(a|sign-in|invitation|first-officer|privacy-notice)(\/|$)/.test(route);

/** A name for the picture of a route: `/cases/:id/dates` is `cases-id-dates`. */
export const pictureName = (route: string): string =>
  route === '/' ? 'today' : route.slice(1).replaceAll(/[:]/g, '').replaceAll('/', '-');

/** Pages whose forms are sent empty as well, for what they then say. */
export const sentEmpty: readonly string[] = [
  '/cases/:id/record/:type',
  '/cases/:id/write/:kind',
  '/sites/:locationId/contact',
  '/sites/:locationId/correct/:field',
  '/tasks/:id',
  '/workshops',
  '/settings/webhooks',
  '/officers/invite',
  '/officers/:officer/leave',
  '/teams',
  '/absences',
  '/privacy/requests/new',
  '/privacy/person',
  '/policy/draft',
  '/wordings/:kind',
  '/account/password',
  '/account/tokens',
  '/sign-in',
  '/a/:token',
  '/a/:token/people',
  '/a/:token/people/add',
];
