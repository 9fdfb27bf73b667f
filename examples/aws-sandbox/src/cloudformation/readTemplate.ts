import { TemplateError } from 'backstage-plugin-cross-account-pipelines-core';
import {
  listDependencies,
  parseTemplate,
  TemplateBody,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { ServiceError } from '../front/ServiceError';
import { resourceTypes } from '../resources/resourceTypes';
import { getObject } from '../s3/objects';
import type { Call } from '../world/Call';
import { validationError } from './errors';

/** Bytes. See `AWSCloudFormation/latest/UserGuide/cloudformation-limits`. */
const INLINE_LIMIT = 51_200;
const S3_LIMIT = 1_048_576;
const MAX_RESOURCES = 500;

export interface TemplateSource {
  TemplateBody?: string;
  TemplateURL?: string;
}

export interface ReadTemplate {
  text: string;
  body: TemplateBody;
}

/** Path style at any endpoint, or S3's own virtual-hosted form. */
function locate(url: string): { Bucket: string; Key: string } {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw validationError('TemplateURL must be a supported URL.');
  }
  const hosted = /^([^.]+)\.s3[.-]/.exec(parsed.hostname)?.[1];
  const path = decodeURIComponent(parsed.pathname).slice(1);
  const slash = path.indexOf('/');
  return hosted
    ? { Bucket: hosted, Key: path }
    : { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
}

function fetchTemplate(call: Call, url: string): string {
  try {
    return getObject(call, locate(url)).Body.toString('utf8');
  } catch (error) {
    if (error instanceof ServiceError) {
      throw validationError(`S3 error: ${error.message}`);
    }
    throw error;
  }
}

function readText(call: Call, source: TemplateSource): string {
  if (source.TemplateURL) {
    const text = fetchTemplate(call, source.TemplateURL);
    if (Buffer.byteLength(text) > S3_LIMIT) {
      throw validationError(
        `Template may not exceed ${S3_LIMIT} bytes in size.`,
      );
    }
    return text;
  }
  const text = source.TemplateBody;
  if (!text) {
    throw validationError(
      'Either Template URL or Template Body must be specified.',
    );
  }
  if (Buffer.byteLength(text) > INLINE_LIMIT) {
    throw validationError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${INLINE_LIMIT}`,
    );
  }
  return text;
}

function checkTypes(body: TemplateBody): void {
  const unknown = Object.values(body.Resources)
    .map(({ Type }) => Type)
    .filter(type => !resourceTypes.has(type));
  if (unknown.length > 0) {
    throw validationError(
      `Template format error: Unrecognized resource types: [${[
        ...new Set(unknown),
      ].join(', ')}]. The sandbox has ${[...resourceTypes.keys()].join(', ')}.`,
    );
  }
}

function checkReferences(body: TemplateBody): void {
  const known = new Set([
    ...Object.keys(body.Resources),
    ...Object.keys(body.Parameters ?? {}),
  ]);
  const dangling = Object.values(body.Resources)
    .flatMap(listDependencies)
    .filter(name => !known.has(name));
  if (dangling.length > 0) {
    throw validationError(
      `Template format error: Unresolved resource dependencies [${[
        ...new Set(dangling),
      ].join(', ')}] in the Resources block of the template`,
    );
  }
}

/**
 * Reads and checks a template.
 *
 * @throws ServiceError `ValidationError`
 */
export function readTemplate(call: Call, source: TemplateSource): ReadTemplate {
  const text = readText(call, source);
  let body: TemplateBody;
  try {
    ({ body } = parseTemplate({ text, file: 'template' }));
  } catch (error) {
    if (error instanceof TemplateError) {
      throw validationError(`Template format error: ${error.message}`);
    }
    throw error;
  }
  const count = Object.keys(body.Resources).length;
  if (count > MAX_RESOURCES) {
    throw validationError(
      `Template format error: Number of resources, ${count}, is greater than maximum allowed, ${MAX_RESOURCES}`,
    );
  }
  if (body.Transform) {
    throw validationError('The sandbox does not process transforms');
  }
  checkTypes(body);
  checkReferences(body);
  return { text, body };
}
