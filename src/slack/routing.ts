import type {
  AllMiddlewareArgs,
  AnyMiddlewareArgs,
  App,
  BlockAction,
  GlobalShortcut,
  MessageShortcut,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { type ActionId, actionIdOf } from './messages/action-ids.js';

type Listener<Args> = (args: Args & AllMiddlewareArgs) => Promise<void>;
type ActionListener = Listener<SlackActionMiddlewareArgs<BlockAction>>;
type ViewListener = Listener<SlackViewMiddlewareArgs<ViewSubmitAction>>;
type SuggestionListener = Listener<SlackOptionsMiddlewareArgs<'block_suggestion'>>;
type EventListener<Name extends string> = Listener<SlackEventMiddlewareArgs<Name>>;
type ShortcutListener<Shortcut extends GlobalShortcut | MessageShortcut> = Listener<
  SlackShortcutMiddlewareArgs<Shortcut>
>;

/**
 * Who listens to what. Bolt tries every listener it knows on every request, each with a chain of its own, before the
 * first of them can acknowledge; here a request finds its one listener by name.
 */
export class Routing {
  readonly #listeners = new Map<string, Listener<never>>();
  #anyOtherAction: ActionListener | null = null;

  /** A slash command, by its name with the slash. */
  command(name: string, listener: Listener<SlackCommandMiddlewareArgs>): void {
    this.#add('command', name, listener);
  }

  /** A button or menu, also those numbered ":1", ":2" … */
  action(id: ActionId, listener: ActionListener): void {
    this.#add('action', id, listener);
  }

  /** The buttons and menus that nothing else listens to. */
  anyOtherAction(listener: ActionListener): void {
    this.#anyOtherAction = listener;
  }

  /** A list that is searched on the server, by its action id; also those numbered ":1", ":2" … */
  suggestion(id: ActionId, listener: SuggestionListener): void {
    this.#add('suggestion', id, listener);
  }

  /** A form that is handed in, by its callback id. */
  submission(callbackId: string, listener: ViewListener): void {
    this.#add('submission', callbackId, listener);
  }

  /** A shortcut that belongs to no message, by its callback id. */
  shortcut(callbackId: string, listener: ShortcutListener<GlobalShortcut>): void {
    this.#add('shortcut', callbackId, listener);
  }

  /** A shortcut in a message's menu, by its callback id. */
  messageShortcut(callbackId: string, listener: ShortcutListener<MessageShortcut>): void {
    this.#add('message_shortcut', callbackId, listener);
  }

  event<Name extends string>(name: Name, listener: EventListener<Name>): void {
    this.#add('event', name, listener);
  }

  /** Puts itself into Bolt, as the only one who listens. What nobody listens to is not acknowledged. */
  listenTo(app: App): void {
    app.use(async (args) => {
      const listener = this.#find(args);
      await (listener === null ? args.next() : listener(args as never));
    });
  }

  #add(kind: Kind, name: string, listener: Listener<never>): void {
    const key = `${kind} ${name}`;
    if (this.#listeners.has(key)) throw new Error(`two listen to ${key}`);
    this.#listeners.set(key, listener);
  }

  #find(args: AnyMiddlewareArgs): Listener<never> | null {
    if ('options' in args) {
      const id = args.options.type === 'block_suggestion' ? actionIdOf(args.options.action_id) : null;
      return id === null ? null : this.#named('suggestion', id);
    }
    if ('command' in args) return this.#named('command', args.command.command);
    if ('action' in args) {
      if (args.body.type !== 'block_actions' || !('action_id' in args.action)) return null;
      const id = actionIdOf(args.action.action_id);
      return id === null ? this.#anyOtherAction : (this.#named('action', id) ?? this.#anyOtherAction);
    }
    if ('view' in args) {
      return args.body.type === 'view_submission' ? this.#named('submission', args.view.callback_id) : null;
    }
    if ('shortcut' in args) {
      const kind = args.shortcut.type === 'message_action' ? 'message_shortcut' : 'shortcut';
      return this.#named(kind, args.shortcut.callback_id);
    }
    return 'event' in args ? this.#named('event', args.event.type) : null;
  }

  #named(kind: Kind, name: string): Listener<never> | null {
    return this.#listeners.get(`${kind} ${name}`) ?? null;
  }
}

type Kind = 'suggestion' | 'command' | 'action' | 'submission' | 'shortcut' | 'message_shortcut' | 'event';
