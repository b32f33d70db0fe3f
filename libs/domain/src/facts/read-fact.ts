import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { BadInput } from '../errors';
import { inputProblems } from '../input-problems';
import type { Fact } from './fact';
import { factTypes, type FactType, isFactType } from './fact-types';

const day = z.iso.date('give the day as YYYY-MM-DD');
const instant = z.iso.datetime({
  offset: true,
  error: 'give the instant as YYYY-MM-DDTHH:MM:SSZ',
});
const override = z.string().trim().min(1, 'say why the block is set aside').max(500).optional();

/** The shape of one fact as people and programs send it, by type. */
export function factSchema(type: FactType): z.ZodObject {
  const { moment, fields } = factTypes[type];
  const when: Record<string, z.ZodType> = moment === 'on' ? { on: day } : { at: instant };
  return z.strictObject({ type: z.literal(type), ...when, ...fields.shape, override });
}

const schemas = new Map<FactType, z.ZodObject>();

/**
 * Reads one fact as it was sent: `{ "type", "on" | "at", …its fields, "override"? }`. Unknown
 * fields are refused. An instant is kept to the millisecond in UTC.
 * @throws BadInput naming each wrong field
 */
export function readFact(input: unknown, id: string): Fact {
  const type = (input as { type?: unknown } | null)?.type;
  if (typeof type !== 'string' || !isFactType(type)) {
    const what = type === undefined ? 'A fact without "type"' : `"${String(type)}"`;
    const message = `${what} is not a fact that can be recorded; use one of: ${Object.keys(factTypes).join(', ')}.`;
    throw new BadInput('unknown-fact-type', message, [
      { pointer: '/type', code: 'unknown-fact-type', message },
    ]);
  }
  let schema = schemas.get(type);
  if (!schema) schemas.set(type, (schema = factSchema(type)));
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw badFact(type, parsed.error);
  const { type: _, on, at, override: why, ...details } = parsed.data as Record<string, string>;
  return {
    id,
    type,
    on: on ?? null,
    at: at === undefined ? null : Temporal.Instant.from(at).round('millisecond').toString(),
    details,
    override: why ?? null,
  };
}

function badFact(type: FactType, error: z.ZodError): BadInput {
  const problems = inputProblems(error, type);
  const first = problems[0];
  return new BadInput(
    'invalid-fact',
    `The fact "${type}" cannot be read: ${first?.pointer.slice(1) || 'body'}: ${first?.message}.`,
    problems,
  );
}
