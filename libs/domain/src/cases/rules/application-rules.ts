import type { FactType } from '../../facts/fact-types';
import { Temporal } from 'temporal-polyfill';
import { dsptGate } from '../../dspt/gate';
import { checkSiteOdsCode } from '../../identifiers/ods-code';
import { awaitsReply } from '../case-state';
import { block, contradiction, malformed, type RulesOf } from './rule';

/** When a site may apply, and what may be told of its application. */
export const applicationRules = {
  'ods-code-confirmed': [malformed('invalid-ods-code', 'code', checkSiteOdsCode)],
  'nhsmail-checked': [],
  'dspt-published': [],
  submitted: [
    block(
      'dspt-gate-shut',
      ({ state, day }) => dsptGate(state, day).open === false,
      ({ state, day }) => {
        const gate = dsptGate(state, day);
        return `The site may not apply: ${gate.open === false ? gate.why : ''}; it needs Approaching Standards or better, or a reason why it applied all the same.`;
      },
    ),
    block(
      'submission-already-open',
      ({ state }) => awaitsReply(state),
      'An application is with NHSmail already; record their reply first, or say why it was submitted again.',
    ),
  ],
  'nhsmail-replied': [
    contradiction(
      'no-submission',
      ({ state }) => state.submission === null,
      'No application has been submitted; record the submission first.',
    ),
    contradiction(
      'reply-before-submission',
      ({ state, fact }) =>
        state.submission !== null &&
        Temporal.Instant.compare(fact.at ?? '', state.submission.at) < 0,
      'NHSmail cannot reply before the application was submitted; check both times.',
    ),
  ],
} as const satisfies Partial<RulesOf<FactType>>;
