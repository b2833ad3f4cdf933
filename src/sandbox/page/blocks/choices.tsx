import type { VNode } from 'preact';
import type { JsonObject } from '../../workspace/model.js';
import type { BlockHost } from './host.js';
import { objectIn, objectsIn, stringIn } from './read-json.js';
import { TextObject } from './text-object.js';
import { type ElementProps, naming, useElement } from './use-element.js';

function OptionText({ option, host, id }: { option: JsonObject; host: BlockHost; id: string }): VNode {
  const text = objectIn(option, 'text');
  const description = objectIn(option, 'description');
  return (
    <span class="bk-choice-text">
      {text !== null && <TextObject text={text} host={host} />}
      {description !== null && (
        <span id={id} class="bk-description">
          <TextObject text={description} host={host} />
        </span>
      )}
    </span>
  );
}

const describedBy = (option: JsonObject, id: string) => (objectIn(option, 'description') === null ? undefined : id);

export function Checkboxes(props: ElementProps): VNode {
  const { element, host, field } = props;
  const state = useElement(props);
  const chosen = state.value !== null && 'options' in state.value ? state.value.options : [];
  const options = objectsIn(element, 'options');
  const toggle = (value: string) => {
    // In the order of the block, not of the clicks, as Slack sends them.
    const now = options
      .flatMap((option) => stringIn(option, 'value') ?? [])
      .filter((each) => (each === value ? !chosen.includes(each) : chosen.includes(each)));
    state.choose(now.length === 0 ? null : { options: now });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take its legend from the label of an input block
    <div class="bk-choices" role="group" {...naming(field, host.words.blocks.chooseSeveral)} aria-busy={state.busy}>
      {options.map((option, at) => {
        const value = stringIn(option, 'value') ?? '';
        const id = `${state.id}-${at}`;
        return (
          <label key={value} class="bk-choice">
            <input
              type="checkbox"
              id={at === 0 ? state.id : id}
              checked={chosen.includes(value)}
              aria-describedby={describedBy(option, `${id}-description`)}
              onChange={() => toggle(value)}
            />
            <OptionText option={option} host={host} id={`${id}-description`} />
          </label>
        );
      })}
      {state.dialog}
    </div>
  );
}

export function RadioButtons(props: ElementProps): VNode {
  const { element, host, field } = props;
  const state = useElement(props);
  const chosen = state.value !== null && 'option' in state.value ? state.value.option : null;
  return (
    <div class="bk-choices" role="radiogroup" {...naming(field, host.words.blocks.choose)} aria-busy={state.busy}>
      {objectsIn(element, 'options').map((option, at) => {
        const value = stringIn(option, 'value') ?? '';
        const id = `${state.id}-${at}`;
        return (
          <label key={value} class="bk-choice">
            <input
              type="radio"
              id={at === 0 ? state.id : id}
              name={state.id}
              checked={chosen === value}
              aria-describedby={describedBy(option, `${id}-description`)}
              onChange={() => state.choose({ option: value })}
            />
            <OptionText option={option} host={host} id={`${id}-description`} />
          </label>
        );
      })}
      {state.dialog}
    </div>
  );
}
