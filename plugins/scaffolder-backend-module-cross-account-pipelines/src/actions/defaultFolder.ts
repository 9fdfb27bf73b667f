/** Where the render action writes and the deploy action reads. */
export const defaultFolder = '.cross-account-pipeline';
