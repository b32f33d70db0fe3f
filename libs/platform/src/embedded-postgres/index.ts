export { type HomeLock, lockHome } from './home-lock';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  openEmbeddedPostgres,
} from './open';
export { StartError, type StartErrorCode } from './start-error';
