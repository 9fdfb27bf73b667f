import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  describeAccount,
  type LinkReport,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { StoredPipeline } from '../store/PipelineStore';
import type { ToldTable } from './ToldTable';

/** What flaps is not told of more often than this, in ms. */
const CALM = 15 * 60_000;

/** As many pipelines of an owner that lose an account at once are its outage. */
const OUTAGE = 3;

interface News {
  ownerRef: string;
  report: PipelineReport;
  /** Links that broke since the owner was told last. */
  broke: LinkReport[];
  /** Keys of links that work again. */
  mended: string[];
}

/**
 * Tells the owner of a pipeline when a link breaks and when it works again:
 * once, not at every change of one that flaps, and once for an account that many
 * of his pipelines lose at the same time.
 */
export class LinkNotifier {
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #told: ToldTable;
  /** Who owns an entity, where that is known. */
  readonly #ownerOf: (entityRef: string) => Promise<string | undefined>;
  #held: News[] | undefined;

  constructor(options: {
    logger: LoggerService;
    notifications: NotificationService;
    ownerOf: (entityRef: string) => Promise<string | undefined>;
    told: ToldTable;
  }) {
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#ownerOf = options.ownerOf;
    this.#told = options.told;
  }

  /** Gathers what is found meanwhile, and tells it afterwards. */
  async gather(work: () => Promise<void>): Promise<void> {
    this.#held = [];
    try {
      await work();
    } finally {
      const held = this.#held;
      this.#held = undefined;
      await this.#tellTogether(held);
    }
  }

  async hear({ pipelineArn, ownerRef, report }: StoredPipeline): Promise<void> {
    if (!report || !ownerRef) {
      return;
    }
    const told = await this.#told.get(pipelineArn);
    const before = told?.broken ?? [];
    const broken = report.links.filter(
      // What cannot be read now may well be broken still.
      link =>
        link.health === 'broken' ||
        (link.health === 'unknown' && before.includes(keyOf(link))),
    );
    const keys = broken.map(keyOf).sort();
    const isSame = keys.join() === before.join();
    const at = new Date().toISOString();
    const age = told?.at ? Date.parse(at) - Date.parse(told.at) : Infinity;
    if (isSame || age < CALM) {
      return;
    }
    const isFirst = await this.#told.set(pipelineArn, {
      broken: keys,
      at,
      before: told?.broken,
    });
    if (!isFirst) {
      return;
    }
    const news: News = {
      ownerRef,
      report,
      broke: broken.filter(link => !before.includes(keyOf(link))),
      mended: before.filter(key => !keys.includes(key)),
    };
    if (this.#held) {
      this.#held.push(news);
    } else {
      await this.#tell(news);
    }
  }

  async #tellTogether(held: News[]): Promise<void> {
    const byOutage = new Map<string, News[]>();
    for (const news of held) {
      const owner = await this.#ownerOf(news.ownerRef);
      for (const link of news.broke) {
        const key = `${owner ?? news.ownerRef} ${link.account.id}`;
        byOutage.set(key, [...(byOutage.get(key) ?? []), news]);
      }
    }
    const outages = [...byOutage].filter(([, all]) => all.length >= OUTAGE);
    for (const [key, all] of outages) {
      await this.#tellOutage(key.split(' ')[1], all);
    }
    for (const news of held) {
      const isToldOf = (link: LinkReport) =>
        outages.some(
          ([key, all]) =>
            all.includes(news) && key.endsWith(` ${link.account.id}`),
        );
      const broke = news.broke.filter(link => !isToldOf(link));
      if (broke.length > 0 || news.mended.length > 0) {
        await this.#tell({ ...news, broke });
      }
    }
  }

  async #tellOutage(account: string, all: News[]): Promise<void> {
    const [{ broke }] = all;
    const link = broke.find(each => each.account.id === account)!;
    await this.#send(
      all.map(({ ownerRef }) => ownerRef),
      {
        title: `${all.length} pipelines cannot reach ${describeAccount(
          link.account,
        )}`,
        description: `${reasonOf(link)}. They are ${all
          .map(({ report }) => report.name)
          .join(', ')}`,
        link: `/cross-account-pipelines?${new URLSearchParams({
          account,
          health: 'broken',
        })}`,
        severity: 'critical',
        scope: `cross-account-pipelines/account/${account}`,
      },
    );
  }

  async #tell({ ownerRef, report, broke, mended }: News): Promise<void> {
    const [first] = broke;
    const names = broke.map(({ account }) => describeAccount(account));
    const mendedNames = mended.map(key => nameOf(key, report));
    await this.#send([ownerRef], {
      title: first
        ? `Pipeline ${report.name} cannot reach ${names.join(', ')}`
        : `Pipeline ${report.name} reaches ${mendedNames.join(', ')} again`,
      ...(first && { description: `${reasonOf(first)}. ${remedyOf(first)}` }),
      link: pageOf(ownerRef, report, first && brokenHop(first)),
      severity: first ? 'high' : 'normal',
      scope: `cross-account-pipelines/${report.pipelineArn}`,
    });
  }

  /** A portal without notifications works as well. */
  async #send(
    entityRef: string[],
    payload: Parameters<NotificationService['send']>[0]['payload'],
  ): Promise<void> {
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: [...new Set(entityRef)] },
        payload: { ...payload, topic: 'cross-account-pipelines' },
      });
    } catch (error) {
      this.#logger.warn(
        `The owner was not notified that "${payload.title}": ${stringifyError(
          error,
        )}`,
      );
    }
  }
}

function keyOf({ account, region }: LinkReport): string {
  return `${account.id}/${region}`;
}

function brokenHop({ hops }: LinkReport) {
  return hops.find(({ health }) => health === 'broken');
}

function reasonOf(link: LinkReport): string {
  const hop = brokenHop(link);
  return hop?.reason ?? hop?.sentence ?? 'A hop is broken';
}

function remedyOf(link: LinkReport): string {
  return brokenHop(link)?.remedy?.summary ?? '';
}

/** An account by its name; by its key where the pipeline no longer reaches it. */
function nameOf(key: string, { links }: PipelineReport): string {
  const link = links.find(each => keyOf(each) === key);
  return link ? describeAccount(link.account) : key;
}

/** The tab of the service, open at the hop, below the address of the app. */
function pageOf(
  entityRef: string,
  { pipelineArn }: PipelineReport,
  hop: { id: string } | undefined,
): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const place = new URLSearchParams({
    pipeline: pipelineArn,
    ...(hop && { hop: hop.id }),
  });
  return `/catalog/${namespace}/${kind}/${name}/pipelines?${place}`;
}
