import { describe, expect, it } from 'vitest';
import { mentionedIn, plainMessage } from '../../../src/slack/messages/plain-message.js';

const plain = (text: string) => plainMessage(text, (id) => (id === 'U1' ? 'dana' : null));

describe('a message as it is read', () => {
  it.each([
    ['<@U1> says *ACME* pays _soon_', '@dana says ACME pays soon'],
    ['<@U2|lee> and <@U3>', '@lee and @U3'],
    ['<#C1|proj-apollo> <#C2>', '#proj-apollo #C2'],
    ['<https://a.example/x|the mail> <https://b.example>', 'the mail https://b.example'],
    ['<mailto:mia@acme.example|mia@acme.example>', 'mia@acme.example'],
    ['<!here> <!subteam^S1|@finance> <!date^1^{date}|Fri 27 Nov>', '@here @finance Fri 27 Nov'],
    ['a &lt; b &amp;amp; c', 'a < b &amp; c'],
    ['&gt; quoted\n*_both_* ~gone~ `code`', 'quoted both gone code'],
    ['snake_case_name 2*3*4 a_b', 'snake_case_name 2*3*4 a_b'],
    ['华瑞科技 *承诺* 下周五付5万', '华瑞科技 承诺 下周五付5万'],
  ])('%s', (text, read) => {
    expect(plain(text)).toBe(read);
  });

  it('names whom it mentions', () => {
    expect(mentionedIn('<@U1> <@U2|lee> <@U1> <#C1>')).toEqual(['U1', 'U2']);
  });
});
