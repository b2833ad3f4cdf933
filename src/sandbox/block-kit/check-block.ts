import {
  array,
  boolean,
  broken,
  byType,
  type Check,
  either,
  isFields,
  number,
  object,
  oneOf,
  string,
  type,
} from './check.js';
import {
  buttonOnly,
  elements,
  image,
  inActions,
  inContextActions,
  inInput,
  inSection,
  urlSource,
} from './check-element.js';
import { richText } from './check-rich-text.js';
import { anyText, plainText, plainTextUpTo, textUpTo } from './check-text.js';
import { limits } from './limits.js';

/** Where blocks can stand. */
export type Surface = 'message' | 'modal' | 'home';

const block_id = string({ max: limits.id });
const some = string({ min: 1 });
const imageElement = byType({ image: elements.image });
const richTextObject = byType({ rich_text: richText });

const contextElement: Check = (value, at) => {
  // An image, or a text object: one list of types for both.
  if (isFields(value) && value.type === 'image') return imageElement(value, at);
  const faults = anyText(value, at);
  return faults.map((fault) =>
    fault.constraint?.type === 'enum' && fault.pointer === `${at}/type`
      ? { ...fault, constraint: { ...fault.constraint, expected: ['plain_text', 'mrkdwn', 'image'] } }
      : fault,
  );
};

const slackIcon = object({ type: oneOf('icon'), name: some });

const rawText = object({ type, text: some });
const rawNumber = object({ type, value: number(), text: some });
const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richText });
const columnSetting: Check = (value, at) =>
  value === null ? [] : object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean })(value, at);

const saidOrRich = either(richTextObject, some);
const task = object(
  { type, task_id: some, title: some },
  {
    block_id,
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
    details: saidOrRich,
    output: saidOrRich,
    sources: array(urlSource),
    icon: slackIcon,
  },
);
/** In a plan a task may leave out what it is. */
const plannedTask: Check = (value, at) => {
  const said = isFields(value) && value.type === undefined ? { ...value, type: 'task_card' } : value;
  return byType({ task_card: task })(said, at);
};

const chartPoint = object({ label: string({ min: 1, max: limits.chartLabel }), value: number() });
const series = array(
  object({
    name: string({ min: 1, max: limits.chartLabel }),
    data: array(chartPoint, { min: 1, max: limits.chartPoints }),
  }),
  { min: 1, max: limits.chartSeries },
);
const axis_config = object(
  { categories: array(string({ min: 1, max: limits.chartLabel }), { max: limits.chartPoints }) },
  { x_label: string({ max: limits.chartAxisLabel }), y_label: string({ max: limits.chartAxisLabel }) },
);
const axes = object({ type, series, axis_config });
const chart = byType({
  line: axes,
  bar: axes,
  area: axes,
  pie: object({ type, segments: array(chartPoint, { min: 1, max: limits.chartSeries }) }),
});

const card = object(
  { type },
  {
    block_id,
    hero_image: imageElement,
    icon: imageElement,
    slack_icon: slackIcon,
    title: textUpTo(limits.cardTitle),
    subtitle: textUpTo(limits.cardTitle),
    body: textUpTo(limits.cardBody),
    subtext: textUpTo(limits.cardBody),
    actions: array(buttonOnly, { min: 1, max: limits.cardButtons }),
  },
);

const httpsOnly: Check = (value, at) => {
  const faults = string({ min: 1, max: limits.url })(value, at);
  if (faults.length > 0 || (value as string).startsWith('https://')) return faults;
  return [broken(at, 'must be a valid HTTPS URL', 'format')];
};

/** A block that Slack knows, but not here. */
const elsewhere: Check = (_value, at) => [
  broken(`${at}/type`, 'Block type is not supported in this container', 'enum'),
];

const input = (surface: Surface): Check => {
  const element = inInput(surface === 'modal');
  // The reference: a file_input does not act by itself, "an unsupported type error will be raised".
  const silent = inInput(false);
  return (value, at) => {
    const acts = isFields(value) && value.dispatch_action === true;
    return object(
      { type, label: plainTextUpTo(limits.inputLabel), element: acts ? silent : element },
      { block_id, hint: plainTextUpTo(limits.inputLabel), optional: boolean, dispatch_action: boolean },
    )(value, at);
  };
};

