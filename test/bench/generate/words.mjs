// Made-up words for scripts that no one has written.

export const APPS = [
  'Ledger',
  'Inkwell',
  'Harbor Chat',
  'Meridian',
  'Quillpad',
  'Tidepool',
  'Lanternfish',
  'Copperline',
  'Slate Viewer',
  'Northwind Sync',
  'Brightbox',
  'Papertrail',
];
export const VENDORS = ['northfield', 'alderbrook', 'pinecrest', 'stonebridge', 'maplewood', 'riverbend'];
export const TEAMS = [
  'enrollment',
  'printers',
  'inventory',
  'security',
  'software',
  'maintenance',
  'accounts',
  'network',
  'classrooms',
  'reporting',
];
export const VERBS = [
  'install',
  'remove',
  'update',
  'report',
  'repair',
  'check',
  'reset',
  'enforce',
  'collect',
  'rotate',
  'assign',
  'audit',
];
export const NOUNS = [
  'dock',
  'firewall',
  'hostname',
  'wallpaper',
  'printer',
  'certificate',
  'profile',
  'keychain',
  'updates',
  'department',
  'battery',
  'uptime',
  'filevault',
  'cache',
  'wifi',
  'timezone',
  'admins',
  'receipt',
];
export const KEYS = ['LastRun', 'Ring', 'Channel', 'AssetTag', 'Site', 'Deferrals', 'Schedule', 'Retries', 'LoginText', 'Policy'];
export const RESOURCES = [
  'computers',
  'mobiledevices',
  'policies',
  'computergroups',
  'buildings',
  'departments',
  'categories',
  'scripts',
  'users',
];

export const capital = (word) => word[0].toUpperCase() + word.slice(1);
/** `dock-check`, and so on: a name for a script. */
export const scriptName = (random) => `${random.pick(VERBS)}-${random.pick(NOUNS)}`;
