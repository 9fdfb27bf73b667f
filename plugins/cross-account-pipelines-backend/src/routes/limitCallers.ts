import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';

/**
 * Lets each user do so much in a minute of what costs time or calls to AWS, on
 * each replica. Other plugins are not held up: they ask for many users.
 */
export function limitCallers(options: {
  httpAuth: HttpAuthService;
  nameOf: (credentials: BackstageCredentials) => string;
  isService: (credentials: BackstageCredentials) => boolean;
  /** Requests in a minute. */
  limit: number;
}): RequestHandler {
  const { httpAuth, nameOf, isService, limit } = options;
  const identify = (request: Parameters<RequestHandler>[0]) =>
    httpAuth.credentials(request, {
      allow: ['user', 'service', 'none'],
    });
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: async request => {
      const credentials = await identify(request);
      const { type } = credentials.principal as { type: string };
      return type === 'none'
        ? ipKeyGenerator(request.ip ?? '')
        : nameOf(credentials);
    },
    skip: async request => isService(await identify(request)),
    handler: (_, response) => {
      response.status(429).json({
        error: {
          name: 'TooManyRequestsError',
          message: `At most ${limit} of these requests in a minute are answered for one user; try again in a minute`,
        },
        response: { statusCode: 429 },
      });
    },
  });
}
