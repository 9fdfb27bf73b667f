import { GetRoleCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { setupServer } from 'msw/node';
import { createDeferred } from '@backstage/types';
import { http, HttpResponse } from 'msw';
import {
  type FakeAnswer,
  FakeAws,
  type FakeCall,
} from '../collection/__testUtils__/FakeAws';
import { SharedReads, type SharedReading } from './SharedReads';

const account = '111111111111';
const role = { Role: { RoleName: 'r', RoleId: 'AROA1' } };

describe('SharedReads', () => {
  const server = setupServer();
  let aws: FakeAws;
  let answer: (call: FakeCall) => FakeAnswer;

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  beforeEach(() => {
    answer = () => role;
    aws = new FakeAws(call => answer(call));
    server.use(...aws.handlers);
  });
  afterEach(() => {
    server.resetHandlers();
    jest.useRealTimers();
  });
  afterAll(() => server.close());

  async function getRole(
    { clients }: SharedReading,
    options: {
      name?: string;
      region?: string;
      purpose?: 'read' | 'deploy';
      signal?: AbortSignal;
    } = {},
  ) {
    const { name: RoleName = 'r', region = 'eu-west-1', signal } = options;
    const { purpose = 'read' } = options;
    const { iam } = await clients.forAccount({ account, region, purpose });
    return iam.send(new GetRoleCommand({ RoleName }), { abortSignal: signal });
  }

  /** The next call waits for `held`; it is answered as usual by `undefined`. */
  function holdNext() {
    const arrived = createDeferred();
    const held = createDeferred<Response | undefined>();
    server.use(
      http.post(
        /^https:\/\/iam\./,
        async () => {
          arrived.resolve();
          return (await held) as any;
        },
        { once: true },
      ),
    );
    return { arrived, held };
  }

  const open = () => new SharedReads({ clients: aws }).open();

  it('asks once for the same thing, also while it is asked for', async () => {
    const reads = new SharedReads({ clients: aws });
    await Promise.all([getRole(reads.open()), getRole(reads.open())]);
    await getRole(reads.open(), { region: 'us-east-1' });
    expect(aws.calls).toHaveLength(1);
    await getRole(reads.open(), { name: 'other' });
    expect(aws.calls).toHaveLength(2);
  });

  it('asks in each Region for what each Region has of its own', async () => {
    const { clients } = open();
    for (const region of ['eu-west-1', 'us-east-1', 'eu-west-1']) {
      const purpose = 'read';
      const { kms } = await clients.forAccount({ account, region, purpose });
      await kms.send(new DescribeKeyCommand({ KeyId: 'k' }));
    }
    expect(aws.calls.map(({ region }) => region)).toEqual([
      'eu-west-1',
      'us-east-1',
    ]);
  });

  it('shares nothing with what deploys', async () => {
    const reading = open();
    await getRole(reading, { purpose: 'deploy' });
    await getRole(reading, { purpose: 'deploy' });
    expect(aws.calls).toHaveLength(2);
  });

  it.each(['NoSuchEntity', 'AccessDenied'])(
    'takes %s for an answer',
    async code => {
      answer = () => code;
      const reading = open();
      await expect(getRole(reading)).rejects.toThrow(code);
      answer = () => role;
      await expect(getRole(reading)).rejects.toThrow(code);
      expect(aws.calls).toHaveLength(1);
    },
  );

  it.each(['ExpiredToken', 'InvalidInput'])(
    'asks again after %s',
    async code => {
      answer = () => code;
      const reading = open();
      await expect(getRole(reading)).rejects.toThrow(code);
      answer = () => role;
      await expect(getRole(reading)).resolves.toMatchObject(role);
    },
  );

  it('asks for the others when who asked first has given up', async () => {
    const { arrived, held } = holdNext();
    const reads = new SharedReads({ clients: aws });
    const impatience = new AbortController();
    const first = getRole(reads.open(), { signal: impatience.signal });
    await arrived;
    const second = getRole(reads.open());
    impatience.abort(new Error('too late'));
    await expect(first).rejects.toThrow();
    await expect(second).resolves.toMatchObject(role);
    held.resolve(HttpResponse.error());
  });

  it('lets nobody wait longer than they want', async () => {
    const { arrived, held } = holdNext();
    const reads = new SharedReads({ clients: aws });
    const patient = getRole(reads.open());
    await arrived;
    const impatience = new AbortController();
    const impatient = getRole(reads.open(), { signal: impatience.signal });
    impatience.abort(new Error('too late'));
    await expect(impatient).rejects.toThrow('too late');
    held.resolve(undefined);
    await expect(patient).resolves.toMatchObject(role);
    expect(aws.calls).toHaveLength(1);
  });

  it('leaves alone for a while what did not answer', async () => {
    jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate'] });
    const { arrived, held } = holdNext();
    const reads = new SharedReads({ clients: aws, pause: 60_000 });
    const patience = new AbortController();
    const first = getRole(reads.open(), { signal: patience.signal });
    await arrived;
    jest.setSystemTime(10_000);
    patience.abort(new Error('too late'));
    await expect(first).rejects.toThrow('too late');

    await expect(getRole(reads.open(), { name: 'other' })).rejects.toThrow(
      `iam in account ${account} throttled or did not answer`,
    );
    expect(aws.calls).toHaveLength(0);
    jest.setSystemTime(70_000);
    await expect(getRole(reads.open())).resolves.toMatchObject(role);
    held.resolve(HttpResponse.error());
  });

  it('says how old the oldest answer is, and asks again for what is too old', async () => {
    jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate'] });
    const reads = new SharedReads({ clients: aws, maxAge: 60_000 });
    const first = reads.open();
    expect(first.oldest()).toBeUndefined();
    await getRole(first);
    jest.setSystemTime(60_000);
    const second = reads.open();
    await getRole(second, { name: 'other' });
    await getRole(second);
    expect(second.oldest()).toEqual(new Date(0));
    expect(aws.calls).toHaveLength(2);
    jest.setSystemTime(60_001);
    const third = reads.open();
    await getRole(third);
    expect(third.oldest()).toEqual(new Date(60_001));
    expect(aws.calls).toHaveLength(3);
  });

  it('forgets what nobody has asked for the longest', async () => {
    const reads = new SharedReads({ clients: aws, maxKept: 2 });
    const reading = reads.open();
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) {
      await getRole(reading, { name });
    }
    expect(aws.calls.map(({ input }) => input.RoleName)).toEqual([
      'a',
      'b',
      'c',
      'b',
    ]);
  });
});
