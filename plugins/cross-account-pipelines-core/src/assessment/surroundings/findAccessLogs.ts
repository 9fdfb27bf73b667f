import type { BucketState } from '../../estate';
import { evaluateAccess } from '../../policy';
import { hopsOf, say, type Finding, type Words } from '../../report';
import {
  contextOfEveryCall,
  guardrailPolicies,
  unknownOfEveryCall,
} from '../access/accessContext';
import type { AssessmentScope } from '../AssessmentScope';
import { documentPolicy } from '../documents/documentPolicy';
import { documentAt } from '../documents/documentReference';
import { findingAround } from './findingAround';

interface Logged {
  bucket: string;
  account: string;
  region: string;
  logs: string;
  prefix: string;
}

interface Problem {
  health: Finding['health'];
  message: Words;
  remedy: Words;
}

/**
 * Buckets of a pipeline whose access logs S3 cannot write: it refuses to be told
 * to, or drops them without a word.
 *
 * See `AmazonS3/latest/userguide/ServerLogs` and
 * `AmazonS3/latest/userguide/enable-server-access-logging`.
 */
export function findAccessLogs(scope: AssessmentScope): Finding[] {
  const { view, links } = scope;
  const buckets = new Map<string, string>();
  for (const { target } of hopsOf(links).filter(hop => hop.type === 'access')) {
    if (target.type === 'bucket') {
      buckets.set(target.name, target.account);
    }
  }
  return [...buckets].flatMap(([bucket, presumed]): Finding[] => {
    const found = view.bucket(bucket, presumed);
    if (found.state !== 'found' || !found.value.accessLogs) {
      return [];
    }
    const { account, value } = found;
    const { region, source, accessLogs } = value;
    const { bucket: logs, prefix } = accessLogs!;
    const problem = problemOf(scope, { bucket, account, region, logs, prefix });
    if (!problem) {
      return [];
    }
    const arn = `arn:${links.partition}:s3:::${bucket}`;
    return [
      findingAround(scope, {
        rule: `access-logs-${
          problem.health === 'broken' ? 'refused' : 'undelivered'
        }`,
        ...problem,
        document: documentAt('bucket', arn, account),
        source: source && { file: source.file, line: source.line },
      }),
    ];
  });
}

function problemOf(
  scope: AssessmentScope,
  logged: Logged,
): Problem | undefined {
  const { bucket, account, region, logs, prefix } = logged;
  const found = scope.view.bucket(logs, account);
  // What no template makes may be there all the same.
  if (found.state !== 'found') {
    return undefined;
  }
  const { account: owner, value: target } = found;
  const unfit = say('remedy.logs-unfit', { account, region });
  if (owner !== account || target.region !== region) {
    return {
      health: 'broken',
      message: say('finding.logs-elsewhere', {
        bucket,
        logs,
        account: owner,
        region: target.region,
      }),
      remedy: unfit,
    };
  }
  const health = 'warning';
  if (target.retains || target.encryption?.algorithm.startsWith('aws:kms')) {
    return {
      health,
      message: say('finding.logs-unfit', { bucket, logs }),
      remedy: unfit,
    };
  }
  return isRefused(scope, logged, target)
    ? {
        health,
        message: say('finding.logs-refused', { bucket, logs, prefix }),
        remedy: say('remedy.logs-refused', { bucket, logs, account, prefix }),
      }
    : undefined;
}

function isRefused(
  { view, links }: AssessmentScope,
  { bucket, account, logs, prefix }: Logged,
  target: BucketState,
): boolean {
  const arnOf = (name: string) => `arn:${links.partition}:s3:::${name}`;
  const { policy, policyUnreadable: unreadable } = target;
  const { decision } = evaluateAccess({
    request: {
      principal: 'logging.s3.amazonaws.com',
      action: 's3:PutObject',
      // As S3 names them, after the prefix.
      resource: `${arnOf(logs)}/${prefix}2026-01-31-00-00-00-0123456789ABCDEF`,
      resourceAccount: account,
      context: {
        ...contextOfEveryCall,
        'aws:SourceAccount': account,
        'aws:SourceArn': arnOf(bucket),
      },
      unknownContextKeys: [
        ...unknownOfEveryCall,
        'aws:SourceOrgID',
        'aws:SourceOrgPaths',
        's3:x-amz-acl',
      ],
    },
    identityPolicies: [],
    resourcePolicy:
      policy === undefined && unreadable === undefined
        ? undefined
        : documentPolicy(
            documentAt('bucket policy', arnOf(logs), account),
            { document: policy, unreadable },
            view.documents,
          ),
    resourceControlPolicies: guardrailPolicies(
      view,
      account,
      'resourceControlPolicies',
    ),
  });
  // An ACL allows beside the policy, and not against its Deny.
  return (
    decision === 'ExplicitlyDenied' ||
    (decision === 'ImplicitlyDenied' && !target.aclTakesLogs)
  );
}
