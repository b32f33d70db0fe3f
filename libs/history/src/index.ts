export * from './facts.repository';
export { isPersonRef, type NamingFact, People } from './people';
export { peopleOfCase, peopleOfCases } from './people.repository';
