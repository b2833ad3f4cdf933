import type { VNode } from 'preact';
import { ButtonElement, FeedbackButtons, IconButton, WorkflowButton } from './button.js';
import { Checkboxes, RadioButtons } from './choices.js';
import { DateField } from './date-fields.js';
import { FileField } from './file-field.js';
import { ImageElement } from './image.js';
import { Overflow } from './overflow.js';
import { typeOf } from './read-json.js';
import { RichTextField } from './rich-text-field.js';
import { Select } from './select.js';
import { TextField } from './text-fields.js';
import type { ElementProps } from './use-element.js';

/** Any element of Block Kit. */
export function Element(props: ElementProps): VNode | null {
  const type = typeOf(props.element);
  switch (type) {
    case 'button':
      return <ButtonElement {...props} />;
    case 'workflow_button':
      return <WorkflowButton {...props} />;
    case 'icon_button':
      return <IconButton {...props} />;
    case 'feedback_buttons':
      return <FeedbackButtons {...props} />;
    case 'overflow':
      return <Overflow {...props} />;
    case 'image':
      return <ImageElement element={props.element} host={props.host} css="bk-accessory-image" />;
    case 'checkboxes':
      return <Checkboxes {...props} />;
    case 'radio_buttons':
      return <RadioButtons {...props} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateField {...props} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextField {...props} />;
    case 'rich_text_input':
      return <RichTextField {...props} />;
    case 'file_input':
      return <FileField {...props} />;
    default:
      if (/^(?:multi_)?(?:static|external|users|channels|conversations)_select$/.test(type))
        return <Select {...props} />;
      return <span class="bk-unknown">{props.host.words.blocks.unknownElement(type)}</span>;
  }
}