const everywhere = {
  section: object(
    { type },
    {
      block_id,
      text: textUpTo(limits.text),
      fields: array(textUpTo(limits.sectionField), { min: 1, max: limits.sectionFields }),
      accessory: inSection,
      expand: boolean,
    },
  ),
  divider: object({ type }, { block_id }),
  header: object(
    { type, text: plainTextUpTo(limits.header) },
    { block_id, level: number({ whole: true, min: 1, max: 4 }) },
  ),
  context: object({ type, elements: array(contextElement, { min: 1, max: limits.contextElements }) }, { block_id }),
  actions: object({ type, elements: array(inActions, { min: 1, max: limits.actionsElements }) }, { block_id }),
  image: image({ block_id, title: plainTextUpTo(limits.imageTitle) }),
  rich_text: richText,
  video: object(
    { type, video_url: httpsOnly, thumbnail_url: some, alt_text: some, title: plainTextUpTo(limits.videoTitle) },
    {
      block_id,
      title_url: httpsOnly,
      author_name: string({ max: limits.videoAuthor }),
      provider_name: string(),
      provider_icon_url: string(),
      description: plainTextUpTo(limits.videoTitle),
    },
  ),
};

const table = object(
  { type, rows: array(array(cell, { min: 1, max: limits.tableColumns }), { min: 1, max: limits.tableRows }) },
  { block_id, column_settings: array(columnSetting, { max: limits.tableColumns }) },
);
const file = object({ type, external_id: some, source: oneOf('remote') }, { block_id });
const carousel = object({ type, elements: array(byType({ card }), { min: 1, max: limits.cards }) }, { block_id });
const data_visualization = object({ type, title: string({ min: 1, max: limits.chartTitle }), chart }, { block_id });

const containerOf = (surface: Surface): Check =>
  object(
    {
      type,
      child_blocks: array(byType({ ...everywhere, input: input(surface), table, file }), {
        min: 1,
        max: limits.containerChildren,
      }),
    },
    {
      block_id,
      title: plainTextUpTo(limits.containerTitle),
      rich_text_title: richTextObject,
      subtitle: textUpTo(limits.containerTitle),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: imageElement,
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
  );

/** Which blocks stand where: docs.slack.dev/blocks.json; where sources disagree, both are taken. */
const surfaces: Readonly<Record<Surface, Readonly<Record<string, Check>>>> = {
  message: {
    ...everywhere,
    input: input('message'),
    alert: elsewhere,
    card,
    carousel,
    container: containerOf('message'),
    context_actions: object(
      { type, elements: array(inContextActions, { min: 1, max: limits.contextActionsElements }) },
      { block_id },
    ),
    markdown: object({ type, text: string({ min: 1, max: limits.markdown }) }, { block_id }),
    table,
    data_table: object(
      {
        type,
        caption: some,
        rows: array(array(cell, { min: 1, max: limits.tableColumns }), { min: 2, max: limits.dataTableRows }),
      },
      {
        block_id,
        page_size: number({ whole: true, min: 1, max: limits.dataTablePage }),
        row_header_column_index: number({ whole: true, min: 0, max: limits.tableColumns - 1 }),
      },
    ),
    data_visualization,
    file,
    call: object({ type, call_id: some }, { block_id, api_decoration_available: boolean }),
    task_card: task,
    plan: object({ type, title: either(some, plainText) }, { block_id, tasks: array(plannedTask) }),
  },
  modal: {
    ...everywhere,
    input: input('modal'),
    card,
    alert: object(
      { type, text: textUpTo(limits.alertText) },
      { block_id, level: oneOf('default', 'info', 'warning', 'error', 'success') },
    ),
  },
  home: {
    ...everywhere,
    input: input('home'),
    card,
    carousel,
    container: containerOf('home'),
    data_visualization,
  },
};

/** One block as it may stand on this surface. */
export const blockOn: Readonly<Record<Surface, Check>> = {
  message: byType(surfaces.message),
  modal: byType(surfaces.modal),
  home: byType(surfaces.home),
};
