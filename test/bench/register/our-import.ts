import { Database, SystemClock } from '@app/platform';
import { Imports } from '@app/providers';
import { answerCalls } from '../contestant';

/** What an import came to. */
export interface OurImport {
  /** Sites made. */
  sites: number;
  /** Most memory over what this process held before its first import, in MB. */
  megabytes: number;
}

const megabyte = 1024 * 1024;
const idle = process.memoryUsage.rss();

answerCalls({
  /** Imports the file as the command line does. */
  async send({ databaseUrl, path }: { databaseUrl: string; path: string }): Promise<OurImport> {
    const db = new Database(databaseUrl, { max: 1 });
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 5);
    try {
      const result = await new Imports(db, new SystemClock()).run({
        kind: 'cqc',
        path,
        fileName: 'register.csv',
        actor: 'bench',
      });
      if (result.refused) throw new Error(result.refused.message);
      if (result.problems[0]) throw new Error(result.problems[0].message);
      return { sites: result.created.sites, megabytes: (most - idle) / megabyte };
    } finally {
      clearInterval(watch);
      await db.close();
    }
  },
  stop: () => Promise.resolve(),
});
