import {
  XmlShapeDeserializer,
  XmlShapeSerializer,
} from '@aws-sdk/core/protocols';
import {
  FromStringShapeDeserializer,
  ToStringShapeSerializer,
} from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { escapeXml } from './escapeXml';
import type { HttpRequest, HttpResponse } from './HttpMessage';
import type { Operation } from './Operation';
import type { Protocol } from './Protocol';
import { RestTarget, restRoute, restTarget } from './restRoute';
import { Refusal, RefusalKind, ServiceError } from './ServiceError';

const refusals: Record<RefusalKind, { code: string; status: number }> = {
  AccessDenied: { code: 'AccessDenied', status: 403 },
  BadSignature: { code: 'SignatureDoesNotMatch', status: 403 },
  ExpiredToken: { code: 'ExpiredToken', status: 400 },
  InternalFailure: { code: 'InternalError', status: 500 },
  MissingParameter: { code: 'InvalidRequest', status: 400 },
  MissingToken: { code: 'AccessDenied', status: 403 },
  RequestTooLarge: { code: 'EntityTooLarge', status: 400 },
  Throttled: { code: 'SlowDown', status: 503 },
  UnknownAccessKey: { code: 'InvalidAccessKeyId', status: 403 },
  UnknownOperation: { code: 'NotImplemented', status: 501 },
  UnreadableRequest: { code: 'MalformedXML', status: 400 },
};

type Input = Record<string, unknown>;

function nameOf(schema: NormalizedSchema): string {
  return schema.getMergedTraits().xmlName ?? schema.getName() ?? '';
}

/**
 * The REST-XML protocol: parts of the input in path, query and headers, the
 * rest in an XML or raw body. S3 speaks it.
 */
export function restXmlProtocol(options: { xmlNamespace: string }): Protocol {
  const settings = {
    timestampFormat: { useTrait: true, default: 5 as const },
    httpBindings: true,
    xmlNamespace: options.xmlNamespace,
    serviceNamespace: 'sandbox',
  };
  const fromString = new FromStringShapeDeserializer(settings);
  const toString = new ToStringShapeSerializer(settings);
  const xml = new XmlShapeDeserializer(settings);

  function readPayload(member: NormalizedSchema, body: Buffer): unknown {
    if (member.isBlobSchema()) {
      return body;
    }
    if (member.isStringSchema()) {
      return body.toString('utf8');
    }
    return body.length ? xml.read(member, body.toString('utf8')) : undefined;
  }

  function prefixed(prefix: string, headers: Record<string, string>): object {
    return Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    );
  }

  function readMember(
    name: string,
    member: NormalizedSchema,
    target: RestTarget,
    request: HttpRequest,
  ): unknown {
    const traits = member.getMergedTraits();
    if (traits.httpLabel) {
      return name === 'Key' ? target.key : target.bucket;
    }
    if (traits.httpPrefixHeaders) {
      return prefixed(traits.httpPrefixHeaders.toLowerCase(), request.headers);
    }
    if (traits.httpPayload) {
      return readPayload(member, request.body);
    }
    const text = traits.httpHeader
      ? request.headers[traits.httpHeader.toLowerCase()]
      : target.query.get(traits.httpQuery ?? '') ?? undefined;
    return text === undefined ? undefined : fromString.read(member, text);
  }

  function readInput(
    operation: Operation,
    target: RestTarget,
    request: HttpRequest,
  ): Input {
    const input: Input = {};
    for (const [name, member] of operation.input.structIterator()) {
      const value = readMember(name, member, target, request);
      if (value !== undefined) {
        input[name] = value;
      }
    }
    return input;
  }

  function headerText(member: NormalizedSchema, value: unknown): string {
    toString.write(member, value);
    return toString.flush();
  }

  function writeHeaders(operation: Operation, output: Input) {
    const headers: Record<string, string> = {};
    for (const [name, member] of operation.output.structIterator()) {
      const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
      const value = output[name];
      if (value === undefined) {
        continue;
      }
      if (httpHeader) {
        headers[httpHeader.toLowerCase()] = headerText(member, value);
      } else if (httpPrefixHeaders) {
        for (const [key, text] of Object.entries(value as object)) {
          headers[`${httpPrefixHeaders.toLowerCase()}${key}`] = String(text);
        }
      }
    }
    return headers;
  }

  function writeBody(operation: Operation, output: Input): string | Uint8Array {
    const members = [...operation.output.structIterator()];
    const payload = members.find(
      ([, member]) => member.getMergedTraits().httpPayload,
    );
    if (payload) {
      const [name, member] = payload;
      const value = output[name];
      if (value === undefined) {
        return '';
      }
      if (typeof value === 'string' || value instanceof Uint8Array) {
        return value;
      }
      const serializer = new XmlShapeSerializer(settings);
      serializer.write(member, value);
      return String(serializer.flush());
    }
    const inBody = members.filter(([, member]) => {
      const traits = member.getMergedTraits();
      return !traits.httpHeader && !traits.httpPrefixHeaders;
    });
    if (inBody.length === 0) {
      return '';
    }
    const root = nameOf(operation.output);
    if (inBody.length === 1 && inBody[0][0] === root) {
      // GetBucketLocation: the only member is the root element itself.
      return `<${root} xmlns="${options.xmlNamespace}">${escapeXml(
        String(output[root] ?? ''),
      )}</${root}>`;
    }
    const serializer = new XmlShapeSerializer(settings);
    serializer.write(
      operation.output,
      Object.fromEntries(inBody.map(([name]) => [name, output[name]])),
    );
    return String(serializer.flush());
  }

  return {
    read(request, operations) {
      let target: RestTarget;
      try {
        target = restTarget(request);
      } catch {
        throw new Refusal('UnreadableRequest', 'The path is not valid');
      }
      const operation = restRoute(operations, target, request);
      if (!operation) {
        throw new Refusal(
          'UnknownOperation',
          `The sandbox has no S3 operation for ${request.method} ${request.path}?${request.query}`,
        );
      }
      try {
        return { operation, input: readInput(operation, target, request) };
      } catch (error) {
        throw new Refusal(
          'UnreadableRequest',
          `The request of ${operation.name} cannot be read: ${error}`,
        );
      }
    },

    write(operation, output, requestId): HttpResponse {
      const status = operation.http![2];
      const common = { 'x-amz-request-id': requestId };
      if (!operation.output.isStructSchema()) {
        return { status, headers: common, body: '' };
      }
      const body = writeBody(operation, (output ?? {}) as Input);
      return {
        status,
        headers: {
          ...common,
          ...(typeof body === 'string' && body
            ? { 'content-type': 'application/xml' }
            : {}),
          ...writeHeaders(operation, (output ?? {}) as Input),
        },
        body,
      };
    },

    writeError(error: ServiceError, requestId, request): HttpResponse {
      const { code, status } =
        error instanceof Refusal ? refusals[error.kind] : error;
      const further = Object.entries(error.members)
        .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
        .join('');
      return {
        status,
        headers: {
          'content-type': 'application/xml',
          'x-amz-request-id': requestId,
        },
        body:
          request.method === 'HEAD'
            ? ''
            : `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${escapeXml(
                code,
              )}</Code><Message>${escapeXml(
                error.message,
              )}</Message>${further}<RequestId>${requestId}</RequestId></Error>`,
      };
    },
  };
}
