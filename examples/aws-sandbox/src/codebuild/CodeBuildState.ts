import type { Build, Project } from '@aws-sdk/client-codebuild';

/** Builds of one project; the oldest are forgotten. */
const MAX_BUILDS = 100;

/** Characters of a build's log that are kept. */
export const MAX_LOG = 200_000;

/**
 * A build with what only the sandbox knows of it.
 */
export interface BuildRecord {
  build: Build;
  /** What the commands printed. */
  log: string;
  /** Stops the build. */
  stop: AbortController;
  /** Resolved when it has ended. */
  ended: Promise<void>;
}

/**
 * An account's CodeBuild in one Region.
 */
export class CodeBuildState {
  /** By name. */
  readonly projects = new Map<string, Project>();
  /** By build id, oldest first. */
  readonly builds = new Map<string, BuildRecord>();
  private readonly numbers = new Map<string, number>();

  /** The number of a project's next build. */
  nextBuildNumber(project: string): number {
    const number = (this.numbers.get(project) ?? 0) + 1;
    this.numbers.set(project, number);
    return number;
  }

  add(record: BuildRecord): void {
    this.builds.set(record.build.id!, record);
    const ofProject = this.buildsOf(record.build.projectName!);
    for (const old of ofProject.slice(0, -MAX_BUILDS)) {
      this.builds.delete(old.build.id!);
    }
  }

  /** Oldest first. */
  buildsOf(project: string): BuildRecord[] {
    return [...this.builds.values()].filter(
      ({ build }) => build.projectName === project,
    );
  }
}
