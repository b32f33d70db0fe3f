export * from './audit';
export * from './facts.repository';
export { isPersonRef, type NamingFact, nobody } from './people';
export * from './scope-condition';
export { peopleOfCase, peopleOfCases } from './people.repository';
