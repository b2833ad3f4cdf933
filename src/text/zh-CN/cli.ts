import type { cli as english } from '../en/cli.js';

export const cli: typeof english = {
  settings: {
    title: (n) => `有 ${n} 项设置不对：`,
    hint: '请在环境变量或 .env 文件里设置；每一项的说明见 README.md。',
    fault: {
      bot_token: (setting) =>
        `${setting} 不是机器人令牌，应以 xoxb- 开头：api.slack.com/apps → 你的应用 → OAuth & Permissions`,
      app_token: (setting) =>
        `${setting} 不是应用级令牌，应以 xapp- 开头：api.slack.com/apps → 你的应用 → Basic Information → App-Level Tokens`,
      signing_secret: (setting) =>
        `${setting} 不是签名密钥（令牌不是密钥）：api.slack.com/apps → 你的应用 → Basic Information → App Credentials`,
      bot_token_missing: (setting) =>
        `连接 Slack 的另一半已设置，但缺少 ${setting}，它以 xoxb- 开头：api.slack.com/apps → 你的应用 → OAuth & Permissions`,
      connection_missing: () =>
        '已设置 SLACK_BOT_TOKEN，但没有说明怎样连接 Slack：请设置 SLACK_APP_TOKEN（Socket Mode，不需要公网地址）或 SLACK_SIGNING_SECRET（由 Slack 访问 HOST:PORT）',
      url: (setting, value) => `${setting} 不是网址：${value}`,
      database_url: (setting) =>
        `${setting} 不是 PostgreSQL 服务器的地址。请写成 postgresql://用户:密码@主机:5432/数据库；不设置则使用内置数据库`,
      port: (setting, value) => `${setting} 应是 0 到 65535 的数字，现在是 ${value}`,
      host: (setting, value) => `${setting} 不是主机名或地址：${value}`,
      timezone: (setting, value) => `${setting} 不是时区：${value}。例如 Asia/Shanghai、Europe/Berlin`,
      currency: (setting, value) => `${setting} 不是 ISO 4217 货币代码：${value}。例如 CNY、USD、EUR`,
      locale: (setting, value) => `${setting} 不是 Collect 支持的语言：${value}。请写 zh-CN 或 en`,
      log_level: (setting, value) =>
        `${setting} 应是 fatal、error、warn、info、debug、trace、silent 之一，现在是 ${value}`,
      env_file: (setting) => `${setting} 读不了：请检查文件权限`,
    },
  },
  database: {
    newer: (migrations) =>
      `这个数据库由更新版本的 Collect 写过（其中有 ${migrations}）。请启动那个版本，或恢复升级之前的备份。`,
    changed: (migration) =>
      `迁移 ${migration} 与建立这个数据库时用的不同。请恢复发布时的 prisma/migrations；数据库没有任何改动。`,
    half_applied: (migration) =>
      `迁移 ${migration} 由别的工具开始执行，但没有完成。请恢复备份，或手工完成后用 "prisma migrate resolve" 标记；数据库没有任何改动。`,
    migration_failed: (migration, reason) => `迁移 ${migration} 无法执行，没有留下任何改动：${reason}`,
    in_use: (directory, pid, since) =>
      `Collect 已经在使用 ${directory}（进程 ${pid}，自 ${since} 起）。请先结束它，或另设 COLLECT_DATA。`,
    not_serving: (directory, pid) => `进程 ${pid} 打开了 ${directory}，但没有应答。请结束它再试。`,
    elsewhere: (directory, host) =>
      `${directory} 正在另一台机器（${host}）上使用。一次只能由一台机器使用：请先在那边结束。要多台机器共用，请用 PostgreSQL 服务器（DATABASE_URL）。`,
    no_access: (directory, reason) =>
      `数据目录 ${directory} 无法写入：${reason}。请检查目录属于谁，或用 COLLECT_DATA 另选一个。`,
    other_version: (directory, found, wanted) =>
      `${directory} 由内置 PostgreSQL ${found} 建立；这个版本的 Collect 内置 ${wanted}，打不开它。没有任何改动。请继续使用建立它的版本，或另选空的 COLLECT_DATA 重新导入。`,
    unreadable: (directory, reason) =>
      `${directory} 里的内置数据库打不开：${reason}。请恢复这个目录的备份，或另选空的 COLLECT_DATA 重新导入。`,
    unreachable: (address, reason) =>
      `数据库 ${address} 没有应答：${reason}。请检查 DATABASE_URL，以及服务器是否在运行、是否允许本机连接。`,
  },
  doctor: {
    ok: '正常',
    fault: '故障',
    note: '提示',
    settings: '设置',
    database: '数据库',
    migrations: '迁移',
    outbox: '发件箱',
    slack: 'Slack',
    settingsFine: '各项设置都能读懂',
    noSlack: '没有设置令牌，`collect start` 会在沙盒里运行。怎样取得令牌见 README.md',
    server: (address) => `PostgreSQL 服务器 ${address}`,
    embedded: (directory) => `内置数据库，位于 ${directory}`,
    shared: (directory, pid) => `内置数据库，位于 ${directory}，由进程 ${pid} 打开`,
    notYet: (directory) => `还没有：第一次启动时会建在 ${directory}`,
    upToDate: '已是最新',
    pending: (names) => `下次启动时执行 ${names}`,
    inbox: '收件箱',
    inboxEmpty: '没有未完成的请求',
    inboxWaiting: (n) => `有 ${n} 个请求未完成；\`collect start\` 会继续处理`,
    inboxGivenUp: (n, kind, since, reason) =>
      `有 ${n} 个${kind}未能完成（自 ${since} 起；${reason}）。已通知提出请求的人，详情见日志。`,
    requestKinds: { command: '命令', press: '按钮操作', form: '表单', event: '事件' },
    outboxEmpty: '没有待发的消息',
    outboxWaiting: (n) => `有 ${n} 条消息待发；\`collect start\` 会发送`,
    givenUp: {
      line: (n, what, place, since) =>
        n === 1 ? `${place}的${what}没有送达（${since}）。` : `${place}的${what}自 ${since} 起有 ${n} 次没有送达。`,
      toChannel: (channel) => `发往 ${channel} `,
      toPerson: (person) => `发给 ${person} `,
      why: (why, reason) => `${why}（${reason}）`,
      unknown: '可能已经送达，所以没有重发，请在 Slack 里查看',
      refused: 'Slack 拒收，不再重试',
      todo: {
        not_member: 'Collect 不在那个频道里，或频道已不存在：请在那里输入 /invite @Collect',
        archived: '频道已归档：请取消归档，或把项目关联到另一个频道（/collect 项目 "名称" here）',
        shared: '频道与其他组织共享，不在那里发送金额：请把项目关联到另一个频道（/collect 项目 "名称" here）',
        restricted: '频道限制了发言权限：请在频道设置里允许 Collect 发消息',
      },
      worksAgain: '之后已有消息送达那里。',
      older: (n) => `更早还有 ${n} 条`,
      kinds: {
        promise_logged: '承诺消息',
        promise_due: '承诺到期提醒',
        promise_broken: '承诺未兑现消息',
        payment_recorded: '到账消息',
        payments_met: '文件也带来的款项的消息',
        digest: '晨报',
        digest_thread: '晨报的后续',
        escalation_list: '升级名单',
        escalated: '升级消息',
        kept_with_owner: '客户仍由负责人跟进的消息',
        escalation_requested: '升级请求',
        project_set: '项目关联消息',
        passed_on: '转交的请求',
        passed_on_done: '转交请求已执行的通知',
        role_changed: '角色变动的消息',
        setup: '初始设置的消息',
        channel_refused: '频道故障通知',
        taken_down: '撤下共享频道消息的更新',
        late_answer: '答复',
        request_given_up: '请求未完成的通知',
        notifications_off: '私信已关闭的提示',
        morning: '等到工作时间的消息',
      } as Readonly<Record<string, string>>,
    },
    connected: (team, bot) => `${team} 里的 ${bot}`,
    botTokenRefused: (reason) =>
      `Slack 不接受 SLACK_BOT_TOKEN（${reason}）。请在 OAuth & Permissions 重新安装应用，并复制新的令牌`,
    appTokenRefused: (reason) =>
      `Slack 不接受 SLACK_APP_TOKEN（${reason}）。请在 Basic Information 建立带 connections:write 权限的应用级令牌，并打开 Socket Mode`,
    slackUnreachable: (url, reason) => `${url} 没有应答（${reason}）。请检查网络、代理和 SLACK_API_URL`,
    scopesMissing: (scopes) => `应用缺少权限 ${scopes}。请把 manifest.json 填入应用设置的 App Manifest，并重新安装`,
    withoutOptional: (scopes) => `没有可选权限 ${scopes}`,
    suggestionsOff:
      '在与 Collect 的私信里不会给出可问的问题。如果你们的套餐包含智能体，请在应用设置里打开 Agents，并重新安装',
    suggestionsOn: '在与 Collect 的私信里会给出可问的问题',
    suggestionsRefused: (reason) =>
      `Slack 不让 Collect 给出可问的问题（${reason}），其他功能不受影响。请查看应用设置里的 Agents`,
    allWell: '一切正常。',
    faults: (n) => `有 ${n} 处故障。`,
  },
  start: {
    ready: (address) => `Collect 已就绪：${address}`,
    portTaken: (address, setting) => `${address} 已被别的程序（或另一个 Collect）占用。请结束它，或换一个 ${setting}。`,
    cannotListen: (address, reason) => `无法监听 ${address}：${reason}`,
  },
  sandbox: {
    begins: ['没有设置 Slack 令牌，Collect 在沙盒里启动：本机上的一个小型 Slack 工作区，供试用和测试。'],
    plays: '正在填入示例数据：客户、发票和两周的工作，日期从今天算起（约十秒）……',
    databaseLeftAlone: (directory) => `设置了 DATABASE_URL，但不会动它：沙盒有自己的账目，在 ${directory}。`,
    ready: (url, day) => [
      ...(day === null ? [] : [`沙盒里现在是 ${day}。`]),
      '连接你自己的 Slack：见 README.md “Create the Slack app”。',
      `Collect 已就绪。请打开 ${url}`,
    ],
    did: {
      payments: (n) => `随早上的数据到账 ${n} 笔付款。`,
      promises: (n) => `承诺检查判定了 ${n} 个承诺。`,
      told: (n) => `向客户负责人发出 ${n} 条私信。`,
      digests: (n) => `${n} 个频道收到了晨报。`,
      escalations: (n) => `经理收到了本周清单：${n} 家客户需要决定。`,
      nothing: '没有到期的事。',
    },
    alone: {
      noManifest: (path, reason) =>
        `应用的 manifest ${path} 无法使用：${reason}。请用 --manifest 文件 指明位置（JSON，与 api.slack.com/apps → App Manifest 相同）。`,
      set: '请用以下设置启动你的应用：',
      client:
        '（Bolt 应用需自行传入 SLACK_API_URL：new App({ …, clientOptions: { slackApiUrl: SLACK_API_URL } })。不提供 Socket Mode。）',
      requests: (url) => `请求发往 ${url}；用 --app URL 可改到别处。`,
      inUse: (directory, url) =>
        `${directory} 正被另一个沙盒使用${url === '' ? '' : `（页面：${url}）`}。请先结束它，或用 --data 换一个目录。`,
      kept: (directory) => `发生的一切保存在 ${directory}。`,
      notKept: '结束后不保留任何内容；--data 目录 可以保留。',
      ready: (url) => `沙盒已就绪。请打开 ${url}`,
    },
  },
  waiting: {
    task: (pid) => `正在等待另一个 collect 命令完成（进程 ${pid}）……`,
    ending: (pid) => `正在等待使用这个数据目录的 Collect 结束（进程 ${pid}）……`,
    shared: '已完成；另一个 collect 命令还在用数据库，等它结束……',
  },
  help: {
    program: 'Collect：在 Slack 里催收应收账款',
    start: '运行 Collect：在 Slack 里应答，按时发送消息（没有 Slack 令牌时：在沙盒里，带示例数据）',
    sandbox: '单独启动沙盒：本机上的 Slack 工作区，可用于任何 Bolt 应用',
    sandboxPort: '页面和 API 的端口（默认 3300；0 为任意）',
    sandboxApp: '应用接收 Slack 请求的地址',
    sandboxManifest: '应用的 manifest，JSON',
    sandboxData: '把发生的一切保存在这个目录',
    import: '从文件（CSV、TSV、.xlsx）导入发票、付款、客户、项目或付款承诺',
    importAs: '各行是什么：invoices、payments、clients、projects、promises（不写则由列名判断）',
    importMap: '哪一列是哪个字段，写成 列=字段；多个用逗号分开，或重复这个选项',
    importDates: '文件里日期有歧义时的顺序：mdy、dmy 或 ymd',
    importDecimal: '文件里金额有歧义时的小数点：. 或 ,',
    version: '显示版本',
    dryRun: '不做任何改动，只显示会发生什么',
    json: '输出 JSON，供程序读取',
    workspace: 'Slack 团队编号；账目里有多个工作区时需要',
    run: '现在做一遍定时要做的事，并发送',
    runWhich: 'digest、promises、escalations 或 all',
    today: '当作今天的日期，YYYY-MM-DD',
    aging: '按账龄和货币列出未付与逾期金额',
    role: '设置一个人可以做什么',
    roleUser: 'Slack 用户编号、邮箱或姓名',
    roleRole: 'member、finance、manager 或 admin',
    settings: '显示规则的设置（宽限天数、升级条件等），或修改其中一项',
    settingsName: '设置名称；不写则全部显示',
    settingsValue: '新的值',
    doctor: '检查设置、数据库和 Slack，并说明每处故障怎样处理',
    exitCodes: [
      '退出码：0 完成；1 没有成功；2 命令看不懂；',
      '        3 已完成，但需要你处理（有行被拒收、文件有疑问、发现故障）',
    ].join('\n'),
  },
  /** What each setting of the rules is for, by its name. */
  workspaceSettings: {
    timezone: '任务和频道所说的“今天”所在的时区',
    currency: '未注明币种时的金额币种',
    locale: '频道使用的语言',
    country: '按哪个国家的法定节假日休息（留空：只算周末）',
    'grace-working-days': '承诺日之后仍算按时到账的工作日数',
    'kept-threshold-percent': '到账多少比例算兑现承诺',
    'silent-days': '多少天没有联系后，晨报要求跟进',
    'stale-data-days': '数据超过多少个工作日就不再据此催收',
    'keep-max-days': '“继续由负责人跟进至”最多可延后多少天',
    'works-from': '没有自己设置时间的人几点上班',
    'works-until': '几点下班；此外的时间不发私信',
    'undo-hours': '多少小时内可以撤销',
    'escalate-not-kept-in-row': '连续多少次承诺未兑现',
    'escalate-days-overdue': '逾期天数',
    'escalate-no-contact-days': '未联系天数',
    'escalate-owner-silent-days': '负责人多少个工作日未处理消息',
    'escalate-max-candidates': '名单最多多少位客户',
    'escalate-amount': '各币种的逾期金额上限："50000 CNY"；"off CNY" 取消',
  } as Readonly<Record<string, string>>,
  usage: {
    settingValue: (name: string) => `请写出 ${name} 的新值：collect settings ${name} 值`,
    today: (value) => `--today 应是日期 YYYY-MM-DD，现在是 ${value}`,
    map: (value) => `--map 应写成 列=字段，现在是 ${value}`,
    choice: (option, value, allowed) => `${option} 应是 ${allowed} 之一，现在是 ${value}`,
    workspaces: (names) => `账目里有多个工作区，请用 --workspace 指明（${names}）。`,
    noWorkspace: (wanted) => `账目里没有工作区 ${wanted}。`,
  },
  unexpected: (reason) => `没有成功：${reason}`,
  aging: {
    title: (date) => `截至 ${date} 的应收账款`,
    none: '没有未付款项。',
    unit: '金额为该货币的最小单位（USD 为美分）；decimal 中是同样金额的十进制写法',
    columns: {
      currency: '货币',
      outstanding: '未付',
      notDue: '未到期',
      days1to30: '1–30 天',
      days31to60: '31–60',
      days61to90: '61–90',
      days91plus: '91+',
      overdue: '逾期',
      toCollect: '待催收',
      invoices: '未结发票',
    },
  },
  role: {
    done: (name, role) => `${name} 现在是 ${role}。`,
  },
  run: {
    nothing: '没有到期要做的事。',
    nobodyForEscalations: (n) => `有 ${n} 家客户应列入待升级名单，但还没有经理可以通知：collect role 姓名 manager`,
    noChannel:
      '没有频道会收到晨报：没有关联了项目且开启晨报的频道。请在 Slack 的项目频道中输入：/collect 项目 "名称" 这里 负责人 @姓名',
    wouldSend: (n) => `会发送 ${n} 条消息：`,
    written: (n) => `发件箱里有 ${n} 条消息。`,
    toChannel: (channel) => `发到频道 ${channel}`,
    toPerson: (person) => `发给 ${person}`,
    delivered: (sent, later, failed) =>
      [
        `已发送 ${sent} 条`,
        ...(later > 0 ? [`Slack 要求稍后再发 ${later} 条`] : []),
        ...(failed > 0 ? [`被拒收或去向不明 ${failed} 条（见 collect doctor）`] : []),
      ].join('，'),
    noSlack: '没有设置 Slack 令牌，消息留在发件箱里，连接之后再发。',
  },
  importing: {
    progress: (file, percent, rows) => `${file}：${percent} %（${rows} 行）`,
  },
};
