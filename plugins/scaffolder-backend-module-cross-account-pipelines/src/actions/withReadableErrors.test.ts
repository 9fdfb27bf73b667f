import { InputError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { withReadableErrors } from './withReadableErrors';

function failWith(error: Error) {
  const action = createTemplateAction({
    id: 'test:fail',
    handler: async () => {
      throw error;
    },
  });
  return withReadableErrors(action).handler(createMockActionContext());
}

describe('withReadableErrors', () => {
  it('leaves what people are told without a stack', async () => {
    await expect(failWith(new InputError('Name it'))).rejects.toMatchObject({
      name: 'InputError',
      message: 'Name it',
      stack: 'InputError: Name it',
    });
  });

  it('leaves the stack of a bug', async () => {
    const bug = new TypeError('x is undefined');
    await expect(failWith(bug)).rejects.toBe(bug);
    expect(bug.stack).toContain('withReadableErrors.test.ts');
  });

  it('keeps what else the action is', () => {
    const action = createTemplateAction({
      id: 'test:keep',
      description: 'Kept.',
      supportsDryRun: true,
      handler: async () => {},
    });
    expect(withReadableErrors(action)).toMatchObject({
      id: 'test:keep',
      description: 'Kept.',
      supportsDryRun: true,
    });
  });
});
