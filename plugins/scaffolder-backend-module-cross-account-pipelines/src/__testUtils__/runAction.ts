import { mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';

/** Runs an action as a step of a task does. */
export function runAction(
  action: TemplateAction<any, any, any>,
  options: { input: object; isDryRun?: boolean },
) {
  const logger = mockServices.logger.mock();
  const output = jest.fn();
  const done = action.handler({
    ...createMockActionContext({ input: options.input as any }),
    logger,
    output,
    isDryRun: options.isDryRun,
  } as any);
  const lines = () => logger.info.mock.calls.map(([line]) => line as string);
  return { done, lines, log: () => lines().join('\n'), output };
}
