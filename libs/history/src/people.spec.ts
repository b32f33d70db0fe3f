import { type Fact, readFact } from '@app/domain';
import { People } from './people';

const fact = (type: string, person: string): Fact =>
  readFact({ type, on: '2026-11-02', person }, 'fact-1');
const added = (person: string) => fact('person-added', person);
const created = (person: string) => fact('account-created', person);

const people = new People([
  { ref: 'p1', name: 'Sam Carter' },
  { ref: 'p2', name: 'Zoë Reed' },
]);
const refOf = (f: Fact): string | undefined => people.recognise(f).details.person;

describe('whom a fact is about', () => {
  it.each(['Sam Carter', ' sam  CARTER ', 'p1'])('is found by "%s"', (given) => {
    expect(refOf(created(given))).toBe('p1');
  });
  it('is found however an accent is written', () => {
    expect(refOf(created('Zoe\u0308 Reed'))).toBe('p2');
  });
  it('stays as given when nobody is known by it', () => {
    expect(refOf(created('Kim Lee'))).toBe('Kim Lee');
    expect(refOf(created('p3'))).toBe('p3');
  });
  it('leaves a fact about nobody alone', () => {
    const agreed = readFact({ type: 'agreed', on: '2026-11-02' }, 'fact-1');
    expect(people.recognise(agreed)).toBe(agreed);
    expect(people.enrol(agreed)).toEqual({ fact: agreed, name: null });
  });
});

describe('keeping a fact about somebody', () => {
  const kept = (f: Fact, among = people) => {
    const { fact: stored, name } = among.enrol(f);
    return [stored.details.person, name];
  };

  it('gives whoever is new the next ref, though nobody had added them', () => {
    expect(kept(added('Kim Lee'))).toEqual(['p3', 'Kim Lee']);
    expect(kept(created(' Kim Lee'))).toEqual(['p3', 'Kim Lee']);
    expect(kept(added('Kim Lee'), new People())).toEqual(['p1', 'Kim Lee']);
  });
  it('keeps no name again, unless they are added again', () => {
    expect(kept(created('sam carter'))).toEqual(['p1', null]);
    expect(kept(added('SAM Carter'))).toEqual(['p1', 'SAM Carter']);
  });
  it('mixes up nobody whose name looks like a ref', () => {
    expect(kept(added('p2'), new People())).toEqual(['p2', 'p2']);
    const odd = new People([{ ref: 'p2', name: 'p2' }]);
    expect(kept(added('p1'), odd)).toEqual(['p1', 'p1']);
    expect(kept(added('Kim Lee'), odd)).toEqual(['p3', 'Kim Lee']);
    expect(kept(added('p1'))).toEqual(['p3', 'p1']);
    expect(refOf(added('p1'))).toBe('p3');
  });
});

describe('showing somebody', () => {
  it('is by the newest name', () => {
    const renamed = new People([
      { ref: 'p1', name: 'sam carter' },
      { ref: 'p1', name: 'Sam Carter' },
    ]);
    expect(renamed.show(created('p1')).details.person).toBe('Sam Carter');
    expect([...renamed.names()]).toEqual([['p1', 'Sam Carter']]);
  });
  it('falls back on the ref once the name has gone', () => {
    const erased = new People([{ ref: 'p1', name: null }]);
    expect(erased.show(created('p1')).details.person).toBe('p1');
    expect([...erased.names()]).toEqual([]);
    // The ref is not given away again.
    expect(erased.enrol(added('Kim Lee')).fact.details.person).toBe('p2');
  });
});
