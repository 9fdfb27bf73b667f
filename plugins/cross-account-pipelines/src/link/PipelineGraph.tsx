import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import styles from './PipelineGraph.module.css';

const rowHeight = 44;
const width = 640;
const boxWidth = 220;
/** Beyond this a picture shows nothing that the list does not show better. */
const mostLinks = 16;

/**
 * Which accounts a pipeline reaches, at a glance. It says nothing that the list
 * below it does not say, so those who listen are spared it.
 */
export function PipelineGraph({ report }: { report: PipelineReport }) {
  const { links } = report;
  if (links.length < 2 || links.length > mostLinks) {
    return null;
  }
  const height = links.length * rowHeight;
  const middle = height / 2;
  return (
    <svg
      aria-hidden
      focusable={false}
      className={styles.graph}
      viewBox={`0 0 ${width} ${height}`}
    >
      {links.map(({ account, region, health }, index) => {
        const y = index * rowHeight + rowHeight / 2;
        return (
          <g key={`${account.id}/${region}`} data-health={health}>
            <path
              className={styles.line}
              d={`M${boxWidth} ${middle} C${width / 2} ${middle} ${
                width / 2
              } ${y} ${width - boxWidth} ${y}`}
            />
            <Box
              x={width - boxWidth}
              y={y}
              title={account.name ?? account.id}
              subtitle={region}
            />
          </g>
        );
      })}
      <Box x={0} y={middle} title={report.name} subtitle={report.region} />
    </svg>
  );
}

function Box(props: { x: number; y: number; title: string; subtitle: string }) {
  const { x, y, title, subtitle } = props;
  return (
    <>
      <rect
        className={styles.box}
        x={x + 1}
        y={y - 18}
        width={boxWidth - 2}
        height={36}
        rx={6}
      />
      <text className={styles.title} x={x + 12} y={y - 2}>
        {shorten(title)}
      </text>
      <text className={styles.subtitle} x={x + 12} y={y + 12}>
        {subtitle}
      </text>
    </>
  );
}

function shorten(text: string): string {
  return text.length > 26 ? `${text.slice(0, 25)}…` : text;
}
