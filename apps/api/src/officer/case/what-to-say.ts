import type { ReadinessItem, WaitingOn } from '@app/domain';
import { londonDay, progress, readiness, stallReason, stallsOf } from '@app/domain';
import { callScript } from '../words/call-scripts';
import { withStop } from '../words/full-stop';
import { telephone } from '../words/telephone';
import { capital } from '../words/when';
import { withinSentence } from '../words/within-sentence';
import type { CaseView } from './case-view';
import { personInWords } from './people-of-case';

/** Whom to ring about a case, and what to say. */
export interface WhatToSay {
  say: string;
  /** "01522 123456", with whom to ask for; null when no number is known. */
  ring: { whom: string; text: string; href: string } | null;
}

const helpdesk = {
  whom: 'NHSmail helpdesk',
  text: '0333\u00a0200\u00a01133',
  href: 'tel:03332001133',
};

/** After the application has gone, by who has to act. */
const waitingSentences: Readonly<Record<WaitingOn, string>> = {
  provider: 'Ask how far they are, and record what they say.',
  'account-holder':
    'Ask whether the message from NHSmail has come, in junk mail too, and who has logged in.',
  nhsmail:
    'Nothing to chase until their 48 hours are over. Ask the home to look in its junk mail too.',
  register: 'Nothing to say yet: the register has to be put right first.',
  officer: 'Decide what comes next, and record it.',
};

/**
 * The sentence for the telephone: the call that is due, else what usually moves the case on, else
 * what is missing first.
 */
export function whatToSay(view: CaseView): WhatToSay | null {
  const { state, now, policy } = view;
  if (state.closed) return null;
  const task = view.tasks.find(({ status }) => status === 'open');
  if (task) {
    const { guidance, ring } = callScript(task.kind);
    return { say: guidance, ring: ring === 'helpdesk' ? helpdesk : homeOf(view) };
  }
  const { waitingOn } = progress(state);
  const ring = waitingOn === 'nhsmail' ? helpdesk : homeOf(view);
  const stall = stallsOf(state, now, policy)[0];
  if (stall) return { say: stallReason(stall.code).unblocks, ring };
  const { question } = state;
  if (question?.endedAt === null)
    return { say: `Ask again about ${withStop(question.about)}`, ring };
  const found = readiness(state, view.site, londonDay(now).toString(), policy, personInWords);
  if (found.applies) return { say: askFor(found.missing), ring };
  return { say: waitingSentences[waitingOn ?? 'officer'], ring };
}

/** The first thing that somebody else can supply; what is ours to do is nothing to say to them. */
function askFor(missing: readonly ReadinessItem[]): string {
  const theirs = missing.find(({ from }) => from !== 'officer' && from !== 'register');
  if (theirs) return theirs.ask;
  const [ours] = missing;
  return ours
    ? `Nothing to ask of them now. For us: ${withinSentence(ours.ask)}`
    : 'Nothing is missing: ask them to submit the application, and to tell you when it is done.';
}

function homeOf({ site, contact }: CaseView): WhatToSay['ring'] {
  const phone = telephone(site.phone);
  if (!phone) return null;
  const [manager] = site.registeredManagers ?? [];
  const whom = contact?.name ?? (manager ? `${manager}, registered manager` : 'the manager');
  return { whom: capital(whom), ...phone };
}
