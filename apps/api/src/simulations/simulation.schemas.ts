import { type SimulationResult, simulationSchema } from '@app/domain';
import { z } from 'zod';
import { day, instant } from '../json/api-schemas';

/** What may be posted: described here, read and checked where simulations are run. */
export const newSimulation = simulationSchema.meta({
  id: 'NewSimulation',
  description: 'One case: its facts, and the time for which it is run.',
});

export const simulationResult: z.ZodType<SimulationResult> = z
  .strictObject({
    followUps: z.array(
      z.strictObject({
        clock: z.string(),
        rung: z.string(),
        anchor: day,
        dueAt: instant,
        sendAt: instant,
        person: z.string().nullable(),
        to: z.string().nullable(),
        letter: z.string().optional(),
        outcome: z.string(),
        basis: z.array(z.string()).readonly(),
      }),
    ),
    states: z.array(
      z.strictObject({
        at: instant,
        stage: z.string(),
        waitingOn: z.string().nullable(),
        stalls: z.array(z.string()).readonly(),
      }),
    ),
    refused: z.array(z.strictObject({ fact: z.int(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'SimulationResult', description: 'Every rung that was ever wanted, once.' });
