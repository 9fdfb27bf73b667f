import { adviseOn } from './adviseOn';

it('says in one line what to change', () => {
  const advice = adviseOn(
    'Resource handler returned message: "Policy contains a statement with one or more invalid principals. (Service: Kms, Status Code: 400, Request ID: 1)" (RequestToken: 2, HandlerErrorCode: InvalidRequest)',
  );
  expect(advice).toMatch(
    /^KMS refused the key policy because .* To mend it: Deploy the stacks that create those roles first/,
  );
  expect(advice).not.toContain('\n');
});

it.each([
  ['is not known', 'The quick brown fox'],
  ['can mean many things', 'AccessDenied: Access Denied'],
  ['is no fault', 'No updates are to be performed.'],
  ['only says that something failed', 'The stack is in UPDATE_FAILED'],
])('says nothing of a text that %s', (_, text) => {
  expect(adviseOn(text)).toBeUndefined();
});
