import { Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type TestDatabase, testDatabase } from '../../../test/harness/database';
import { Clock, SettableClock } from './clock';
import { type RunningConfig, readConfig, requireRunning } from './config';
import { Database } from './database';
import { Sealer } from './encryption';
import { CONFIG, PlatformModule } from './platform.module';

const seen: unknown[] = [];

@Injectable()
class LastWords implements OnApplicationShutdown {
  constructor(private readonly db: Database) {}

  async onApplicationShutdown(): Promise<void> {
    seen.push(...(await this.db.query('SELECT 1 AS one')));
  }
}

@Module({ providers: [LastWords] })
class SomePart {}

describe('PlatformModule', () => {
  let server: TestDatabase;
  let config: RunningConfig;

  beforeAll(async () => {
    server = await testDatabase();
    config = requireRunning(
      readConfig({
        DATABASE_URL: server.url,
        SESSION_SECRET: 'session-secret-0123456789-abcdefgh',
        FIELD_KEY: 'field-key-0123456789-abcdefghijklm',
      }),
    );
  });
  afterAll(() => server.drop());

  it('gives each part what it stands on, and closes the database only after the others', async () => {
    @Module({
      imports: [
        PlatformModule.forRoot(config, new SettableClock('2026-12-24T09:00:00Z')),
        SomePart,
      ],
    })
    class App {}

    const app = await NestFactory.createApplicationContext(App, { logger: false });
    expect(app.get(Clock).now().toString()).toBe('2026-12-24T09:00:00Z');
    expect(app.get(CONFIG)).toBe(config);
    expect(app.get(Sealer)).toBeInstanceOf(Sealer);
    const db = app.get(Database);
    await app.close();
    expect(seen).toEqual([{ one: 1 }]);
    await expect(db.query('SELECT 1')).rejects.toThrow('after calling end');
  });
});
