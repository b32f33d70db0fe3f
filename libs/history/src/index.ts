export * from './facts.repository';
export { isPersonRef, type NamingFact, nobody } from './people';
export { peopleOfCase, peopleOfCases } from './people.repository';
