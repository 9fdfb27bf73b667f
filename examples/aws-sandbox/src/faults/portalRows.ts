import type { Sandbox } from '../Sandbox';
import { describeEstate } from '../control/describeEstate';
import { FaultProxy } from './FaultProxy';
import type { FaultRow } from './FaultRow';
import { ordersForm } from './ordersForm';
import { PortalBackend } from './PortalBackend';
import { PostgresServer } from './PostgresServer';
import type { Random } from './Random';
import { startWorld } from './startWorld';

/** A portal on a PostgreSQL of its own; each row has a new AWS. */
export class PortalScene {
  private sandbox?: Sandbox;

  private constructor(
    readonly database: PostgresServer,
    readonly proxy: FaultProxy,
    readonly backend: PortalBackend,
  ) {}

  static async start(): Promise<PortalScene> {
    const database = await PostgresServer.start();
    const proxy = await FaultProxy.start({ target: 'http://127.0.0.1:1' });
    const backend = await PortalBackend.start({
      databasePort: database.port,
      endpoint: proxy.url,
    });
    return new PortalScene(database, proxy, backend);
  }

  /** A world in which nothing was done yet, behind some proxies. */
  async renewWorld(...further: FaultProxy[]): Promise<void> {
    await this.sandbox?.stop();
    this.sandbox = await startWorld();
    for (const proxy of [this.proxy, ...further]) {
      proxy.lead({ target: this.sandbox.url, decide: () => undefined });
    }
  }

  estate(): string[] {
    return describeEstate(this.sandbox!.world);
  }

  async end(): Promise<void> {
    await this.backend.end();
    await this.proxy.stop();
    await this.sandbox?.stop();
    await this.database.stop();
  }
}

/** What is done to the portal. */
export async function portalRows(options: {
  scene: PortalScene;
  random: Random;
  isSample: boolean;
}): Promise<FaultRow[]> {
  const { scene, random, isSample } = options;
  const { backend, database, proxy } = scene;

  await scene.renewWorld();
  await backend.completeTask(await backend.createTask(ordersForm), 0);
  const expected = scene.estate();
  const { calls } = proxy;

  const row = (what: string, disturb: () => Promise<void>): FaultRow => ({
    what: `portal: ${what}`,
    expected,
    async run() {
      await disturb();
      return scene.estate();
    },
  });

  /** Resolves at a call, which goes astray. */
  const reach = (moment: number, through: FaultProxy[] = [proxy]) =>
    new Promise<FaultProxy>(resolve => {
      for (const each of through) {
        each.lead({
          decide: ({ index }) => {
            if (index !== moment) {
              return undefined;
            }
            resolve(each);
            return 'lose';
          },
        });
      }
    });

  /**
   * Has the pipeline deployed in a new world, up to a call that goes astray. A run
   * that asks AWS less often than the first ends before it: then an earlier one.
   */
  const deployUntil = async (
    moment: number,
    through: FaultProxy[] = [proxy],
  ): Promise<{ task: string; where: FaultProxy }> => {
    await scene.renewWorld(...through.filter(each => each !== proxy));
    const reached = reach(moment, through);
    const task = await backend.createTask(ordersForm);
    const completed = backend.completeTask(task, 0);
    // What becomes of the task once it was disturbed is looked at later.
    completed.catch(() => {});
    const where = await Promise.race([reached, completed]);
    return where
      ? { task, where }
      : deployUntil(Math.floor(moment * 0.9), through);
  };

  const killed = (moment: number, keepsWorkspace: boolean) =>
    row(
      `kill -9 at call ${moment} of ${calls}, workspace ${
        keepsWorkspace ? 'kept' : 'lost'
      }`,
      async () => {
        const { task } = await deployUntil(moment);
        await backend.kill();
        if (!keepsWorkspace) {
          await backend.loseWorkspaces();
        }
        await backend.begin();
        await backend.completeTask(task, 1);
      },
    );

  const kills = isSample ? 1 : 20;
  const moments = [true, false].flatMap(keepsWorkspace =>
    Array.from({ length: kills }, (_, number) =>
      killed(
        Math.floor(((number + random.next()) * (calls - 1)) / kills),
        keepsWorkspace,
      ),
    ),
  );

  if (isSample) {
    return moments.slice(1);
  }
  const middle = Math.floor(calls / 2);
  return [
    ...moments,
    row('database restarted half-way', async () => {
      const { task } = await deployUntil(middle);
      await database.restart();
      await backend.completeTask(task, 3);
    }),
    row('two backends on one database, one killed', async () => {
      const otherProxy = await FaultProxy.start({ target: proxy.url });
      await scene.renewWorld(otherProxy);
      const other = await PortalBackend.start({
        databasePort: database.port,
        endpoint: otherProxy.url,
      });
      try {
        const { task, where } = await deployUntil(middle, [proxy, otherProxy]);
        const [worker, survivor] =
          where === proxy ? [backend, other] : [other, backend];
        await worker.kill();
        await survivor.completeTask(task, 1);
      } finally {
        await other.end();
        await otherProxy.stop();
        await backend.kill();
        await backend.begin();
      }
    }),
  ];
}
