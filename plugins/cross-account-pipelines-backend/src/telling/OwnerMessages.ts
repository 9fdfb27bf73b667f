import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';

type Payload = Parameters<NotificationService['send']>[0]['payload'];

/**
 * Sends notifications to the owners of entities. A portal without notifications
 * works as well.
 */
export class OwnerMessages {
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;

  constructor(options: {
    logger: LoggerService;
    notifications: NotificationService;
  }) {
    this.#logger = options.logger;
    this.#notifications = options.notifications;
  }

  /** Never rejects: whoever was not told is in the log. */
  async send(entityRefs: string[], payload: Payload): Promise<void> {
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: [...new Set(entityRefs)] },
        payload: { ...payload, topic: 'cross-account-pipelines' },
      });
    } catch (error) {
      this.#logger.warn(
        `The owner was not notified that "${payload.title}": ${stringifyError(
          error,
        )}`,
      );
    }
  }
}
