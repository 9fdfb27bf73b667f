import { randomUUID } from 'node:crypto';
import { findCaller } from '../access/findCaller';
import type { Call } from '../world/Call';
import { regions } from '../world/regions';
import type { World } from '../world/World';
import { decodeChunks } from './decodeChunks';
import type { HttpRequest, HttpResponse } from './HttpMessage';
import { jsonProtocol } from './jsonProtocol';
import type { IncomingCall } from './Protocol';
import type { Service } from './Service';
import { Refusal, ServiceError } from './ServiceError';
import { readSignature, Signature, verifySignature } from './Signature';

/**
 * Answers signed AWS requests.
 */
export type Front = (request: HttpRequest) => Promise<HttpResponse>;

const unknownService = jsonProtocol();

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function checkRequired({ operation, input }: IncomingCall) {
  const absent = operation.required.filter(name => isEmpty(input[name]));
  if (absent.length === 0) {
    return;
  }
  const problems = absent.map(name => {
    const member = name[0].toLowerCase() + name.slice(1);
    return `Value null at '${member}' failed to satisfy constraint: Member must not be null`;
  });
  throw new Refusal(
    'MissingParameter',
    `${problems.length} validation error${
      problems.length > 1 ? 's' : ''
    } detected: ${problems.join('; ')}`,
  );
}

function withPlainBody(request: HttpRequest): HttpRequest {
  return request.headers['content-encoding']?.includes('aws-chunked') ||
    request.headers['x-amz-content-sha256']?.startsWith('STREAMING-')
    ? { ...request, body: decodeChunks(request.body) }
    : request;
}

function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) {
    return error;
  }
  return new Refusal(
    'InternalFailure',
    `The sandbox failed: ${error instanceof Error ? error.stack : error}`,
  );
}

/**
 * One front for all services. The SigV4 credential scope names service and
 * Region, the access key names the caller.
 */
export function createFront(world: World, services: Service[]): Front {
  const byName = new Map(services.map(each => [each.signingName, each]));

  function authenticate(request: HttpRequest, signature: Signature) {
    const credential = world.credentials.find(
      signature.accessKeyId,
      request.headers['x-amz-security-token'],
    );
    verifySignature({
      request,
      signature,
      secretAccessKey: credential.secretAccessKey,
    });
    return findCaller(world, credential);
  }

  async function answer(
    service: Service,
    signature: Signature,
    request: HttpRequest,
    requestId: string,
  ): Promise<HttpResponse> {
    if (request.body.length > service.bodyLimit) {
      throw new Refusal(
        'RequestTooLarge',
        `The request is longer than ${service.bodyLimit} bytes`,
      );
    }
    const caller = authenticate(request, signature);
    await world.slowness.pass(service.signingName);
    world.throttles.take(service.signingName);
    const incoming = service.protocol.read(
      withPlainBody(request),
      service.operations,
    );
    world.rates.take({
      account: caller.account,
      region: signature.region,
      action: `${service.signingName}:${incoming.operation.name}`,
    });
    checkRequired(incoming);
    const call: Call = {
      world,
      caller,
      region: signature.region,
      requestId,
      context: { 'aws:SourceIp': '127.0.0.1', 'aws:SecureTransport': 'true' },
    };
    const output = await incoming.operation.run(call, incoming.input);
    return service.protocol.write(incoming.operation, output, requestId);
  }

  return async request => {
    const requestId = randomUUID();
    let service: Service | undefined;
    try {
      const signature = readSignature(request);
      if (!signature) {
        throw new Refusal(
          'MissingToken',
          'Request is missing Authentication Token',
        );
      }
      service = byName.get(signature.service);
      if (!service) {
        throw new Refusal(
          'UnknownOperation',
          `The sandbox has no service ${signature.service}`,
        );
      }
      if (!regions.includes(signature.region)) {
        throw new Refusal(
          'UnknownOperation',
          `The sandbox has no Region ${signature.region}`,
        );
      }
      return await answer(service, signature, request, requestId);
    } catch (error) {
      return (service?.protocol ?? unknownService).writeError(
        toServiceError(error),
        requestId,
        request,
      );
    }
  };
}
