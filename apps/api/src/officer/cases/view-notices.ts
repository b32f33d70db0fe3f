/** What the form just sent did to a saved view, as it stands in the address. */
export const viewNotices: Readonly<Record<string, string>> = {
  'view-kept': 'The view is kept.',
  'view-renamed': 'The view has its new name.',
  'view-deleted': 'The view is deleted. This is what it showed: keep it again to undo.',
};
