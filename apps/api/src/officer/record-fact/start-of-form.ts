import type { FactType } from '@app/domain';
import type { CaseView } from '../case/case-view';
import { candidates, isHere, peopleOfCase } from '../case/people-of-case';
import { type FormBody, textOf } from '../forms/form';
import type { Attempt } from './fact-form.presenter';
import { factForms } from './fact-forms';
import { knownPersonField } from './read-fact-form';

/** Answers a link may fill in beforehand. */
const fromAddress = ['reference', 'stall'] as const;

/**
 * What a form opened by a link begins with: the fact to take back, the person or ticket the link was
 * about, and all that is known of somebody whose details are to be changed.
 */
export function startOf(type: FactType, query: FormBody, view: CaseView): Partial<Attempt> {
  if (type === 'person-added') return { body: detailsOf(textOf(query, 'person'), view) };
  const given = [...onlyAnswers(type, view), ...fromAddress.map((n) => [n, textOf(query, n)])];
  const chosen = peopleOfCase(view).find(({ ref }) => ref === textOf(query, 'person'));
  if (chosen) given.push(['person', chosen.person]);
  return {
    body: Object.fromEntries(given.filter(([, value]) => value !== '') as [string, string][]),
    target: textOf(query, 'fact'),
  };
}

/** Where there is only one person, ticket or reason it can be about, that one is filled in. */
function onlyAnswers(type: FactType, view: CaseView): string[][] {
  const { state, site } = view;
  return (factForms[type].fields ?? []).flatMap((field): string[][] => {
    const only = (answers: readonly string[]): string[][] =>
      answers.length === 1 ? [[field.name, answers[0] ?? '']] : [];
    switch (field.kind) {
      case 'person':
        return only(candidates(view, field.whom).map(({ person }) => person));
      case 'ticket':
        return only(
          state.tickets.filter((t) => t.answeredAt === null).map(({ reference }) => reference),
        );
      case 'stall':
        return field.from === 'case' ? only(state.notedStalls.map(({ stall }) => stall)) : [];
      default:
        // The register may have the code already; the officer looks whether it is the right one.
        return field.name === 'code' && site.odsCode ? [[field.name, site.odsCode]] : [];
    }
  });
}

function detailsOf(ref: string, view: CaseView): FormBody {
  const known = peopleOfCase(view).find((one) => one.ref === ref);
  if (!known?.named) return {};
  const { person, job, role, mobile, email } = known.named;
  return {
    [knownPersonField]: ref,
    person,
    job: job ?? '',
    role: role ?? '',
    mobile: mobile ?? '',
    email: email ?? '',
  };
}

/** Names of those on the case, in small letters. */
export function namesTaken(view: CaseView): ReadonlySet<string> {
  const here = peopleOfCase(view).filter((one) => one.named && isHere(one));
  return new Set(here.map(({ person }) => person.toLowerCase()));
}
