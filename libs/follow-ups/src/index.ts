export * from './bell';
export * from './bells.service';
export * from './follow-up-row';
export * from './read-follow-ups';
export * from './settle-due';
export * from './show-person';
export * from './store-follow-ups';
export * from './follow-ups.module';
