/** What an endpoint answers. */
export interface Answer {
  readonly status: number;
  readonly type?: string | undefined;
  readonly body?: string | undefined;
}

/** Pretty-printed, as Jamf Pro writes its JSON. */
export function json(status: number, content: unknown): Answer {
  return { status, type: 'application/json;charset=UTF-8', body: JSON.stringify(content, null, 2).replace(/": /g, '" : ') };
}

/** The Jamf Pro API's error. */
export function apiError(status: number, code: string): Answer {
  return json(status, { httpStatus: status, errors: [{ code, description: 'Unauthorized', id: '0', field: null }] });
}

/** The error form of RFC 6749. */
export function oauthError(status: number, error: string): Answer {
  return json(status, {
    error,
    error_description: 'The client could not be authenticated',
    error_uri: 'https://datatracker.ietf.org/doc/html/rfc6749',
  });
}

/** The page that the Classic API sends to those it does not know. */
export function htmlStatusPage(status: number, title: string, sentence: string): Answer {
  const style = '<style type="text/css">body { font-family: sans-serif; }</style>';
  const text = `<p style="font-size: 1.2em;font-weight: bold;margin: 1em 0px;">${title}</p>\n<p>${sentence}</p>`;
  const body = `<html>\n<head>\n   <title>Status page</title>\n   ${style}\n</head>\n<body>\n${text}\n</body>\n</html>\n`;
  return { status, type: 'text/html;charset=UTF-8', body };
}

export const UNAUTHORIZED_PAGE = htmlStatusPage(401, 'Unauthorized', 'The request requires user authentication');
export const NOT_FOUND_PAGE = htmlStatusPage(404, 'Not Found', 'The server has not found anything matching the request URI');
