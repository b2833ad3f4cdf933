import type { PageWords } from '../../../text/en/sandbox.js';
import type { ElementInput, FormErrors, FormValues } from '../../page-protocol.js';
import type { Channel, JsonObject, Person, StoredFile } from '../../workspace/model.js';

/** What blocks need of the page around them. The optional parts make more of Block Kit work; without them it is drawn plainly. */
export interface BlockHost {
  readonly people: (id: string) => Person | null;
  readonly channel: (id: string) => Channel | null;
  /** Something was pressed or chosen that the app must hear of. Confirmation dialogs were answered already. */
  act(blockId: string, actionId: string, input: ElementInput): void;
  /** An action of this element is under way. */
  readonly busy: (blockId: string, actionId: string) => boolean;
  /** For external selects. Rejects, or gives nothing, when the app did not answer. */
  loadOptions(
    blockId: string,
    actionId: string,
    query: string,
  ): Promise<{ readonly options: readonly JsonObject[]; readonly groups: readonly JsonObject[] | null }>;
  /** BCP 47: dates and numbers are written in it. */
  readonly locale: string;
  /**
   * What stands in the inputs. An element that has no entry shows its initial value; null means that somebody cleared
   * it. Begin with initialValues() so that what is shown is what is submitted.
   */
  readonly values: FormValues;
  /** Something was typed or chosen. Where the app must hear of it too, act() follows. */
  change(blockId: string, actionId: string, input: ElementInput): void;
  readonly errors: FormErrors | null;
  /** Unique on the page: the ids of labels and fields begin with it. */
  readonly idPrefix: string;
  readonly words: PageWords;

  /** Who sees it: mentions of this person stand out. */
  readonly me?: string;
  /** For menus of people. */
  readonly allPeople?: () => readonly Person[];
  /** For menus of channels and conversations: those this person may see. */
  readonly allChannels?: () => readonly Channel[];
  /** The conversation on the screen, for default_to_current_conversation. */
  readonly here?: string;
  /** IANA zone of times in texts and pickers; without it the browser's. */
  readonly timezone?: string;
  /** The sandbox's clock, for "today" and "3 minutes ago"; without it the browser's. */
  readonly now?: () => Date;
  /** Where the bytes of a stored file are, for images by slack_file. */
  readonly fileUrl?: (id: string) => string;
  /** Uploads what was put into a file_input. Without it that element says that it takes no files. */
  readonly upload?: (files: readonly File[]) => Promise<readonly StoredFile[]>;
  /** Opens a channel of the page; without it channel names are no links. */
  readonly openChannel?: (id: string) => void;
}

export type Surface = 'message' | 'modal' | 'home';
