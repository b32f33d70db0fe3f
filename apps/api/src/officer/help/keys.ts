/** One key, or two one after the other, and what it does. */
export interface Shortcut {
  keys: readonly string[];
  does: string;
}

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

/** The keys of assets/shortcuts.js and assets/today-keys.js, as /help/keys and `?` list them. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'On every page',
    shortcuts: [
      { keys: ['?'], does: 'Show these keys' },
      { keys: ['/'], does: 'Find a home' },
      { keys: ['g', 't'], does: 'Go to Today' },
      { keys: ['g', 's'], does: 'Go to Stalled' },
      { keys: ['g', 'c'], does: 'Go to Cases' },
      { keys: ['g', 'h'], does: 'Go to Sites (homes)' },
      { keys: ['g', 'd'], does: 'Go to Dashboards' },
      { keys: ['g', 'm'], does: 'Go to Mail' },
      { keys: ['g', 'r'], does: 'Go to Register' },
      { keys: ['g', 'e'], does: 'Go to Settings' },
    ],
  },
  {
    title: 'On the page of a case',
    shortcuts: [
      { keys: ['n'], does: 'Write a note' },
      { keys: ['r'], does: 'Record what happened' },
    ],
  },
];
