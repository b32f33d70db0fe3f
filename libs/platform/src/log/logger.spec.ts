import { createLogger } from './logger';
import { NestLog } from './nest-log';
import { requestScope } from './request-scope';

function capture(logLevel: 'info' | 'debug' = 'info') {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger(
    { logLevel },
    { destination: { write: (line: string) => void lines.push(JSON.parse(line)) } },
  );
  return { logger, lines };
}

describe('createLogger', () => {
  it('writes the request id of the request being answered, and none outside', () => {
    const { logger, lines } = capture();
    requestScope.run({ requestId: 'r-1' }, () => {
      logger.info({ only: 'here' }, 'inside');
      logger.info('inside too');
    });
    logger.info('outside');
    expect(lines).toEqual([
      expect.objectContaining({ msg: 'inside', only: 'here', requestId: 'r-1', level: 30 }),
      expect.objectContaining({ msg: 'inside too', requestId: 'r-1' }),
      expect.not.objectContaining({ requestId: expect.anything() }),
    ]);
    expect(lines[1]).not.toHaveProperty('only');
  });

  it('tells the time in UTC', () => {
    const { logger, lines } = capture();
    logger.info('now');
    expect(lines[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('leaves out what would give access, and addresses wherever they stand', () => {
    const { logger, lines } = capture();
    logger.info({ headers: { authorization: 'Bearer abcdef', cookie: 'sid=1' }, token: 't' });
    logger.error({ err: new Error('no letter for ann@example.org') }, 'for ann@example.org');
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/abcdef|sid=1|ann@/);
    expect(lines[0]).toMatchObject({
      headers: { authorization: '[left out]' },
      token: '[left out]',
    });
    expect(lines[1]).toMatchObject({ msg: 'for [address]', err: { type: 'Error' } });
  });

  it('keeps the values of rows that PostgreSQL quotes out of the log', () => {
    const { logger, lines } = capture();
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (name)=(Ann Smith) already exists.',
    });
    logger.error({ err: error }, 'failed');
    expect(JSON.stringify(lines)).not.toContain('Ann Smith');
    expect(lines[0]).toMatchObject({ err: { code: '23505' } });
  });
});

describe('NestLog', () => {
  it('tells message, context and stack apart', () => {
    const { logger, lines } = capture();
    const nest = new NestLog(logger);
    const { stack } = new Error('x');
    nest.error('It broke', stack, 'Letters');
    nest.warn('Careful', 'Queue');
    nest.log('Nest application successfully started', 'NestApplication');
    expect(lines).toEqual([
      expect.objectContaining({ level: 50, msg: 'It broke', context: 'Letters', stack }),
      expect.objectContaining({ level: 40, msg: 'Careful', context: 'Queue' }),
    ]);
  });
});
