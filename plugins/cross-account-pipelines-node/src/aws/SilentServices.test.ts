import { SilentServices } from './SilentServices';

const iam = { service: 'iam', account: '111111111111' };
const cloudFormation = {
  service: 'cloudFormation',
  account: '111111111111',
  region: 'eu-west-1',
};
const throttled = Object.assign(new Error('Rate exceeded'), {
  name: 'Throttling',
});

describe('SilentServices', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  const asks = (silent: SilentServices, place = iam) => {
    try {
      silent.requireTalking(place);
      return 'asked';
    } catch (error) {
      return `${error}`;
    }
  };

  it.each<[string, (silent: SilentServices) => void]>([
    ['throttles', silent => silent.noteFailure(cloudFormation, throttled)],
    ['hangs', silent => silent.noteGivenUp(cloudFormation, 10_000)],
  ])('leaves alone a service that %s, until the pause is over', (_, note) => {
    const silent = new SilentServices(60_000);
    note(silent);
    jest.setSystemTime(59_999);
    expect(asks(silent, cloudFormation)).toBe(
      'ServiceUnavailableError: cloudFormation in account 111111111111, eu-west-1 throttled or did not answer, and is asked nothing for 60 s',
    );
    jest.setSystemTime(60_000);
    expect(asks(silent, cloudFormation)).toBe('asked');
  });

  it('goes on asking what failed soon for another reason', () => {
    const silent = new SilentServices(60_000);
    silent.noteFailure(iam, new Error('InternalFailure'));
    silent.noteGivenUp(iam, 9_999);
    expect(asks(silent)).toBe('asked');
  });

  it('goes on asking other services, accounts and Regions', () => {
    const silent = new SilentServices(60_000);
    silent.noteFailure(cloudFormation, throttled);
    expect(asks(silent)).toBe('asked');
    for (const other of [
      { ...cloudFormation, account: '222222222222' },
      { ...cloudFormation, region: 'us-east-1' },
    ]) {
      expect(asks(silent, other)).toBe('asked');
    }
  });

  it('leaves nothing alone without a pause', () => {
    const silent = new SilentServices(0);
    silent.noteFailure(iam, throttled);
    expect(asks(silent)).toBe('asked');
  });
});
