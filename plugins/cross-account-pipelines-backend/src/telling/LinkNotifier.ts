import type {
  LinkReport,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { describeAccount } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { StoredPipeline } from '../store/PipelineStore';
import type { OwnerMessages } from './OwnerMessages';
import { tabPageOf } from './tabPageOf';
import type { ToldTable } from './ToldTable';

/** What flaps is not told of more often than this, in ms. */
const CALM = 15 * 60_000;

/** What is gathered is told after that time at the latest, in ms. */
const GATHERING = 60_000;

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
  readonly #messages: OwnerMessages;
  readonly #told: ToldTable;
  /** Who owns an entity, where that is known. */
  readonly #ownerOf: (entityRef: string) => Promise<string | undefined>;
  #held: { news: News[]; since: number } | undefined;

  constructor(options: {
    messages: OwnerMessages;
    ownerOf: (entityRef: string) => Promise<string | undefined>;
    told: ToldTable;
  }) {
    this.#messages = options.messages;
    this.#ownerOf = options.ownerOf;
    this.#told = options.told;
  }

  /**
   * Gathers what is found meanwhile, and tells it together: afterwards, or after a
   * minute of work that takes longer.
   */
  async gather(work: () => Promise<void>): Promise<void> {
    this.#held = { news: [], since: Date.now() };
    try {
      await work();
    } finally {
      const { news } = this.#held;
      this.#held = undefined;
      await this.#tellTogether(news);
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
    await this.#hold(news);
  }

  async #hold(news: News): Promise<void> {
    const held = this.#held;
    if (!held) {
      await this.#tell(news);
      return;
    }
    held.news.push(news);
    if (Date.now() - held.since >= GATHERING) {
      this.#held = { news: [], since: Date.now() };
      await this.#tellTogether(held.news);
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
    await this.#messages.send(
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
    await this.#messages.send([ownerRef], {
      title: first
        ? `Pipeline ${report.name} cannot reach ${names.join(', ')}`
        : `Pipeline ${report.name} reaches ${mendedNames.join(', ')} again`,
      ...(first && { description: `${reasonOf(first)}. ${remedyOf(first)}` }),
      link: tabPageOf(ownerRef, {
        pipeline: report.pipelineArn,
        hop: first && brokenHop(first)?.id,
      }),
      severity: first ? 'high' : 'normal',
      scope: `cross-account-pipelines/${report.pipelineArn}`,
    });
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
