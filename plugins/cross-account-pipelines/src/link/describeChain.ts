import type {
  Health,
  HopKind,
  HopVerdict,
  LinkReport,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  healthsFromBest,
  worstHealth,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { arnName } from '../documents/arnName';
import { documentArn } from '../documents/documentArn';

/** Something that a link leads through. */
export interface ChainNode {
  kind:
    | 'pipeline'
    | 'serviceRole'
    | 'actionRole'
    | 'deployRole'
    | 'provider'
    | 'bucket'
    | 'key'
    | 'other';
  /** Absent where no hop names it. */
  name?: string;
  arn?: string;
  /** Twelve digits. */
  account?: string;
}

/** What has to be allowed to get to a node. */
export interface ChainJoint {
  /** Unique in its link. */
  id: string;
  to: ChainNode;
  /** Worst first. */
  hops: HopVerdict[];
  health: Health;
}

/** A link from left to right, and what hangs below it. */
export interface Chain {
  start: ChainNode;
  main: ChainJoint[];
  below: ChainJoint[];
}

/** Arranges the hops of a link as a chain from the pipeline to the provider. */
export function describeChain(report: PipelineReport, link: LinkReport): Chain {
  const own = report.hops.filter(({ hop }) => hop === 'H0');
  const of = (...kinds: HopKind[]) =>
    link.hops.filter(
      ({ hop, gate }) =>
        kinds.includes(hop) && gate !== 'artifacts' && gate !== 'key',
    );
  const enter = of('H1');
  const pass = of('H3', 'H4');
  const call = of('H2');
  const artifacts = link.hops.filter(({ gate }) => gate === 'artifacts');
  const key = link.hops.filter(({ gate }) => gate === 'key');
  const placed = new Set([...enter, ...pass, ...call, ...artifacts, ...key]);

  return {
    start: {
      kind: 'pipeline',
      name: report.name,
      arn: report.pipelineArn,
      account: report.account.id,
    },
    main: [
      joint('serviceRole', own, nameOf('serviceRole', own, 'resource')),
      joint('actionRole', enter, nameOf('actionRole', enter, 'resource')),
      joint('deployRole', pass, nameOf('deployRole', pass, 'resource')),
      joint('provider', call, { kind: 'provider', account: link.account.id }),
    ].filter(({ hops }) => hops.length > 0),
    below: [
      joint('bucket', artifacts, nameOf('bucket', artifacts, 'resource')),
      joint('key', key, nameOf('key', key, 'resource')),
      joint(
        'other',
        link.hops.filter(hop => !placed.has(hop)),
        { kind: 'other' },
      ),
    ].filter(({ hops }) => hops.length > 0),
  };
}

function joint(id: string, hops: HopVerdict[], to: ChainNode): ChainJoint {
  return {
    id,
    to,
    hops: [...hops].sort(
      (a, b) =>
        healthsFromBest.indexOf(b.health) - healthsFromBest.indexOf(a.health),
    ),
    health: worstHealth(hops.map(({ health }) => health)),
  };
}

function nameOf(
  kind: ChainNode['kind'],
  hops: HopVerdict[],
  side: 'caller' | 'resource',
): ChainNode {
  for (const hop of hops) {
    const document = hop[side]?.document;
    const arn = document && documentArn(document);
    if (arn) {
      const alias = 'alias' in document ? document.alias : undefined;
      return {
        kind,
        name: alias ?? arnName(arn),
        arn,
        account: hop[side]!.account,
      };
    }
  }
  return { kind };
}
