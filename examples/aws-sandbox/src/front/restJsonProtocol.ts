import {
  JsonShapeDeserializer2,
  JsonShapeSerializer2,
} from '@aws-sdk/core/protocols';
import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { HttpRequest, HttpResponse } from './HttpMessage';
import { jsonRefusals } from './jsonProtocol';
import type { Operation } from './Operation';
import type { Protocol } from './Protocol';
import { Refusal, ServiceError } from './ServiceError';

const settings = {
  timestampFormat: { useTrait: true, default: 7 as const },
  jsonName: true,
  httpBindings: true,
};

/** Values of `{Name}` in a path, if the path fits; `{Name+}` takes slashes. */
function matchPath(
  template: string,
  path: string,
): Record<string, string> | undefined {
  const names: string[] = [];
  const source = template
    .split('?')[0]
    .replace(/[.*^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)(\+?)\}/g, (_, name, greedy) => {
      names.push(name);
      return greedy ? '(.+)' : '([^/]+)';
    });
  const match = new RegExp(`^${source}/?$`).exec(path);
  return match
    ? Object.fromEntries(
        names.map((name, index) => [
          name,
          decodeURIComponent(match[index + 1]),
        ]),
      )
    : undefined;
}

function route(operations: Operation[], { method, path }: HttpRequest) {
  for (const operation of operations) {
    const [wanted, template] = operation.http!;
    const labels = wanted === method ? matchPath(template, path) : undefined;
    if (labels) {
      return { operation, labels };
    }
  }
  throw new Refusal(
    'UnknownOperation',
    `The sandbox does not know the operation ${method} ${path}`,
  );
}

function readBody({ body }: HttpRequest): object {
  try {
    const value = JSON.parse(body.toString('utf8') || '{}');
    if (typeof value === 'object' && value !== null) {
      return value;
    }
  } catch {
    // Said below.
  }
  throw new Refusal('UnreadableRequest', 'The request is not a JSON object');
}

function respond(
  status: number,
  body: string | Uint8Array,
  requestId: string,
  more: Record<string, string> = {},
): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      ...more,
    },
    body,
  };
}

/**
 * The REST-JSON protocol: parts of the input in path and query, the rest in a
 * JSON body. Lambda and EKS speak it.
 */
export function restJsonProtocol(): Protocol {
  const fromString = new FromStringShapeDeserializer(settings);

  function readQuery(member: NormalizedSchema, values: string[]): unknown {
    if (values.length === 0) {
      return undefined;
    }
    return member.isListSchema() ? values : fromString.read(member, values[0]);
  }

  return {
    read(request, operations) {
      const { operation, labels } = route(operations, request);
      const query = new URLSearchParams(request.query);
      const input: Record<string, unknown> = operation.input.isStructSchema()
        ? (new JsonShapeDeserializer2(settings).readObject(
            operation.input,
            readBody(request) as any,
          ) as Record<string, unknown>)
        : {};
      for (const [name, member] of operation.input.structIterator()) {
        const { httpLabel, httpQuery } = member.getMergedTraits();
        if (httpLabel) {
          input[name] = labels[name];
        } else if (httpQuery) {
          input[name] = readQuery(member, query.getAll(httpQuery));
        }
      }
      return { operation, input };
    },

    write(operation, output, requestId) {
      const serializer = new JsonShapeSerializer2(settings);
      serializer.write(operation.output, output ?? {});
      return respond(operation.http![2], serializer.flush(), requestId);
    },

    writeError(error: ServiceError, requestId) {
      const { code, status } =
        error instanceof Refusal ? jsonRefusals[error.kind] : error;
      return respond(
        error instanceof Refusal && error.kind === 'AccessDenied'
          ? 403
          : status,
        JSON.stringify({ message: error.message, ...error.members }),
        requestId,
        { 'x-amzn-errortype': code },
      );
    },
  };
}
