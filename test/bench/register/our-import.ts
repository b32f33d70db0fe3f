import { Database, SystemClock } from '@app/platform';
import { Imports } from '@app/providers';
import { answerCalls } from '../contestant';

answerCalls({
  /** Imports the file as the command line does. @returns sites made */
  async send({ databaseUrl, path }: { databaseUrl: string; path: string }) {
    const db = new Database(databaseUrl, { max: 1 });
    try {
      const result = await new Imports(db, new SystemClock()).run({
        kind: 'cqc',
        path,
        fileName: 'register.csv',
        actor: 'bench',
      });
      if (result.refused) throw new Error(result.refused.message);
      if (result.problems[0]) throw new Error(result.problems[0].message);
      return result.created.sites;
    } finally {
      await db.close();
    }
  },
  stop: () => Promise.resolve(),
});
