import { describe, expect, it } from 'vitest';
import { typedText } from '../../../src/sandbox/acting/typed-text.js';
import { aPerson, aWorkspace } from '../a-workspace.js';

const { workspace } = aWorkspace();
workspace.putPerson(aPerson('U0DOT', 'lee.w'));
workspace.putPerson(aPerson('U0FANG', 'wang.fang', { realName: '王芳' }));
workspace.putPerson(aPerson('U0GONE', 'gone', { deleted: true }));
const type = (text: string, notation: 'message' | 'command' = 'message', user = 'U0DANA') =>
  typedText(workspace, user, text, notation);

describe('what a person types', () => {
  it.each([
    ['plain text', 'plain text'],
    ['a & b < c > d', 'a &amp; b &lt; c &gt; d'],
    ['&amp;', '&amp;amp;'],
    ['<@U0DANA> <!here>', '&lt;@U0DANA&gt; &lt;!here&gt;'],
    ['@dana hi', '<@U0DANA> hi'],
    ['@王芳 你好', '<@U0FANG> 你好'],
    ['hi @dana.', 'hi <@U0DANA>.'],
    ['hi @DANA, @sam!', 'hi <@U0DANA>, <@U0SAM>!'],
    ['(@dana)', '(<@U0DANA>)'],
    ['请@dana看', '请@dana看'],
    ['请 @dana 看', '请 <@U0DANA> 看'],
    ['@lee.w.', '<@U0DOT>.'],
    ['@lee', '@lee'],
    ['@danas', '@danas'],
    ['dana@studio.example', 'dana@studio.example'],
    ['@gone', '@gone'],
    ['@nobody', '@nobody'],
    ['@here @channel @everyone', '<!here> <!channel> <!everyone>'],
    ['#general and #proj-apollo.', '<#C0GENERAL> and <#C0APOLLO>.'],
    ['#board', '#board'],
    ['# general', '# general'],
    ['invoice #12', 'invoice #12'],
    ['`@dana <b>` @dana', '`@dana &lt;b&gt;` <@U0DANA>'],
    ['```\n@dana\n``` #general', '```\n@dana\n``` <#C0GENERAL>'],
    ['see https://example.com/a?b=1&c=2.', 'see <https://example.com/a?b=1&amp;c=2>.'],
    ['(https://example.com)', '(<https://example.com>)'],
    ['<https://example.com>', '&lt;<https://example.com>&gt;'],
    ['*@dana*', '*<@U0DANA>*'],
  ])('%s', (typed, sent) => {
    expect(type(typed)).toBe(sent);
  });

  it('a command carries the names as well', () => {
    expect(type('log @dana in #general & more', 'command')).toBe(
      'log <@U0DANA|dana> in <#C0GENERAL|general> &amp; more',
    );
    expect(type('@here', 'command')).toBe('@here');
  });

  it('a private channel is one for who is in it', () => {
    expect(type('#board', 'message', 'U0SAM')).toBe('<#C0SECRET>');
  });
});
