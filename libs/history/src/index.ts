export * from './facts.repository';
