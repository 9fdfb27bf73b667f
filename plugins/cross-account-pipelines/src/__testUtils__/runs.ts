import type { PipelineExecution } from 'backstage-plugin-cross-account-pipelines-common';
import { hopOf, keyBroken, prodEu } from './reports';

/** A run that went well unless told otherwise. */
export function runOf(run: Partial<PipelineExecution> = {}): PipelineExecution {
  return {
    id: '11111111-aaaa-4bbb-8ccc-222222222222',
    status: 'Succeeded',
    startedAt: '2026-11-20T13:55:00.000Z',
    updatedAt: '2026-11-20T13:59:10.000Z',
    trigger: { type: 'Webhook' },
    revisions: [
      {
        action: 'Source',
        id: '3f2a1bc9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5',
        summary: 'Round half to even\n\nAs the tax office wants it.',
        url: 'https://github.example/shop/checkout/commit/3f2a1bc9',
      },
    ],
    stages: [
      { name: 'Source', status: 'Succeeded', actions: [] },
      { name: 'Build', status: 'Succeeded', actions: [] },
    ],
    ...run,
  };
}

/** The key does not let one account decrypt, and AWS said so. */
export const failedRun = runOf({
  status: 'Failed',
  stages: [
    {
      name: 'production',
      status: 'Failed',
      actions: [
        {
          name: 'Deploy',
          status: 'Failed',
          error: {
            message: 'Access denied to the artifact key',
            explanations: [
              {
                hop: 'H6',
                gate: 'key',
                cause: 'key-policy-refuses-caller',
                sentence: 'The key policy does not let the action role in',
                readNext: [],
                change: 'Let it in',
                severity: 'broken',
                names: {},
                assessment: 'confirmed',
                verdict: hopOf(prodEu, 'key', keyBroken),
              },
            ],
          },
        },
      ],
    },
  ],
});

/** Somebody has to say yes before it goes on. */
export const waitingRun = runOf({
  status: 'InProgress',
  stages: [
    {
      name: 'production',
      status: 'InProgress',
      actions: [
        { name: 'Approve', status: 'InProgress', waitsForApproval: true },
      ],
    },
  ],
});
