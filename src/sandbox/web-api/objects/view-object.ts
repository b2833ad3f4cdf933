import type { View } from '../../workspace/model.js';
import type { Workspace } from '../../workspace/workspace.js';

/** A view as views.open answers it: what the app sent, and Slack's own fields. */
export function viewObject(workspace: Workspace, view: View): Record<string, unknown> {
  const { payload } = view;
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.type,
    blocks: payload.blocks ?? [],
    private_metadata: payload.private_metadata ?? '',
    callback_id: payload.callback_id ?? '',
    state: { values: {} },
    hash: view.hash,
    title: payload.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: payload.clear_on_close ?? false,
    notify_on_close: payload.notify_on_close ?? false,
    close: payload.close ?? null,
    submit: payload.submit ?? null,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: workspace.app.appId,
    external_id: payload.external_id ?? '',
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
    ...(payload.submit_disabled !== undefined && { submit_disabled: payload.submit_disabled }),
  };
}
