import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  assessPipeline,
  type Estate,
  parsePipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { pipelineNames } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { collectEstate } from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf, DEV, REGION, TOOLS } from '../../__testUtils__/clientsOf';
import type { RunSummary } from '../../control/describeWorld';
import type { Sandbox } from '../../Sandbox';
import { deployPipeline } from '../../seed/deployPipeline';
import { portalClients } from '../../seed/portalClients';
import { putSampleSources, sourceBucket } from '../../seed/sampleSource';
import { pack } from '../../zip';

/** What AWS says of the actions that failed. */
export function errorOf(run: RunSummary): string {
  return run.actions.flatMap(({ error }) => error ?? []).join('\n');
}

/** A target of a stage, in dev. */
export function targetIn(region: string, deploy: object): object {
  return { account: DEV, region, deploy };
}

/**
 * A pipeline of one shape, from the tools account into dev, as the suite renders
 * it and deploys it with the portal's own permissions.
 */
export class RenderedShape {
  static readonly pipelineName = 'shape';
  static readonly pipelineArn = `arn:aws:codepipeline:${REGION}:${TOOLS}:shape`;
  static readonly names = pipelineNames({ name: 'shape', account: TOOLS });

  private constructor(private readonly sandbox: Sandbox) {}

  /**
   * @param files - the source; by default the sample service
   * @param spec - what is special to the pipeline
   */
  static async deploy(
    sandbox: Sandbox,
    options: {
      files?: Record<string, string>;
      targets: object[];
      spec?: Record<string, unknown>;
      /** Roles that are there and that the pipeline may change. */
      existingRoles?: string[];
    },
  ): Promise<RenderedShape> {
    const shape = new RenderedShape(sandbox);
    await putSampleSources({
      sandbox,
      account: TOOLS,
      region: REGION,
      services: ['shape'],
    });
    if (options.files) {
      await shape.putSource(options.files);
    }
    await deployPipeline(
      parsePipelineSpec({
        name: RenderedShape.pipelineName,
        account: TOOLS,
        region: REGION,
        source: {
          provider: 'S3',
          bucket: sourceBucket(TOOLS),
          objectKey: 'shape.zip',
        },
        deployRole: {
          statements: [
            {
              Sid: 'SampleStack',
              Effect: 'Allow',
              Action: ['sns:*', 'ssm:*'],
              Resource: '*',
            },
          ],
        },
        stages: [{ name: 'Dev', targets: options.targets }],
        ...options.spec,
      }),
      portalClients(sandbox, [TOOLS, DEV]),
      { existingRoles: options.existingRoles },
    );
    return shape;
  }

  /** The run that is under way, or the last one. */
  lastRun(): Promise<RunSummary> {
    return this.sandbox.waitForRun(RenderedShape.pipelineName);
  }

  run(): Promise<RunSummary> {
    this.sandbox.startPipeline(RenderedShape.pipelineName);
    return this.lastRun();
  }

  async putSource(files: Record<string, string>): Promise<void> {
    const contents = Object.entries(files).map(([path, text]) => [
      path,
      Buffer.from(text),
    ]);
    await clientsOf(this.sandbox).s3.send(
      new PutObjectCommand({
        Bucket: sourceBucket(TOOLS),
        Key: 'shape.zip',
        Body: pack(Object.fromEntries(contents)),
      }),
    );
  }

  /** What the portal reads of it. */
  estate(): Promise<Estate> {
    return collectEstate({
      clients: portalClients(this.sandbox, [TOOLS, DEV]),
      pipelineArn: RenderedShape.pipelineArn,
    });
  }

  /** What the portal says of it a moment later, when IAM has settled. */
  async report(): Promise<ReturnType<typeof assessPipeline>> {
    return assessPipeline({
      estate: await this.estate(),
      pipelineArn: RenderedShape.pipelineArn,
      now: new Date(Date.now() + 3_600_000),
    });
  }
}
