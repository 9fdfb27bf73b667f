import type {
  AccountSummary,
  Gate,
  HopVerdict,
  LinkReport,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';

export const paymentsArn =
  'arn:aws:codepipeline:eu-west-1:111111111111:payments';
export const checkoutArn =
  'arn:aws:codepipeline:eu-west-1:111111111111:checkout';

export const tools = {
  id: '111111111111',
  name: 'tools',
  environment: 'tools',
};
export const dev = {
  id: '012345678901',
  name: 'dev',
  environment: 'development',
};
export const staging = {
  id: '222222222222',
  name: 'staging',
  environment: 'staging',
};
export const prodEu = {
  id: '333333333333',
  name: 'prod-eu',
  environment: 'production',
};
export const prodUs = {
  id: '444444444444',
  name: 'prod-us',
  environment: 'production',
};

const key =
  'arn:aws:kms:eu-west-1:111111111111:key/7d0c2c8c-3a52-4a66-9d0d-6f9f1f1a2b3c';

const sentences: Record<Gate, (account: AccountSummary) => string> = {
  enter: ({ id }) => `checkout-pipeline may assume checkout-action in ${id}`,
  artifacts: ({ id }) => `checkout-action in ${id} may read the artifacts`,
  key: ({ id }) => `checkout-action in ${id} may use the artifact key`,
  deploy: ({ id }) => `CloudFormation in ${id} may assume checkout-deploy`,
};

const kinds = {
  enter: 'H1',
  artifacts: 'H5',
  key: 'H6',
  deploy: 'H4',
} as const;

/** A hop that is healthy unless told otherwise. */
export function hopOf(
  account: AccountSummary,
  gate: Gate,
  verdict?: Partial<HopVerdict>,
): HopVerdict {
  return {
    id: `${account.id}/${gate}`,
    hop: kinds[gate],
    gate,
    health: 'healthy',
    sentence: sentences[gate](account),
    evidence: [
      {
        document: {
          type: 'trust policy',
          account: account.id,
          arn: `arn:aws:iam::${account.id}:role/checkout-${gate}`,
        },
        account: account.id,
        statement: 'AllowPipeline',
        text: '{\n  "Sid": "AllowPipeline",\n  "Effect": "Allow"\n}',
        readAt: '2026-11-20T14:05:00.000Z',
      },
    ],
    actions: ['Deploy/Execute'],
    ...verdict,
  };
}

/** A link whose gates are healthy but for those that are given. */
export function linkTo(
  account: AccountSummary,
  verdicts: Partial<Record<Gate, Partial<HopVerdict>>> = {},
  region = 'eu-west-1',
): LinkReport {
  const hops = (['enter', 'artifacts', 'key', 'deploy'] as const).map(gate =>
    hopOf(account, gate, verdicts[gate]),
  );
  const unhealthy = hops.find(({ health }) => health !== 'healthy');
  return { account, region, health: unhealthy?.health ?? 'healthy', hops };
}

export function reportOf(report: Partial<PipelineReport> = {}): PipelineReport {
  const links = report.links ?? [linkTo(dev), linkTo(staging)];
  return {
    pipelineArn: paymentsArn,
    name: 'payments',
    account: tools,
    region: 'eu-west-1',
    health:
      links.find(({ health }) => health !== 'healthy')?.health ?? 'healthy',
    origin: 'observed',
    hops: [
      {
        id: 'own/H0',
        hop: 'H0',
        gate: 'enter',
        health: 'healthy',
        sentence: 'CodePipeline may assume payments-pipeline',
        evidence: [],
      },
    ],
    links,
    findings: [],
    unseen: [],
    readAt: '2026-11-20T14:05:00.000Z',
    ...report,
  };
}

const keyPolicy = {
  type: 'key policy',
  account: '111111111111',
  arn: key,
} as const;

/** The key policy does not let one account decrypt. */
export const keyBroken: Partial<HopVerdict> = {
  health: 'broken',
  since: '2026-11-20T14:02:00.000Z',
  reason: 'Key policy in 111111111111 does not let 333333333333 decrypt',
  side: 'resource',
  account: '111111111111',
  caller: {
    account: '333333333333',
    allows: 'yes',
    document: {
      type: 'identity policies',
      account: '333333333333',
      arn: 'arn:aws:iam::333333333333:role/checkout-action',
    },
  },
  resource: {
    account: '111111111111',
    allows: 'no',
    document: keyPolicy,
  },
  evidence: [
    {
      document: keyPolicy,
      account: '111111111111',
      statement: 'AllowTargets',
      text: `{
  "Sid": "AllowTargets",
  "Effect": "Allow",
  "Principal": { "AWS": ["012345678901", "222222222222", "444444444444"] },
  "Action": ["kms:Decrypt", "kms:DescribeKey"],
  "Resource": "*"
}`,
      readAt: '2026-11-20T14:05:00.000Z',
    },
  ],
  remedy: {
    summary: 'Add account 333333333333 to the principals of AllowTargets',
    account: '111111111111',
    document: keyPolicy,
    diff: `--- key policy
+++ key policy
@@ -8,5 +8,6 @@
     "Principal": { "AWS": [
       "012345678901",
-      "222222222222"
+      "222222222222",
+      "333333333333"
     ] },
`,
    template: 'cloudformation/foundation.yaml',
  },
};

/** The trust accepts more than it has to. */
export const trustTooWide: Partial<HopVerdict> = {
  health: 'warning',
  reason: 'Trust accepts every role of the pipeline account',
  side: 'resource',
  account: '222222222222',
};

/** What `screens.md` draws: one account broken, one with a warning. */
export const checkoutReport = reportOf({
  pipelineArn: checkoutArn,
  name: 'checkout',
  links: [
    linkTo(dev),
    linkTo(staging, { enter: trustTooWide }),
    linkTo(prodUs, {}, 'us-east-1'),
    linkTo(prodEu, { key: keyBroken }),
  ],
});
