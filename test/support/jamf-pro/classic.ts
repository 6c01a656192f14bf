import { type Answer, json, NOT_FOUND_PAGE } from './answers.ts';

/** The collections that this server has, with the name of one item. */
const COLLECTIONS = new Map(
  Object.entries({
    accounts: 'account',
    advancedcomputersearches: 'advanced_computer_search',
    buildings: 'building',
    categories: 'category',
    computercommands: 'computer_command',
    computerextensionattributes: 'computer_extension_attribute',
    computergroups: 'computer_group',
    computers: 'computer',
    departments: 'department',
    fileuploads: 'file_upload',
    mobiledevicecommands: 'mobile_device_command',
    mobiledevicegroups: 'mobile_device_group',
    mobiledevices: 'mobile_device',
    osxconfigurationprofiles: 'os_x_configuration_profile',
    packages: 'package',
    policies: 'policy',
    printers: 'printer',
    scripts: 'script',
    sites: 'site',
    usergroups: 'user_group',
    users: 'user',
  }),
);

const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const ITEMS = [1, 2];

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function itemFields(kind: string | undefined, key: string | undefined): { id: number; name: string; serial_number: string } {
  const id = kind === 'id' ? Number(key) || 1 : 1;
  return { id, name: kind === 'name' && key ? decodeURIComponent(key) : `Item ${id}`, serial_number: `C0STANDIN00${id}` };
}

function xmlItem(tag: string, fields: Record<string, string | number>): string {
  const children = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
  return `<${tag}>${children.join('')}</${tag}>`;
}

/**
 * A small plausible answer of the Classic API: lists, items by id, name or serialnumber, created and changed ones.
 * @param path what stands behind `/JSSResource/`, without query
 */
export function classicAnswer(method: string, path: string, accept: string): Answer {
  const [collection = '', kind, key] = path.split('/');
  const tag = COLLECTIONS.get(collection);
  if (!tag) return NOT_FOUND_PAGE;
  const fields = itemFields(kind, key);
  const record: Record<string, string | number> = fields;
  const asJson = /\bjson\b/.test(accept);
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: method === 'POST' ? 201 : 200, type: 'text/xml;charset=UTF-8', body: `${XML_HEAD}${xmlItem(tag, { id: fields.id })}` };
  }
  const general = ['computers', 'mobiledevices', 'policies'].includes(collection);
  if (kind) {
    if (asJson) return json(200, { [tag]: general ? { general: record } : record });
    return {
      status: 200,
      type: 'text/xml;charset=UTF-8',
      body: `${XML_HEAD}${general ? `<${tag}>${xmlItem('general', record)}</${tag}>` : xmlItem(tag, record)}`,
    };
  }
  const list = ITEMS.map((id) => ({ id, name: `Item ${id}` }));
  if (asJson) return json(200, { [collection]: list });
  const body = `${XML_HEAD}<${collection}><size>${list.length}</size>${list.map((item) => xmlItem(tag, item)).join('')}</${collection}>`;
  return { status: 200, type: 'text/xml;charset=UTF-8', body };
}
