/** A file that was dropped into the conversation with Collect. Arguments are ready to print; names are harmless. */
export const dropped = {
  previewPush: (file: string, fresh: string, changed: string, refused: string) =>
    `I have read ${file}: ${fresh} new, ${changed} changed, ${refused} refused. Nothing is imported yet: look at it and decide.`,
  preview: (file: string) => `*This is what importing ${file} would do*`,
  nothingNew: (file: string) => `*Everything in ${file} is on the books already*`,
  nothingNewOfRest: (file: string, known: string, refused: string) =>
    `*Nothing in ${file} is new: ${known} on the books already, ${refused} refused*`,
  nothingNewRefused: 'Importing it changes no figure. The refused rows then come back as a file, each with its reason.',
  nothingNewWhy: 'Importing it changes no figure. It only notes that the figures are of today.',
  sums: (sums: string) => `The rows that I would take come to ${sums}.`,
  sumsImported: (sums: string) => `The rows that I took come to ${sums}.`,
  nothingTakenPush: (file: string, refused: string) =>
    `I could take no row of ${file}: ${refused} refused. Mend the file and drop it in here again.`,
  refusedFollow: 'The refused rows follow as a file, each with its reason.',
  nothingTaken: (file: string) => `*I could take no row of ${file}*`,
  /** After what was no file of rows. */
  dropThat: 'Drop the .xlsx or CSV file in here.',
  mend: 'Mend the file and drop it in here again.',
  import: 'Import',
  importLabel: (file: string) => `Import ${file}`,
  cancel: 'Cancel',
  cancelLabel: (file: string) => `Cancel: do not import ${file}`,
  notImported: 'The file was not imported.',
  reading: (file: string) => `I am reading ${file}. It is large, so this takes a moment.`,
  importing: (file: string) => `I am importing ${file}. This message says when it is done.`,
  imported: (file: string) => `*${file} is imported*`,
  importedUnchanged: (file: string) => `*${file} changed nothing: all of it was on the books already*`,
  nextStep: (step: string) => `Setting Collect up goes on with: ${step}.`,
  goOn: 'Go on',
  goOnLabel: (step: string) => `Go on with setting Collect up: ${step}`,
  importedPush: (file: string, fresh: string, changed: string, refused: string) =>
    `I have imported ${file}: ${fresh} new, ${changed} changed, ${refused} refused.`,
  refusedFile: (count: string, one: boolean) =>
    one
      ? 'The row that I refused, with the reason. Mend it and drop the file in here again.'
      : `The ${count} rows that I refused, each with its reason. Mend them and drop the file in here again.`,
  refusedName: (file: string) => `refused-${file}`,
  noFileScope:
    'Whoever manages your Slack apps can grant Collect the scope `files:write`: then you get the refused rows as a file.',
  changed: (file: string) =>
    `${file} is not the file that I showed you: it was changed since. Nothing was imported. Drop it in here again.`,
  dates: (file: string) => `*In what order are the dates in ${file}?* Every one of them can be read in two ways.`,
  datesContradict: (file: string) =>
    `*Some dates in ${file} have the month first, others the day.* Nothing was imported. Write them all in one order and drop the file in here again.`,
  orders: { mdy: 'Month first', dmy: 'Day first', ymd: 'Year first' },
  amounts: (file: string) => `*Is the sign in the amounts of ${file} for thousands or for cents?*`,
  amountsContradict: (file: string) =>
    `*Some amounts in ${file} have a decimal point, others a decimal comma.* Nothing was imported. Write them all in one way and drop the file in here again.`,
  signs: { '.': '1,234.56', ',': '1.234,56' },
  example: (line: string, column: string, text: string) => `Line ${line}, ${column}: "${text}"`,
  unknownKind: (file: string, line: string, headings: string) =>
    `*I cannot tell what ${file} holds.* I read line ${line} as its headings: ${headings}. I know files of invoices, payments, clients, projects and promises, each with its usual headings, such as Invoice number, Client, Due date and Amount. Rename the headings, or write a line of them above the rows, and drop the file in here again.`,
  oneColumn: (file: string, line: string, text: string) =>
    `*${file} has one column only.* Line ${line} is: ${text}. A table has headings such as Invoice number, Client, Due date and Amount, each above a column of its own. Export it with all its columns, with commas, semicolons or tabs between them, and drop it in here again.`,
  missingColumns: (file: string, kind: string, missing: string, headings: string) =>
    `*${file} looks like ${kind}, but I do not find these columns: ${missing}.* Its headings are: ${headings}. Rename the headings and drop the file in here again.`,
  chooseLabel: (choice: string) => `Read the file so: ${choice}`,
  noFile: {
    no_scope:
      'I may not read files in this Slack. Whoever manages your Slack apps can grant Collect the scope `files:read`; then drop the file in here again.',
    gone: 'This file is no longer there, or it is not yours. Drop it in here again.',
    too_large: (file: string) => `${file} is larger than 20 MB. Export fewer rows and drop the parts in here.`,
    elsewhere: (file: string) =>
      `${file} does not lie in Slack but with another service, and I fetch files from Slack only. Download it and drop it in here.`,
    not_given: 'Slack did not give me the file. Drop it in here again in a moment.',
  },
  notHere: (file: string, collect: string) =>
    `I have not read ${file}: in a channel everybody would see what is in it. Drop it as an .xlsx or CSV file into the messages with ${collect}. I show you there what importing it would do, and nothing is imported before you say so.`,
  tooMany: (most: string) => `I take ${most} files at a time. Drop the others in here again.`,
  why: 'Nothing is imported yet · finance and managers import files',
};
