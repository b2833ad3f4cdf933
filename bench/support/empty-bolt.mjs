// The floor of everything that goes through Slack's SDK: a Bolt app that acknowledges and does nothing.
import bolt from '@slack/bolt';

const { App, HTTPReceiver } = bolt;
const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET, endpoints: ['/slack/events'] });
const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-none' }), convoStore: false });
app.command('/collect', async ({ ack }) => await ack());
app.action(/.*/, async ({ ack }) => await ack());
await receiver.start({ host: '127.0.0.1', port: Number(process.env.PORT) });
