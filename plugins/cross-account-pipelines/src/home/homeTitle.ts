/** The widget's title in Backstage's list of widgets, which takes no other language. */
export const homeTitle = 'Cross-account links';
