import { CommandLineScene, type CommandResult } from './CommandLineScene';
import type { FaultRow } from './FaultRow';
import type { Random } from './Random';
import { recreateRole } from './recreateRole';
import { dev, staging, tools } from './startWorld';

const reads = /^(Describe|List|Get|BatchGet|GET |HEAD )/;

/** How the estate is to be, and how many calls it takes. */
export interface Undisturbed {
  estate: string[];
  calls: number;
}

export async function runUndisturbed(): Promise<Undisturbed> {
  const scene = await CommandLineScene.start();
  try {
    requireSuccess(await scene.deploy());
    return { estate: scene.estate(), calls: scene.calls };
  } finally {
    await scene.end();
  }
}

/**
 * What is done to the command line.
 *
 * @param options - `isSample` leaves out what takes minutes
 */
export function commandLineRows(options: {
  undisturbed: Undisturbed;
  random: Random;
  isSample: boolean;
}): FaultRow[] {
  const { undisturbed, random, isSample } = options;
  const { calls } = undisturbed;

  const row = (
    what: string,
    disturb: (scene: CommandLineScene) => Promise<CommandResult>,
  ): FaultRow => ({
    what: `command line: ${what}`,
    expected: undisturbed.estate,
    async run() {
      const scene = await CommandLineScene.start();
      try {
        const result = await disturb(scene);
        requireSuccess(result);
        return scene.estate();
      } finally {
        await scene.end();
      }
    },
  });

  /** Faults until it is through, with as many runs as it takes. */
  const untilThrough = async (scene: CommandLineScene, most = 4) => {
    let result = await scene.deploy();
    for (let runs = 1; result.code !== 0 && runs < most; runs++) {
      result = await scene.deploy('--take-over');
    }
    return result;
  };

  const killed = (moment: number, carriedOut: boolean) =>
    row(
      `kill -9 ${carriedOut ? 'while' : 'before'} call ${moment} of ${calls}`,
      async scene => {
        scene.lead(({ index }) => {
          if (index !== moment) {
            return undefined;
          }
          scene.kill();
          return carriedOut ? 'lose' : 'hang';
        });
        const { code } = await scene.deploy();
        if (code !== null) {
          throw new Error(`It was not killed; it ended with ${code}`);
        }
        scene.lead(() => undefined);
        return scene.deploy('--take-over');
      },
    );

  const moments = Array.from({ length: isSample ? 4 : 20 }, (_, number) =>
    killed(
      Math.floor(((number + random.next()) * calls) / (isSample ? 4 : 20)),
      number % 2 === 0,
    ),
  );

  const phases = [
    { phase: 'foundation', account: tools, action: 'kms:CreateKey' },
    { phase: 'targets', account: dev, action: 'iam:CreateRole' },
    {
      phase: 'pipeline',
      account: tools,
      action: 'codepipeline:CreatePipeline',
    },
  ].map(({ phase, account, action }) =>
    row(`${phase} failing once`, async scene => {
      scene.sandbox.guard(account, {
        serviceControl: [
          {
            name: 'fault',
            document: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: '*', Resource: '*' },
                { Effect: 'Deny', Action: action, Resource: '*' },
              ],
            },
          },
        ],
      });
      const { code, output } = await scene.deploy();
      if (code !== 1) {
        throw new Error(`It did not fail, but ended with ${code}: ${output}`);
      }
      scene.sandbox.guard(account, {});
      return scene.deploy();
    }),
  );

  const middle = Math.floor(calls / 2);
  return [
    ...moments,
    row('30 % of calls throttled', async scene => {
      scene.lead(() => (random.next() < 0.3 ? 'throttle' : undefined));
      return untilThrough(scene);
    }),
    row('10 % of connections cut in mid-answer', async scene => {
      scene.lead(() => (random.next() < 0.1 ? 'cut' : undefined));
      return untilThrough(scene);
    }),
    row('each write answered only the second time', async scene => {
      const seen = new Set<string>();
      scene.lead(({ service, action }) => {
        const key = `${service} ${action}`;
        if (reads.test(action) || seen.has(key)) {
          return undefined;
        }
        seen.add(key);
        return 'lose';
      });
      return untilThrough(scene);
    }),
    row('half of all writes carried out, their answers lost', async scene => {
      scene.lead(({ action }) =>
        !reads.test(action) && random.next() < 0.5 ? 'lose' : undefined,
      );
      return untilThrough(scene);
    }),
    ...(isSample
      ? []
      : [
          row('AWS hanging at three calls', async scene => {
            const hanging = new Set([
              random.below(middle),
              middle,
              middle + random.below(middle),
            ]);
            scene.lead(({ index }) =>
              hanging.has(index) ? 'hang' : undefined,
            );
            return untilThrough(scene);
          }),
        ]),
    ...phases,
    row('all sessions expiring half-way', async scene => {
      scene.lead(({ index }) => {
        if (index === middle) {
          scene.sandbox.world.credentials.expireSessions();
        }
        return undefined;
      });
      return scene.deploy();
    }),
    row("the portal's roles made again half-way", async scene => {
      scene.lead(({ index }) => {
        if (index === middle) {
          for (const account of [tools, dev, staging]) {
            for (const name of ['backstage-deployer', 'backstage-portal']) {
              recreateRole(scene.sandbox.world, { account, name });
            }
          }
        }
        return undefined;
      });
      return scene.deploy();
    }),
    row('two at once', async scene => {
      const results = await Promise.all([scene.deploy(), scene.deploy()]);
      return results.find(({ code }) => code !== 0) ?? results[0];
    }),
  ];
}

function requireSuccess({ code, output }: CommandResult): void {
  if (code !== 0) {
    throw new Error(`It ended with ${code}:\n${output}`);
  }
}
