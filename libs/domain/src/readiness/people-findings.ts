import type { NamedPerson } from '../cases/case-state';
import { fewestPeople, mostPeople } from '../cases/people-limits';
import { checkEmailAddress, isNhsMail } from '../identifiers/email-address';
import { checkUkMobile } from '../identifiers/uk-mobile';
import { soundsLikeHeadOffice } from '../people/head-office';
import { repeats } from '../people/repeats';
import { rolesOf } from './roles';

/** Every question about the people, with every answer there can be. */
export const possibleOfPeople = {
  enough: ['none', 'one', 'enough'],
  notTooMany: ['fits', 'too-many'],
  owner: ['chosen', 'none'],
  secondOwner: ['two', 'one'],
  administrator: ['chosen', 'none'],
  roles: ['all', 'some-missing'],
  mobiles: ['all', 'some-missing'],
  mobileForm: ['uk', 'some-not-uk'],
  mobileShared: ['distinct', 'shared'],
  emails: ['all', 'some-missing'],
  emailForm: ['good', 'some-malformed'],
  emailShared: ['distinct', 'shared'],
  emailGeneric: ['personal', 'some-generic'],
  emailHeld: ['new-accounts', 'some-joiners'],
  newAccounts: ['two', 'too-few'],
  headOffice: ['at-the-home', 'some-head-office'],
} as const;

export type PeopleTopic = keyof typeof possibleOfPeople;

/** The answer to each question about the people. */
export type PeopleFindings = { [T in PeopleTopic]: (typeof possibleOfPeople)[T][number] };

/** Who has what wrong, by the question it was found for; in the order they were named. */
export type PeopleCulprits = Partial<Record<PeopleTopic, readonly string[]>>;

/** Somebody to have an account, as far as the questions look at them. */
export type PersonToCheck = Pick<NamedPerson, 'person' | 'mobile' | 'email' | 'role' | 'job'>;

/** Reads the people of a site, those who were taken off left out, into the terms of the table. */
export function findPeople(people: readonly PersonToCheck[]): {
  findings: PeopleFindings;
  culprits: PeopleCulprits;
} {
  const named = (is: (person: PersonToCheck) => boolean): string[] =>
    people.filter(is).map((p) => p.person);
  const sharedMobiles = repeats(people.map((p) => p.mobile));
  const sharedEmails = repeats(people.map((p) => p.email));
  const isJoiner = ({ email }: PersonToCheck) => email !== null && isNhsMail(email);
  const culprits = {
    roles: named((p) => rolesOf(p.role).size === 0),
    mobiles: named((p) => p.mobile === null),
    mobileForm: named((p) => p.mobile !== null && checkUkMobile(p.mobile).verdict === 'block'),
    mobileShared: named((p) => p.mobile !== null && sharedMobiles.has(p.mobile.toLowerCase())),
    emails: named((p) => p.email === null),
    emailForm: named((p) => p.email !== null && checkEmailAddress(p.email).verdict === 'block'),
    emailShared: named((p) => p.email !== null && sharedEmails.has(p.email.toLowerCase())),
    emailGeneric: named((p) => p.email !== null && checkEmailAddress(p.email).verdict === 'warn'),
    emailHeld: named(isJoiner),
    newAccounts: named(isJoiner),
    headOffice: named((p) => p.job !== null && soundsLikeHeadOffice(p.job)),
  };
  const owners = named((p) => rolesOf(p.role).has('owner'));
  const administrators = named((p) => rolesOf(p.role).has('administrator'));
  const fresh = people.length - culprits.emailHeld.length;
  const findings: PeopleFindings = {
    enough: people.length >= fewestPeople ? 'enough' : people.length === 1 ? 'one' : 'none',
    notTooMany: people.length > mostPeople ? 'too-many' : 'fits',
    owner: owners.length > 0 ? 'chosen' : 'none',
    secondOwner: owners.length > 1 ? 'two' : 'one',
    administrator: administrators.length > 0 ? 'chosen' : 'none',
    roles: culprits.roles.length > 0 ? 'some-missing' : 'all',
    mobiles: culprits.mobiles.length > 0 ? 'some-missing' : 'all',
    mobileForm: culprits.mobileForm.length > 0 ? 'some-not-uk' : 'uk',
    mobileShared: culprits.mobileShared.length > 0 ? 'shared' : 'distinct',
    emails: culprits.emails.length > 0 ? 'some-missing' : 'all',
    emailForm: culprits.emailForm.length > 0 ? 'some-malformed' : 'good',
    emailShared: culprits.emailShared.length > 0 ? 'shared' : 'distinct',
    emailGeneric: culprits.emailGeneric.length > 0 ? 'some-generic' : 'personal',
    emailHeld: culprits.emailHeld.length > 0 ? 'some-joiners' : 'new-accounts',
    newAccounts: culprits.emailHeld.length > 0 && fresh < fewestPeople ? 'too-few' : 'two',
    headOffice: culprits.headOffice.length > 0 ? 'some-head-office' : 'at-the-home',
  };
  return { findings, culprits };
}
