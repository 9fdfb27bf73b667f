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
  let later: FakeAnswer;
  const aws = new FakeAws(({ operation }) =>
    operation === 'cloudcontrolapi:GetResource' ? later : answer,
  );
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

  describe('asks, for the newer prefix that the older API may not know,', () => {
    const notThere = 'ResourceNotFoundException';
    const asResource = (said: FakeAnswer) => {
      later = said;
      answer = notThere;
      return readConnection(reads, newArn);
    };

    it('CloudFormation, which says how it is', async () => {
      await expect(
        asResource({
          ResourceDescription: {
            Properties: JSON.stringify({ ConnectionStatus: 'AVAILABLE' }),
          },
        } as never),
      ).resolves.toEqual({ arn: newArn, status: 'AVAILABLE' });
    });

    it('CloudFormation, which says that it is not there', async () => {
      await expect(asResource(notThere)).rejects.toThrow(AbsentError);
    });

    it('and names the permission where that is refused', async () => {
      const reading = asResource('AccessDeniedException');
      await expect(reading).rejects.toThrow('cloudformation:GetResource');
      await expect(reading).rejects.not.toThrow(AbsentError);
    });
  });

  it('names the permission that the connection asks for', async () => {
    answer = 'AccessDeniedException';
    await expect(readConnection(reads, newArn)).rejects.toThrow(
      'codeconnections:GetConnection was denied in account 111111111111, eu-west-1',
    );
  });
});
