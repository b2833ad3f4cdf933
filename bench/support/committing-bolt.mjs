// What durability alone costs: a Bolt app that acknowledges, writes one row in a transaction and answers. DATABASE holds
// the settings of `pg`.
import bolt from '@slack/bolt';
import pg from 'pg';

const { App, HTTPReceiver } = bolt;
const pool = new pg.Pool({ ...JSON.parse(process.env.DATABASE), max: 10 });
const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET, endpoints: ['/slack/events'] });
const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-none' }), convoStore: false });
app.command('/collect', async ({ command, ack, respond }) => {
  await ack();
  const client = await pool.connect();
  await client.query('begin');
  await client.query('insert into bench_floor (text) values ($1)', [command.text]);
  await client.query('commit');
  client.release();
  await respond({ response_type: 'ephemeral', text: 'written' });
});
app.action(/.*/, async ({ ack }) => await ack());
await receiver.start({ host: '127.0.0.1', port: Number(process.env.PORT) });
