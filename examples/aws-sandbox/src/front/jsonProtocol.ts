import {
  JsonShapeDeserializer2,
  JsonShapeSerializer2,
} from '@aws-sdk/core/protocols';
import type { HttpResponse } from './HttpMessage';
import type { Protocol } from './Protocol';
import { Refusal, RefusalKind, ServiceError } from './ServiceError';

const settings = {
  timestampFormat: { useTrait: true, default: 7 as const },
  jsonName: false,
};

/** How services that speak JSON call what each of them can answer. */
export const jsonRefusals: Record<
  RefusalKind,
  { code: string; status: number }
> = {
  AccessDenied: { code: 'AccessDeniedException', status: 400 },
  BadSignature: { code: 'InvalidSignatureException', status: 403 },
  ExpiredToken: { code: 'ExpiredTokenException', status: 400 },
  InternalFailure: { code: 'InternalFailure', status: 500 },
  MissingParameter: { code: 'ValidationException', status: 400 },
  MissingToken: { code: 'MissingAuthenticationTokenException', status: 400 },
  RequestTooLarge: { code: 'RequestEntityTooLarge', status: 413 },
  Throttled: { code: 'ThrottlingException', status: 400 },
  UnknownAccessKey: { code: 'UnrecognizedClientException', status: 400 },
  UnknownOperation: { code: 'UnknownOperationException', status: 400 },
  UnreadableRequest: { code: 'SerializationException', status: 400 },
};

function respond(
  status: number,
  body: string | Uint8Array,
  requestId: string,
): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
    },
    body,
  };
}

function parse(body: Buffer): object {
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text || '{}');
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal('UnreadableRequest', 'The request is not a JSON object');
  }
  return value;
}

/**
 * The AWS JSON 1.1 protocol: the operation in `X-Amz-Target`, JSON in and out.
 * KMS and the Code services speak it.
 */
export function jsonProtocol(): Protocol {
  return {
    read(request, operations) {
      const target = request.headers['x-amz-target'] ?? '';
      const action = target.slice(target.lastIndexOf('.') + 1);
      const operation = operations.find(({ name }) => name === action);
      if (!operation) {
        throw new Refusal(
          'UnknownOperation',
          `The sandbox does not know the operation ${target}`,
        );
      }
      const body = parse(request.body);
      try {
        return {
          operation,
          input: operation.input.isStructSchema()
            ? new JsonShapeDeserializer2(settings).readObject(
                operation.input,
                body as any,
              )
            : {},
        };
      } catch (error) {
        throw new Refusal('UnreadableRequest', String(error));
      }
    },

    write(operation, output, requestId) {
      if (!operation.output.isStructSchema()) {
        return respond(200, '{}', requestId);
      }
      const serializer = new JsonShapeSerializer2(settings);
      serializer.write(operation.output, output ?? {});
      return respond(200, serializer.flush(), requestId);
    },

    writeError(error: ServiceError, requestId) {
      const { code, status } =
        error instanceof Refusal ? jsonRefusals[error.kind] : error;
      return respond(
        status,
        JSON.stringify({
          __type: code,
          message: error.message,
          ...error.members,
        }),
        requestId,
      );
    },
  };
}
