import { setupServer } from 'msw/node';
import pLimit from 'p-limit';
import { FakeAws, type FakeAnswer } from './__testUtils__/FakeAws';
import { AbsentError, AccountReads } from './AccountReads';
import { readConnection } from './readConnection';

const account = '111111111111';
const arnOf = (prefix: string) =>
  `arn:aws:${prefix}:eu-west-1:${account}:connection/1234`;
const oldArn = arnOf('codestar-connections');
const newArn = arnOf('codeconnections');

describe('readConnection', () => {
  let answer: FakeAnswer;
  const aws = new FakeAws(() => answer);
  const server = setupServer(...aws.handlers);
  const reads = new AccountReads({ clients: aws, account, limit: pLimit(1) });

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());

  it.each([
    [oldArn, 'AVAILABLE'],
    [newArn, 'PENDING'],
  ])('reads %s', async (arn, status) => {
    answer = { Connection: { ConnectionArn: arn, ConnectionStatus: status } };
    await expect(readConnection(reads, arn)).resolves.toEqual({ arn, status });
    expect(aws.calls.at(-1)).toEqual({
      operation: 'codestar-connections:GetConnection',
      account,
      region: 'eu-west-1',
      input: { ConnectionArn: arn },
    });
  });

  it('says that a connection of the older prefix does not exist', async () => {
    answer = 'ResourceNotFoundException';
    await expect(readConnection(reads, oldArn)).rejects.toThrow(AbsentError);
  });

  it('does not say so of the newer prefix, which another API may know', async () => {
    answer = 'ResourceNotFoundException';
    const reading = readConnection(reads, newArn);
    await expect(reading).rejects.toThrow(/cannot be told$/);
    await expect(reading).rejects.not.toThrow(AbsentError);
  });

  it('names the permission that the connection asks for', async () => {
    answer = 'AccessDeniedException';
    await expect(readConnection(reads, newArn)).rejects.toThrow(
      'codeconnections:GetConnection was denied in account 111111111111, eu-west-1',
    );
  });
});
