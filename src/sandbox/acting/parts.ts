import type { Timer } from '../timer.js';
import type { AppEvents } from '../to-app/events.js';
import type { ResponseUrls } from '../to-app/response-urls.js';
import type { AppSender } from '../to-app/send.js';
import type { Triggers } from '../to-app/triggers.js';
import type { Workspace } from '../workspace/workspace.js';

/** What acting takes. */
export interface ActingParts {
  readonly workspace: Workspace;
  readonly timer: Timer;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly sender: AppSender;
  readonly events: AppEvents;
}
