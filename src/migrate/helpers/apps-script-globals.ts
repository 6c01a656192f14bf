/** What the helper for Apps Script uses of `UrlFetchApp`. */
export interface AppsScriptFetch {
  fetch(url: string, options: object): { getResponseCode(): number; getContentText(): string };
}

/** What it uses of `Utilities`. */
export interface AppsScriptUtilities {
  readonly Charset: { readonly UTF_8: unknown };
  base64Encode(text: string, charset: unknown): string;
  base64Decode(text: string): readonly number[];
  newBlob(bytes: readonly number[]): { getDataAsString(): string };
}
