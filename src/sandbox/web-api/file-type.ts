/** What Slack says of a kind of file. */
export interface FileType {
  /** Slack's word for it: "csv", "text", "binary". */
  readonly type: string;
  readonly pretty: string;
  readonly mimetype: string;
}

const TYPES: readonly (FileType & { readonly endings: readonly string[] })[] = [
  { type: 'csv', pretty: 'CSV', mimetype: 'text/csv', endings: ['csv'] },
  { type: 'gif', pretty: 'GIF', mimetype: 'image/gif', endings: ['gif'] },
  { type: 'html', pretty: 'HTML', mimetype: 'text/html', endings: ['html', 'htm'] },
  { type: 'jpg', pretty: 'JPEG', mimetype: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  { type: 'json', pretty: 'JSON', mimetype: 'application/json', endings: ['json'] },
  { type: 'markdown', pretty: 'Markdown (raw)', mimetype: 'text/markdown', endings: ['md', 'markdown'] },
  { type: 'pdf', pretty: 'PDF', mimetype: 'application/pdf', endings: ['pdf'] },
  { type: 'png', pretty: 'PNG', mimetype: 'image/png', endings: ['png'] },
  { type: 'text', pretty: 'Plain Text', mimetype: 'text/plain', endings: ['txt', 'log', 'text'] },
  {
    type: 'xlsx',
    pretty: 'Excel Spreadsheet',
    mimetype: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    endings: ['xlsx'],
  },
  { type: 'zip', pretty: 'Zip', mimetype: 'application/zip', endings: ['zip'] },
];
const BINARY: FileType = { type: 'binary', pretty: 'Binary', mimetype: 'application/octet-stream' };

/** By a file's name: what is uploaded does not say what it is. */
export function fileTypeOf(name: string): FileType {
  const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return TYPES.find(({ endings }) => endings.includes(ending)) ?? BINARY;
}
