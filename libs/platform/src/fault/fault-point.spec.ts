import { armFaultPoint, faultPoint } from './fault-point';

describe('faultPoint', () => {
  let kill: jest.SpyInstance;

  beforeEach(() => {
    kill = jest.spyOn(process, 'kill').mockReturnValue(true);
  });
  afterEach(() => {
    kill.mockRestore();
    armFaultPoint(undefined);
  });

  it('does nothing when no fault is configured', () => {
    armFaultPoint(undefined);
    faultPoint('after-smtp');
    expect(kill).not.toHaveBeenCalled();
  });

  it('kills this process with signal 9 at the point that is named, and only there', () => {
    armFaultPoint('after-smtp:kill');
    faultPoint('after-claim');
    expect(kill).not.toHaveBeenCalled();
    faultPoint('after-smtp');
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
  });

  it('waits for the third time when told so', () => {
    armFaultPoint('after-smtp:kill:3');
    faultPoint('after-smtp');
    faultPoint('after-smtp');
    expect(kill).not.toHaveBeenCalled();
    faultPoint('after-smtp');
    expect(kill).toHaveBeenCalledTimes(1);
  });

  it.each(['after-lunch:kill', 'after-smtp', 'after-smtp:kill:0', ''])(
    'refuses %j and names the points there are',
    (fault) => {
      expect(() => armFaultPoint(fault)).toThrow(
        'FAULT must be one of before-claim:kill, after-claim:kill, after-smtp:kill, after-commit:kill, sweep:kill, bulk-row:kill.',
      );
    },
  );
});
