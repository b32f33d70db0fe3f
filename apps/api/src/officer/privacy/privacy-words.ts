import type {
  ErasureReason,
  HoldReason,
  IdentityCheck,
  RequestKind,
  RequestOutcome,
} from '@app/cases';

export const holdReasonWords: Readonly<Record<HoldReason, string>> = {
  complaint: 'A complaint is being looked into',
  'legal-claim': 'It may be needed for a legal claim',
  restriction: 'They asked for its use to be restricted',
  incident: 'A data breach is being looked into',
  'official-request': 'A court, the police or the ICO asked for it',
};

export const erasureReasonWords: Readonly<Record<ErasureReason, string>> = {
  asked: 'They asked to be erased',
  objected: 'They object to our holding their details',
  'wrong-person': 'We were given details of the wrong person',
  'not-needed': 'Their details are not needed any more',
  ordered: 'A court or the ICO ordered it',
};

export const requestKindWords: Readonly<Record<RequestKind, string>> = {
  access: 'A copy of what we hold',
  rectification: 'Something to be put right',
  erasure: 'To be erased',
  objection: 'An objection',
  restriction: 'Use to be restricted',
  complaint: 'A complaint',
};

export const identityWords: Readonly<Record<IdentityCheck, string>> = {
  known: 'They wrote from the address we hold',
  'call-back': 'We rang the number we hold',
  document: 'They showed a document, of which no copy was kept',
  'not-needed': 'Not needed for what they ask',
};

export const outcomeWords: Readonly<Record<RequestOutcome, string>> = {
  done: 'Done as asked',
  partly: 'Done in part, with the reasons given to them',
  refused: 'Refused, with the reasons given to them',
  'nothing-held': 'Nothing is held of them',
  withdrawn: 'They took it back',
};

/** Radio buttons in the order of the words. */
export const radiosOf = <V extends string>(
  words: Readonly<Record<V, string>>,
  chosen = '',
): { value: string; text: string; checked: boolean }[] =>
  (Object.keys(words) as V[]).map((value) => ({
    value,
    text: words[value],
    checked: value === chosen,
  }));
