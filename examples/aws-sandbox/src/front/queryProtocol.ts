import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { escapeXml } from './escapeXml';
import type { HttpResponse } from './HttpMessage';
import type { Operation } from './Operation';
import type { Protocol } from './Protocol';
import { queryInput } from './queryInput';
import { Refusal, RefusalKind, ServiceError } from './ServiceError';

const refusals: Record<RefusalKind, { code: string; status: number }> = {
  AccessDenied: { code: 'AccessDenied', status: 403 },
  BadSignature: { code: 'SignatureDoesNotMatch', status: 403 },
  ExpiredToken: { code: 'ExpiredToken', status: 403 },
  InternalFailure: { code: 'InternalFailure', status: 500 },
  MissingParameter: { code: 'ValidationError', status: 400 },
  MissingToken: { code: 'MissingAuthenticationToken', status: 403 },
  RequestTooLarge: { code: 'RequestEntityTooLarge', status: 413 },
  Throttled: { code: 'Throttling', status: 400 },
  UnknownAccessKey: { code: 'InvalidClientTokenId', status: 403 },
  UnknownOperation: { code: 'InvalidAction', status: 400 },
  UnreadableRequest: { code: 'MalformedQueryString', status: 400 },
};

const STRUCTURE = 3;

/**
 * The shape of a whole response: the result under the name that the protocol
 * gives it, and the request id.
 */
function responseSchema(operation: Operation): NormalizedSchema {
  const namespace = 'sandbox';
  const metadata = [
    STRUCTURE,
    namespace,
    'ResponseMetadata',
    0,
    ['RequestId'],
    [0],
  ];
  const members = ['ResponseMetadata'];
  const schemas: unknown[] = [() => metadata];
  if (operation.output.isStructSchema()) {
    members.unshift(`${operation.name}Result`);
    schemas.unshift(() => operation.output.getSchema());
  }
  return NormalizedSchema.of([
    STRUCTURE,
    namespace,
    `${operation.name}Response`,
    0,
    members,
    schemas,
  ] as any);
}

function respond(
  status: number,
  body: string,
  requestId: string,
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body,
  };
}

/**
 * The AWS query protocol: form parameters in, XML out. STS, IAM and
 * CloudFormation speak it.
 */
export function queryProtocol(options: { xmlNamespace: string }): Protocol {
  const settings = {
    timestampFormat: { useTrait: true, default: 5 as const },
    httpBindings: false,
    xmlNamespace: options.xmlNamespace,
    serviceNamespace: 'sandbox',
  };
  const responseSchemas = new Map<Operation, NormalizedSchema>();

  return {
    read(request, operations) {
      const parameters = new URLSearchParams(
        request.method === 'POST'
          ? request.body.toString('utf8')
          : request.query,
      );
      const action = parameters.get('Action');
      const operation = operations.find(({ name }) => name === action);
      if (!operation) {
        throw new Refusal(
          'UnknownOperation',
          `Could not find operation ${action} for version ${parameters.get(
            'Version',
          )}`,
        );
      }
      return { operation, input: queryInput(operation.input, parameters) };
    },

    write(operation, output, requestId) {
      let schema = responseSchemas.get(operation);
      if (!schema) {
        schema = responseSchema(operation);
        responseSchemas.set(operation, schema);
      }
      const serializer = new XmlShapeSerializer(settings);
      serializer.write(schema, {
        [`${operation.name}Result`]: output ?? {},
        ResponseMetadata: { RequestId: requestId },
      });
      return respond(200, String(serializer.flush()), requestId);
    },

    writeError(error: ServiceError, requestId) {
      const { code, status } =
        error instanceof Refusal ? refusals[error.kind] : error;
      return respond(
        status,
        `<ErrorResponse xmlns="${options.xmlNamespace}"><Error><Type>${
          status >= 500 ? 'Receiver' : 'Sender'
        }</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(
          error.message,
        )}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
        requestId,
      );
    },
  };
}
