import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { escapeXml } from './escapeXml';
import type { HttpResponse } from './HttpMessage';
import type { Operation } from './Operation';
import type { Protocol } from './Protocol';
import { queryInput, type QueryDialect } from './queryInput';
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

/** Where EC2 has words of its own. */
const ec2Refusals: typeof refusals = {
  ...refusals,
  AccessDenied: { code: 'UnauthorizedOperation', status: 403 },
  Throttled: { code: 'RequestLimitExceeded', status: 503 },
};

const STRUCTURE = 3;
const NAMESPACE = 'sandbox';

/** A structure as the SDK writes schemas down. */
function structure(name: string, members: Record<string, unknown>): unknown {
  return [
    STRUCTURE,
    NAMESPACE,
    name,
    0,
    Object.keys(members),
    Object.values(members),
  ];
}

/**
 * The shape of a whole response: the result under the name that the protocol
 * gives it, and the request id. EC2 has nothing around the result.
 */
function responseSchema(
  { name, output }: Operation,
  dialect: QueryDialect,
): NormalizedSchema {
  const result = output.isStructSchema() ? output : undefined;
  const members =
    dialect === 'ec2'
      ? {
          ...Object.fromEntries(
            [...(result?.structIterator() ?? [])].map(([member, schema]) => [
              member,
              () => schema,
            ]),
          ),
          requestId: 0,
        }
      : {
          ...(result && { [`${name}Result`]: () => result.getSchema() }),
          ResponseMetadata: () =>
            structure('ResponseMetadata', { RequestId: 0 }),
        };
  return NormalizedSchema.of(structure(`${name}Response`, members) as any);
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
 * CloudFormation speak it, and EC2 a dialect of it.
 */
export function queryProtocol(options: {
  xmlNamespace: string;
  /** Default: `aws`. */
  dialect?: QueryDialect;
}): Protocol {
  const { dialect = 'aws' } = options;
  const settings = {
    timestampFormat: { useTrait: true, default: 5 as const },
    httpBindings: false,
    xmlNamespace: options.xmlNamespace,
    serviceNamespace: NAMESPACE,
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
      return {
        operation,
        input: queryInput(operation.input, parameters, dialect),
      };
    },

    write(operation, output, requestId) {
      let schema = responseSchemas.get(operation);
      if (!schema) {
        schema = responseSchema(operation, dialect);
        responseSchemas.set(operation, schema);
      }
      const serializer = new XmlShapeSerializer(settings);
      serializer.write(
        schema,
        dialect === 'ec2'
          ? { ...(output as object), requestId }
          : {
              [`${operation.name}Result`]: output ?? {},
              ResponseMetadata: { RequestId: requestId },
            },
      );
      return respond(200, String(serializer.flush()), requestId);
    },

    writeError(error: ServiceError, requestId) {
      const known = dialect === 'ec2' ? ec2Refusals : refusals;
      const { code, status } =
        error instanceof Refusal ? known[error.kind] : error;
      const said = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(
        error.message,
      )}</Message>`;
      const fault = status >= 500 ? 'Receiver' : 'Sender';
      return respond(
        status,
        dialect === 'ec2'
          ? `<Response><Errors><Error>${said}</Error></Errors><RequestID>${requestId}</RequestID></Response>`
          : `<ErrorResponse xmlns="${options.xmlNamespace}"><Error><Type>${fault}</Type>${said}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
        requestId,
      );
    },
  };
}
