import { BadInput, Conflict, NotFound, Refused, StaleVersion } from '@app/domain';
import { NotFoundException } from '@nestjs/common';
import { z } from 'zod';
import { badInput } from './input-problems';
import { HttpRefusal } from './problem';
import { problemOf } from './problem-of';

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('problemOf', () => {
  it.each([
    [new BadInput('a', 'b'), 400, 'a'],
    [new NotFound('no-such-case', 'b'), 404, 'no-such-case'],
    [new Conflict('c', 'b'), 409, 'c'],
    [new StaleVersion('stale-version', 'b'), 412, 'stale-version'],
    [new Refused('r', 'b'), 422, 'r'],
    [new HttpRefusal(428, 'if-match-required', 'b'), 428, 'if-match-required'],
    [new NotFoundException('Cannot GET /sign-in/secret'), 404, 'not-found'],
    [
      Object.assign(new Error('x'), { status: 413, type: 'entity.too.large' }),
      413,
      'body-too-large',
    ],
    [
      Object.assign(new Error('x'), { status: 400, type: 'entity.parse.failed' }),
      400,
      'malformed-json',
    ],
    [coded('ECONNREFUSED'), 503, 'database-away'],
    [coded('57P01'), 503, 'database-away'],
    [coded('53300'), 503, 'database-away'],
    [new Error('Connection terminated unexpectedly'), 503, 'database-away'],
    [new Error('wrapped', { cause: coded('ECONNRESET') }), 503, 'database-away'],
    [coded('22021'), 400, 'invalid-input'],
    [new Error('boom'), 500, 'internal-error'],
    [coded('42P01', 'relation does not exist'), 500, 'internal-error'],
    ['a thrown text', 500, 'internal-error'],
    [null, 500, 'internal-error'],
  ])('answers %s with %i %s', (error, status, code) => {
    expect(problemOf(error, 'r-1').problem).toMatchObject({ type: 'about:blank', status, code });
  });

  it.each([
    [new Refused('dspt-gate-shut', 'x'), true],
    [new Refused('too-many-people', 'x'), true],
    [new Refused('case-closed', 'x'), false],
    [new Refused('account-not-created', 'x'), false],
    [new BadInput('a', 'b'), undefined],
    [new StaleVersion('stale-version', 'b'), undefined],
  ])('says whether %s can be set aside with a reason: %s', (error, overridable) => {
    expect(problemOf(error, 'r').problem.overridable).toBe(overridable);
  });

  it('never repeats what an unexpected error said, and gives the request to look for', () => {
    const { problem, isOurFault } = problemOf(new Error('password=hunter2'), 'r-1');
    expect(JSON.stringify(problem)).not.toContain('hunter2');
    expect(problem.requestId).toBe('r-1');
    expect(isOurFault).toBe(true);
  });

  it('never repeats the address of a page that is not there', () => {
    const { problem } = problemOf(new NotFoundException('Cannot GET /sign-in/secret'), 'r-1');
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('says when to come back while the database is away', () => {
    expect(problemOf(coded('ECONNREFUSED'), 'r').headers).toEqual({ 'Retry-After': '5' });
  });
});

describe('badInput', () => {
  const schema = z.strictObject({
    name: z.string().min(1, 'give a name'),
    'a/b': z.strictObject({ on: z.iso.date('give a day') }).optional(),
  });
  const issuesOf = (input: unknown) => schema.safeParse(input).error?.issues ?? [];

  it('points at every wrong value', () => {
    expect(badInput(issuesOf({ name: '', 'a/b': { on: 'x' } }))).toMatchObject({
      code: 'invalid-input',
      message: 'What was sent cannot be read: name: give a name.',
      problems: [
        { pointer: '/name', code: 'too-small', message: 'give a name' },
        { pointer: '/a~1b/on', code: 'invalid-format', message: 'give a day' },
      ],
    });
  });

  it('names every unknown field', () => {
    expect(badInput(issuesOf({ name: 'x', extra: 1, more: 2 })).problems).toEqual([
      { pointer: '/extra', code: 'unknown-field', message: '"extra" is not a field here' },
      { pointer: '/more', code: 'unknown-field', message: '"more" is not a field here' },
    ]);
  });

  it('points at the whole when nothing was sent', () => {
    expect(badInput(issuesOf(undefined))).toMatchObject({
      problems: [{ pointer: '', code: 'invalid-type' }],
    });
  });
});
