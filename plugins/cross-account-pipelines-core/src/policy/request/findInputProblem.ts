import type { AccessInput } from './AccessRequest';
import { isJsonObject } from '../isJsonObject';

/** In characters: longer than any ARN. */
const LONGEST_NAME = 4096;

const TEXTS = ['principal', 'action', 'resource', 'resourceAccount'] as const;
const LISTS_OF_TEXTS = ['principalIds', 'unknownContextKeys'] as const;
const LISTS_OF_LEVELS = [
  'serviceControlPolicies',
  'resourceControlPolicies',
] as const;

function areLevels(value: unknown): boolean {
  return (
    value === undefined || (Array.isArray(value) && value.every(Array.isArray))
  );
}

/** Asked for every request, and such a list may be long. */
function areTexts(value: unknown): boolean {
  if (!Array.isArray(value)) {
    return false;
  }
  for (const item of value) {
    if (typeof item !== 'string') {
      return false;
    }
  }
  return true;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_NAME;
}

/** Most requests are sound, which is told without going from name to name. */
function isSound(input: AccessInput): boolean {
  const { request } = input;
  return (
    isName(request.principal) &&
    isName(request.action) &&
    isName(request.resource) &&
    typeof request.resourceAccount === 'string' &&
    typeof request.context === 'object' &&
    request.context !== null &&
    (request.principalIds === undefined || areTexts(request.principalIds)) &&
    (request.unknownContextKeys === undefined ||
      areTexts(request.unknownContextKeys)) &&
    areLevels(input.serviceControlPolicies) &&
    areLevels(input.resourceControlPolicies) &&
    Array.isArray(input.identityPolicies) &&
    !Array.isArray(request.context)
  );
}

/** Why a request cannot be decided at all, if it cannot. */
export function findInputProblem(input: AccessInput): string | undefined {
  if (!isJsonObject(input) || !isJsonObject(input.request)) {
    return 'There is no request';
  }
  return isSound(input) ? undefined : findPartProblem(input);
}

function findPartProblem(input: AccessInput): string | undefined {
  const { request } = input;
  for (const name of TEXTS) {
    const text: unknown = request[name];
    if (typeof text !== 'string') {
      return `The ${name} of the request must be a text`;
    }
    if (text.length > LONGEST_NAME) {
      return `The ${name} of the request is longer than ${LONGEST_NAME} characters`;
    }
  }
  if (!isJsonObject(request.context)) {
    return 'The context of the request must be an object';
  }
  for (const name of LISTS_OF_TEXTS) {
    if (request[name] !== undefined && !areTexts(request[name])) {
      return `The ${name} of the request must be a list of texts`;
    }
  }
  if (!Array.isArray(input.identityPolicies)) {
    return 'The identityPolicies must be a list';
  }
  for (const name of LISTS_OF_LEVELS) {
    if (!areLevels(input[name])) {
      return `The ${name} must be a list of lists, one a level`;
    }
  }
  return undefined;
}
