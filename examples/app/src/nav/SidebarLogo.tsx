import { sidebarConfig, useSidebarOpenState } from '@backstage/core-components';
import { Link } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    height: 2 * sidebarConfig.logoHeight,
    marginLeft: 24,
    color: '#fff',
    fontSize: 18,
    fontWeight: 600,
    whiteSpace: 'nowrap',
  },
});

/** One account that reaches two: what this portal is there to show. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <Link href="/" standalone className={classes.link} aria-label="Home">
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden>
        <path
          d="M6 12h5m0 0 6-6.5M11 12l6 6.5"
          fill="none"
          stroke="#7df3e1"
          strokeWidth="2"
        />
        <g fill="#7df3e1">
          <rect x="1" y="8.5" width="7" height="7" rx="2" />
          <circle cx="19" cy="4.5" r="3.5" />
          <circle cx="19" cy="19.5" r="3.5" />
        </g>
      </svg>
      {isOpen && 'Portal'}
    </Link>
  );
}
