/** The titles of the tab and of the page of all links, in English. */
export const titles = {
  tab: 'Pipelines',
  fleet: 'Pipelines',
} as const;
