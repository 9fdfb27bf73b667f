import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import pLimit from 'p-limit';
import { FakeAws } from './__testUtils__/FakeAws';
import { AbsentError, AccountReads } from './AccountReads';
import { readShare } from './readShare';

const account = '111111111111';
const arn =
  'arn:aws:codeconnections:eu-west-1:222222222222:connection/11111111-2222';

describe('readShare', () => {
  const aws = new FakeAws(() => ({}));
  const reads = new AccountReads({ clients: aws, account, limit: pLimit(1) });
  let pages: Record<string, { resources: object[]; nextToken?: string }>;
  let asked: unknown[];
  const server = setupServer(
    http.post(/^https:\/\/ram\.eu-west-1\./, async ({ request }) => {
      const input = (await request.json()) as Record<string, unknown>;
      asked.push(input);
      return HttpResponse.json(pages[String(input.nextToken ?? '')], {
        headers: { 'x-amzn-requestid': '1' },
      });
    }),
  );

  beforeEach(() => {
    asked = [];
  });
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());

  it('finds what is shared, on a later page than an empty one, too', async () => {
    pages = {
      '': { resources: [], nextToken: 'more' },
      more: { resources: [{ arn }] },
    };
    await expect(readShare(reads, arn)).resolves.toBeUndefined();
    const question = { resourceOwner: 'OTHER-ACCOUNTS', resourceArns: [arn] };
    expect(asked).toEqual([question, { ...question, nextToken: 'more' }]);
  });

  it('says that something is not shared once all pages are read', async () => {
    pages = {
      '': { resources: [], nextToken: 'more' },
      more: { resources: [{ arn: `${arn}-other` }] },
    };
    await expect(readShare(reads, arn)).rejects.toThrow(AbsentError);
  });
});
