import type { z } from 'zod';
import { ServiceFailed } from './asking/ask';

/**
 * Takes only what has the shape we read; what else is there may change as it likes.
 * @throws ServiceFailed naming the first field that is not as it was
 */
export function expectShape<T>(schema: z.ZodType<T>, content: unknown, what: string): T {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || 'everything';
  throw new ServiceFailed(`${what} is no longer as it was (${field}: ${issue?.message})`);
}
