import { CustomErrorBase } from '@backstage/errors';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

/**
 * Keeps stack traces out of the task's log, where the scaffolder writes the
 * stack of whatever an action throws. What was meant for people is left with its
 * message; the stack of a bug stays.
 */
export function withReadableErrors<
  TAction extends TemplateAction<any, any, any>,
>(action: TAction): TAction {
  return {
    ...action,
    handler: async context => {
      try {
        await action.handler(context);
      } catch (error) {
        if (error instanceof CustomErrorBase) {
          error.stack = `${error.name}: ${error.message}`;
        }
        throw error;
      }
    },
  };
}
