import { Conflict, matterOfTask, Refused } from '@app/domain';
import type { Deed, Home, Told } from './home';
import type { PracticeEngine } from './practice-engine';

/** How often the program refused what was sent, by code. */
export type Refusals = Map<string, number>;

/** Does with the program what the officer of a home does at this moment, one thing after another. */
export async function carryOutDeeds(
  engine: PracticeEngine,
  home: Home,
  refusals: Refusals,
): Promise<void> {
  for (const deed of home.deeds.splice(0)) await carryOut(engine, home, deed, refusals);
}

async function carryOut(
  engine: PracticeEngine,
  home: Home,
  deed: Deed,
  refusals: Refusals,
): Promise<void> {
  const officer = `officer:${home.officer.id}`;
  const caseId = home.caseId ?? '';
  switch (deed.do) {
    case 'open': {
      const opened = { locationId: home.place.locationId, officerId: home.officer.id };
      const row = await engine.opening.open({ ...opened, practice: true }, officer);
      home.caseId = row.id;
      return;
    }
    case 'record': {
      const by = deed.by === 'import' ? 'import' : officer;
      const id = await record(engine, caseId, deed.told, by, refusals);
      if (deed.keepAs === 'mistake') home.mistake = id;
      return;
    }
    case 'retract-mistake': {
      if (home.mistake === null) return;
      const fact = { type: 'retracted', at: engine.clock.now().toString(), fact: home.mistake };
      await record(engine, caseId, { at: 0, fact, override: null }, officer, refusals);
      return;
    }
    case 'complete-task':
      return complete(engine, deed.task, officer, deed.note);
    case 'leave-voicemail': {
      const call = { about: matterOfTask(deed.kind), outcome: 'voicemail' } as const;
      await engine.calls.make(caseId, call, officer);
      return;
    }
  }
}

/** @returns the id of the fact; null when it was refused, and that was counted */
async function record(
  engine: PracticeEngine,
  caseId: string,
  { fact, override }: Told,
  by: string,
  refusals: Refusals,
): Promise<string | null> {
  try {
    return (await engine.recording.record(caseId, fact, by)).fact.id;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refusals.set(error.code, (refusals.get(error.code) ?? 0) + 1);
    if (override === null) return null;
    const again = { at: 0, fact: { ...fact, override }, override: null };
    return record(engine, caseId, again, by, refusals);
  }
}

/** A task may have been withdrawn while the call was made. */
async function complete(
  engine: PracticeEngine,
  task: string,
  officer: string,
  note: string | null,
): Promise<void> {
  try {
    await engine.tasks.complete(task, officer, note);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}
