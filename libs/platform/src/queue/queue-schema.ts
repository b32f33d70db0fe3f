/** The PostgreSQL schema that holds the queue when there is no Redis. */
export const queueSchema = 'bullmq';
